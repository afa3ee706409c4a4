/** Test suites by folder; `npm test` runs all, `vitest run -c test/vitest.config.ts --project unit` one. */
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { LongestFirst } from './support/longest-first.ts';
import { propertyFactor } from './support/property-runs.ts';
import { SummaryReporter } from './support/summary-reporter.ts';

const SECOND_MS = 1000;

const ELECTRON_FILES = ['test/e2e/electron*.test.ts', 'test/e2e/electron*/**/*.test.ts'];

/** Groups run one after another, so that what starts browsers and windows does not wait for what computes. */
function suite(
  name: string,
  options: {
    timeoutMs: number;
    order: number;
    include?: string[];
    exclude?: string[];
    isolate?: boolean;
    globalSetup?: string;
    setup?: string;
  },
): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      name,
      include: options.include ?? [`test/${name}/**/*.test.{ts,tsx}`],
      exclude: options.exclude ?? [],
      isolate: options.isolate ?? true,
      testTimeout: options.timeoutMs,
      hookTimeout: options.timeoutMs,
      globalSetup: options.globalSetup ?? [],
      setupFiles: options.setup ?? [],
      sequence: { groupOrder: options.order },
    },
  };
}

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  plugins: [react()],
  test: {
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', new SummaryReporter()],
    projects: [
      // Hundreds of small files: a process for each, which loads the same modules again, took most of their time.
      suite('unit', { timeoutMs: 10 * SECOND_MS, order: 0, isolate: false }),
      suite('property', {
        timeoutMs: 60 * SECOND_MS * propertyFactor(),
        order: 0,
        setup: 'test/support/proof/property-setup.ts',
      }),
      suite('contract', { timeoutMs: 20 * SECOND_MS, order: 0 }),
      suite('integration', { timeoutMs: 60 * SECOND_MS, order: 0 }),
      suite('simulation', { timeoutMs: 120 * SECOND_MS, order: 0 }),
      suite('architecture', { timeoutMs: 180 * SECOND_MS, order: 0 }),
      suite('e2e', {
        timeoutMs: 120 * SECOND_MS,
        order: 1,
        exclude: ELECTRON_FILES,
        globalSetup: 'test/support/build-application.ts',
      }),
      suite('electron', {
        timeoutMs: 120 * SECOND_MS,
        order: 1,
        include: ELECTRON_FILES,
        globalSetup: 'test/support/build-application.ts',
      }),
    ],
  },
});
