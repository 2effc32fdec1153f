import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const readme = await readFile('shared/domain/README.md', 'utf8');

/** `| rule | test/…test.ts › name |`: what is named of a test is in its file as it stands there. */
const proofs = readme.split('\n').flatMap((row) => {
  const [, rule = '', proof = ''] = row.split('|').map((cell) => cell.trim());
  const [, file = '', name = ''] = /^`([^`]+\.test\.ts)` › (.+)$/.exec(proof) ?? [];
  return file === '' ? [] : [{ rule, file, name }];
});
const rows = readme.split('\n').filter((row) => row.startsWith('| ') && !/^\| (rule|-)/.test(row));

describe('the table of rules', () => {
  it('names a test in every row', () => {
    expect(rows.length).toBe(proofs.length);
    expect(proofs.length).toBeGreaterThan(50);
  });

  it.each(proofs)('$rule', async ({ file, name }) => {
    const source = await readFile(join('test', file), 'utf8');
    expect(source).toContain(name);
  });
});

const broken = z
  .array(z.object({ rule: z.string(), file: z.string(), is: z.string(), tests: z.array(z.string()) }))
  .parse(JSON.parse(await readFile('test/support/broken-rules.json', 'utf8')));

describe('the breaks of npm run break-rules', () => {
  it.each(broken)('$rule still fits the code', async ({ file, is, tests }) => {
    expect(await readFile(file, 'utf8')).toContain(is);
    for (const test of tests) expect(await readFile(test, 'utf8')).toMatch(/^(?:describe|it)\b/m);
  });
});
