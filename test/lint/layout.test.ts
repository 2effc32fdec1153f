import { glob, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const projectRoot = join(import.meta.dirname, '../..');
const sourceFolders = ['events', 'functions', 'infra', 'shared', 'test'];

const topLevel = new Set([
  ...sourceFolders,
  'biome.json',
  'cdk.json',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'LICENSE',
  'package-lock.json',
  'package.json',
  'README.md',
  'tsconfig.json',
  'vitest.config.ts',
]);
const madeByTools = new Set(['node_modules', 'dist', 'cdk.out', 'coverage']);

describe('the layout', () => {
  test('has a fixed top level', async () => {
    const found = await readdir(projectRoot);
    const ownFiles = found.filter((name) => !(name.startsWith('.') || name.endsWith('.log') || madeByTools.has(name)));

    expect(ownFiles.filter((name) => !topLevel.has(name))).toEqual([]);
  });

  test('names a file for what it does', async () => {
    const vague = /^(?:common|helpers?|index|misc|shared|types|utils?)\.ts$/;

    expect((await sourceFiles()).filter((file) => vague.test(basename(file)))).toEqual([]);
  });

  test('gives every function a handler, its use case and a README', async () => {
    const functions = await readdir(join(projectRoot, 'functions'));
    for (const name of functions) {
      const files = await readdir(join(projectRoot, 'functions', name));

      expect(files, name).toEqual(expect.arrayContaining(['README.md', 'handler.ts', `${name}.ts`]));
    }
  });

  test('says of everything exported what its signature cannot say', async () => {
    const unexplained: string[] = [];
    for (const file of await sourceFiles()) {
      const lines = (await readFile(join(projectRoot, file), 'utf8')).split('\n');
      for (const [index, line] of lines.entries()) {
        if (isNewName(line) && !lines[index - 1]?.endsWith('*/')) unexplained.push(`${file}:${index + 1}`);
      }
    }

    expect(unexplained).toEqual([]);
  });
});

/** A type read off the list above it, as in `(typeof roles)[number]`, is explained with that list. */
function isNewName(line: string): boolean {
  return /^export (?!\{|\*)/.test(line) && !/^export type \w+ = \(typeof \w+\)\[number\];$/.test(line);
}

async function sourceFiles(): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const file of glob(`{${sourceFolders.join(',')}}/**/*.ts`, { cwd: projectRoot })) files.push(file);
  return files.filter((file) => !file.startsWith('test/lint/fixtures/'));
}
