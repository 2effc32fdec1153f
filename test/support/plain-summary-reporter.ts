import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends a run with `N passed, N failed` (and `, N skipped`) alone on a line, for programs that read the result.
 * A file that does not load and an error outside every test count as failures: no broken run reads as `0 failed`.
 */
export class PlainSummaryReporter implements Reporter {
  onTestRunEnd(testModules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = testModules.flatMap((module) => [...module.children.allTests()]);
    const withState = (state: string) => tests.filter((test) => test.result().state === state).length;
    const outsideTests = testModules.flatMap((module) => [...module.errors(), ...suiteErrorsOf(module)]);

    const failed = withState('failed') + outsideTests.length + unhandledErrors.length;
    const skipped = withState('skipped');
    const summary = `${withState('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    process.stdout.write(`\n${summary}\n`);
  }
}

function suiteErrorsOf(module: TestModule): readonly unknown[] {
  return [...module.children.allSuites()].flatMap((suite) => suite.errors());
}
