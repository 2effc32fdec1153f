import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { plantedBugs } from './bugs.ts';
import { BugDoesNotFitError, planted } from './planting.ts';

const program = fileURLToPath(new URL('../simulate.ts', import.meta.url));
const textOf = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');

describe('planted bugs', () => {
  it.each(plantedBugs.map((bug) => [bug.name, bug] as const))('"%s" fits into the code, once', (_, bug) => {
    expect(planted(bug, textOf(bug.file))).not.toBe(textOf(bug.file));
  });

  it('does not fit where its text is missing or stands twice', () => {
    const bug = { name: 'a bug', file: 'a.ts', from: 'one', to: 'two', caughtBy: '', at: 1, withinSeeds: 1 };
    expect(() => planted(bug, 'nothing')).toThrow(BugDoesNotFitError);
    expect(() => planted(bug, 'one and one')).toThrow(BugDoesNotFitError);
  });

  it('are each found by the promise that they break, and the README says so', async () => {
    // A process of its own: the loader of the test runner is not the one that bugs are planted through.
    const { stdout } = await promisify(execFile)(process.execPath, [program, '--planted-bugs']);
    const rows = stdout.split('\n').filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(plantedBugs.length + 2);
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    for (const { name } of plantedBugs) expect(readme).toContain(`| ${name} |`);
  }, 900_000);
});
