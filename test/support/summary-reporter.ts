/**
 * Ends a test run with what people and scripts look for: which suites were skipped and why, then
 * `N passed, N failed, N skipped` as the very last line.
 *
 * The line is written when the process exits, because other reporters and vitest itself may still
 * print after the run; a run that dies before it ends is reported as failed, never as silence.
 */
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

/** Vitest reporter that prints skip reasons and the closing summary line. */
export class SummaryReporter implements Reporter {
  #closingText = '0 passed, 1 failed, 0 skipped';

  onInit(): void {
    process.once('exit', () => {
      process.stdout.write(`${this.#closingText}\n`);
    });
  }

  onTestRunEnd(
    modules: readonly TestModule[],
    unhandledErrors: readonly unknown[],
    reason: 'passed' | 'interrupted' | 'failed',
  ): void {
    this.#closingText = summaryOf(modules, unhandledErrors.length, reason === 'passed');
  }
}

function summaryOf(modules: readonly TestModule[], errorCount: number, passed: boolean): string {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const count = (state: string): number => tests.filter((t) => t.result().state === state).length;
  const skipped = tests.filter((test) => test.result().state === 'skipped');
  // A file that does not load and an error outside any test fail the run without a failed test.
  const failed = count('failed') + modules.filter(failsByItself).length + errorCount;
  const atLeast = passed ? 0 : 1;
  const lines = skipLines(skipped);
  lines.push(
    `${String(count('passed'))} passed, ${String(Math.max(failed, atLeast))} failed, ${String(skipped.length)} skipped`,
  );
  return lines.join('\n');
}

function failsByItself(module: TestModule): boolean {
  return (
    module.errors().length > 0 ||
    [...module.children.allSuites()].some((s) => s.errors().length > 0)
  );
}

function skipLines(skipped: readonly TestCase[]): string[] {
  const counts = new Map<string, number>();
  for (const test of skipped) {
    const key = `${test.module.relativeModuleId}: ${skipReason(test)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const lines = [...counts].map(([key, count]) => `  ${String(count)} in ${key}`).sort();
  return ['Skipped:', ...lines, ''];
}

function skipReason(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  if (note !== undefined) return note;
  if (test.meta().skipReason !== undefined) return test.meta().skipReason ?? '';
  let parent: TestSuite | TestModule = test.parent;
  while (parent.type === 'suite') {
    const reason = parent.meta().skipReason;
    if (reason !== undefined) return reason;
    parent = parent.parent;
  }
  return 'no reason given';
}
