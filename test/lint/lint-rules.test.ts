import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';

const fixtures = join(import.meta.dirname, 'fixtures');
const projectRoot = join(import.meta.dirname, '../..');

const restrictedImport = 'lint/style/noRestrictedImports';
const restrictedGlobal = 'lint/style/noRestrictedGlobals';
const restrictedProperty = 'lint/nursery/noJsRestrictedProperties';

const broken: readonly (readonly [promise: string, file: string, rule: string])[] = [
  ['the rules do not import a package that is not pure', 'shared/domain/imports-zod.ts', restrictedImport],
  ['the rules do not import another layer', 'shared/domain/imports-port.ts', restrictedImport],
  ['a folder of rules does not import another layer', 'shared/domain/weighing/imports-port.ts', restrictedImport],
  ['the rules do not import Node', 'shared/domain/imports-node.ts', restrictedImport],
  ['the rules do not ask Temporal for the time', 'shared/domain/reads-the-clock-of-temporal.ts', restrictedProperty],
  ['the rules do not import the clock of Temporal', 'shared/domain/imports-the-clock-of-temporal.ts', restrictedImport],
  ['a store does not read the clock', 'shared/stores/reads-date.ts', restrictedGlobal],
  ['a store does not roll dice', 'shared/stores/rolls-dice.ts', restrictedProperty],
  ['a store does not take the dice out of Math', 'shared/stores/takes-random-out-of-math.ts', restrictedProperty],
  ['a store does not make ids by import', 'shared/stores/makes-a-uuid.ts', restrictedImport],
  ['a store does not make ids by the global', 'shared/stores/makes-a-global-uuid.ts', restrictedGlobal],
  ['a store does not import all of crypto', 'shared/stores/makes-everything-of-crypto.ts', restrictedImport],
  ['a store does not wait', 'shared/stores/waits.ts', restrictedGlobal],
  ['a store does not wait repeatedly', 'shared/stores/waits-repeatedly.ts', restrictedGlobal],
  ['a store does not wait a turn of the loop', 'shared/stores/waits-a-turn.ts', restrictedGlobal],
  ['a store does not wait by import', 'shared/stores/waits-by-import.ts', restrictedImport],
  ['a store does not read the environment', 'shared/stores/reads-environment.ts', restrictedGlobal],
  ['a store does not import the environment', 'shared/stores/imports-environment.ts', restrictedImport],
  ['a store does not fetch', 'shared/stores/fetches.ts', restrictedGlobal],
  ['nothing forbidden is reached by globalThis', 'shared/stores/reaches-through-global-this.ts', restrictedGlobal],
  ['a store does not print', 'shared/stores/prints.ts', 'lint/suspicious/noConsole'],
  ['a store does not import the AWS SDK', 'shared/stores/imports-aws-sdk.ts', restrictedImport],
  ['a store does not import the AWS SDK late', 'shared/stores/imports-aws-sdk-late.ts', restrictedImport],
  ['a store does not pick an adapter', 'shared/stores/imports-adapter.ts', restrictedImport],
  ['no file only passes on what another holds', 'shared/ports/passes-on.ts', 'lint/performance/noBarrelFile'],
  ['deployed code does not import infra', 'shared/stores/imports-infra.ts', restrictedImport],
  ['shared code does not import a function', 'shared/stores/imports-function.ts', restrictedImport],
  ['a store does not import the middleware', 'shared/stores/imports-middleware.ts', restrictedImport],
  ['a port does not import a store', 'shared/ports/imports-store.ts', restrictedImport],
  ['zod is not imported by name in shared', 'shared/stores/imports-zod-by-name.ts', restrictedImport],
  ['zod is not imported by name in infra', 'infra/imports-zod-by-name.ts', restrictedImport],
  ['a path names its file', 'shared/stores/imports-without-extension.ts', 'lint/correctness/useImportExtensions'],
  ['nothing is exported without a name', 'shared/stores/exports-default.ts', 'lint/style/noDefaultExport'],
  ['no promise is forgotten', 'shared/stores/forgets-a-promise.ts', 'lint/nursery/noFloatingPromises'],
  ['no type is asserted', 'shared/stores/asserts-a-type.ts', 'lint/nursery/noUnsafeTypeAssertion'],
  ['nothing is any', 'shared/stores/uses-any.ts', 'lint/suspicious/noExplicitAny'],
  ['the middleware does not import the AWS SDK', 'shared/lambda/imports-aws-sdk.ts', restrictedImport],
  ['a use case does not read the clock', 'functions/accept-return/reads-date.ts', restrictedGlobal],
  ['a use case does not import the AWS SDK', 'functions/accept-return/imports-aws-sdk.ts', restrictedImport],
  ['a use case does not pick an adapter', 'functions/accept-return/imports-adapter.ts', restrictedImport],
  [
    'a use case does not import another function',
    'functions/accept-return/imports-another-function.ts',
    restrictedImport,
  ],
  ['a handler does not import another function', 'functions/settle-return/handler.ts', restrictedImport],
  ['a handler has at most 25 lines', 'functions/weigh-return/handler.ts', 'lint/style/noExcessiveLinesPerFile'],
  ['an event does not import shared', 'events/imports-shared.ts', restrictedImport],
  ['an event does not import another package', 'events/imports-package.ts', restrictedImport],
  ['a module is not mocked by its path', 'test/unit/mocks-own-module.ts', restrictedProperty],
];

const reportSchema = z.object({
  diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.string() }) })),
});

let tree: string;
let complaints: ReadonlyMap<string, readonly string[]>;

// The fixtures are linted as a project of their own, under the project's real biome.json: in place they are excluded.
beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'avoir-lint-'));
  await cp(fixtures, tree, { recursive: true });
  for (const file of ['biome.json', 'package.json', '.gitignore']) await cp(join(projectRoot, file), join(tree, file));
  complaints = await lintedFiles(tree);
});

afterAll(() => rm(tree, { recursive: true }));

describe('the rules of the layout', () => {
  test.each(broken)('%s', (_promise, file, rule) => {
    expect(complaints.get(file)).toEqual([rule]);
  });

  test('let everything pass that is as it should be', async () => {
    const files = await readdir(fixtures, { recursive: true });
    const good = files.filter((file) => file.endsWith('.ts') && broken.every(([, brokenFile]) => brokenFile !== file));

    expect(good).toContain('shared/adapters/clean.ts');
    expect(good.filter((file) => complaints.has(file))).toEqual([]);
  });
});

async function lintedFiles(folder: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const report = reportSchema.parse(JSON.parse(await biomeReport(folder)));
  const byFile = new Map<string, string[]>();
  for (const { category, location } of report.diagnostics) {
    byFile.set(location.path, [...(byFile.get(location.path) ?? []), category]);
  }
  return byFile;
}

function biomeReport(folder: string): Promise<string> {
  const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
  const commandLine = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, commandLine, { cwd: folder, maxBuffer: 16 * 1024 * 1024 }, (error, stdout) => {
      // Biome leaves with 1 when it found something, which is what the fixtures are for.
      if (error && error.code !== 1) reject(error);
      else resolve(stdout);
    });
  });
}
