import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { chromiumPath } from './test/support/chromium.ts';
import { PlainSummaryReporter } from './test/support/plain-summary-reporter.ts';

type Timing = Readonly<{ testTimeoutSeconds: number; group: number; isolate?: boolean }>;

// A group starts when the one before has ended: what brings a whole system up gets the machine to itself.
const project = (
  name: string,
  { testTimeoutSeconds, group, isolate = true }: Timing,
): TestProjectInlineConfiguration => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: testTimeoutSeconds * 1000,
    hookTimeout: testTimeoutSeconds * 1000,
    sequence: { groupOrder: group },
    isolate,
    ...(group > 0 && { maxWorkers: 1 }),
  },
});

const hasChromium = chromiumPath() !== undefined;
if (!hasChromium) {
  process.stderr.write(
    '! There is no Chromium on this machine: the tests of the pages do not run (CHROMIUM_PATH, or apt install chromium).\n',
  );
}

export default defineConfig({
  test: {
    projects: [
      project('lint', { testTimeoutSeconds: 30, group: 0 }),
      project('unit', { testTimeoutSeconds: 30, group: 0 }),
      project('contract', { testTimeoutSeconds: 60, group: 0 }),
      project('simulation', { testTimeoutSeconds: 120, group: 0 }),
      // One synthesis, which takes seconds and nobody changes, serves all files.
      project('infra', { testTimeoutSeconds: 120, group: 1, isolate: false }),
      project('integration', { testTimeoutSeconds: 180, group: 2 }),
      ...(hasChromium ? [project('browser', { testTimeoutSeconds: 120, group: 3 })] : []),
    ],
    exclude: ['**/node_modules/**', 'test/lint/fixtures/**'],
    reporters: ['default', new PlainSummaryReporter()],
    restoreMocks: true,
    unstubEnvs: true,
    allowOnly: false,
    coverage: { provider: 'v8', include: ['shared/**/*.ts', 'functions/**/*.ts', 'events/**/*.ts', 'infra/**/*.ts'] },
  },
});
