import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';

const projectRoot = join(import.meta.dirname, '../..');

/** The packages that Avoir was asked to stand on, and the file where each does its work. */
const askedFor: readonly (readonly [packageName: string, file: string, work: string])[] = [
  ['aws-cdk-lib', 'infra/app.ts', 'describes the one topology'],
  ['@aws-sdk/client-dynamodb', 'shared/adapters/dynamo-table.ts', 'keeps orders, ledgers, cases and tasks'],
  ['@aws-sdk/client-sqs', 'shared/adapters/sqs-queue.ts', 'sends one message per refund task'],
  ['@aws-sdk/client-eventbridge', 'shared/adapters/eventbridge-bus.ts', 'publishes what happened to a case'],
  ['@middy/core', 'shared/lambda/http.ts', 'wraps every route'],
  ['zod', 'functions/accept-credit-note/credit-note-request.ts', 'parses what comes in'],
  ['vitest', 'test/unit/shared/domain/credit-note.test.ts', 'runs the tests'],
  ['aws-sdk-client-mock', 'test/unit/shared/adapters/eventbridge-bus.test.ts', 'shows failures that no emulator can'],
];

const versionsSchema = z.record(z.string(), z.string());
const manifestSchema = z.object({
  dependencies: versionsSchema,
  devDependencies: versionsSchema,
  optionalDependencies: versionsSchema,
});
const lockSchema = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });

describe('the packages that were asked for', () => {
  test.each(askedFor)('%s in %s %s', async (packageName, file) => {
    const source = await readFile(join(projectRoot, file), 'utf8');

    expect(valueImportsOf(source)).toContain(packageName);
  });

  test('reach the bundles, or only help to build and test, as package.json says', async () => {
    const { dependencies } = await manifest();
    const deployed = ['functions', 'shared', 'events'].map((folder) => importsBelow(folder));

    const imported = new Set((await Promise.all(deployed)).flat().filter(isPackage).map(packageOf));

    expect([...imported].filter((name) => !(name in dependencies) && name !== 'aws-lambda')).toEqual([]);
  });
});

describe('the versions', () => {
  test('are pinned exactly, so that an install of next year is the install of today', async () => {
    const { dependencies, devDependencies, optionalDependencies } = await manifest();
    const versions = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });

    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
  });

  test('in the lock file are those of package.json', async () => {
    const { dependencies, devDependencies, optionalDependencies } = await manifest();
    const { packages } = lockSchema.parse(await json('package-lock.json'));
    const asked = { ...dependencies, ...devDependencies, ...optionalDependencies };

    const locked = Object.keys(asked).map((name) => [name, packages[`node_modules/${name}`]?.version]);

    expect(Object.fromEntries(locked)).toEqual(asked);
  });

  test('of Node is the one that Lambda runs, whatever Node the machine has', () => {
    expect(Number(process.versions.node.split('.')[0])).toBeGreaterThanOrEqual(24);
  });
});

async function manifest(): Promise<z.infer<typeof manifestSchema>> {
  return manifestSchema.parse(await json('package.json'));
}

async function json(file: string): Promise<unknown> {
  return JSON.parse(await readFile(join(projectRoot, file), 'utf8'));
}

async function importsBelow(folder: string): Promise<string[]> {
  const imports: string[] = [];
  for await (const file of glob(`${folder}/**/*.ts`, { cwd: projectRoot })) {
    imports.push(...valueImportsOf(await readFile(join(projectRoot, file), 'utf8')));
  }
  return imports;
}

/** Types are gone when the code runs: only what is imported as a value counts as used. */
function valueImportsOf(source: string): string[] {
  return [...source.matchAll(/^import (?!type\b)[^;]*?'(?<path>[^']+)';$/gm)].map((found) => found.groups?.path ?? '');
}

const isPackage = (path: string): boolean => !path.startsWith('.') && !path.startsWith('node:');

function packageOf(path: string): string {
  const [first = '', second] = path.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}
