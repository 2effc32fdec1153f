import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

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
