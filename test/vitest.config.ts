/** Test suites by folder; `npm test` runs all, `vitest run -c test/vitest.config.ts --project unit` one. */
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { propertyFactor } from './support/property-runs.ts';
import { SummaryReporter } from './support/summary-reporter.ts';

const SECOND_MS = 1000;

/** Groups run one after another; the browser and Electron suites, which wait much, two files at a time too. */
function suite(
  name: string,
  options: {
    timeoutMs: number;
    order: number;
    globalSetup?: string;
    setup?: string;
  },
): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      name,
      include: [`test/${name}/**/*.test.{ts,tsx}`],
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
    reporters: ['default', new SummaryReporter()],
    projects: [
      suite('unit', { timeoutMs: 10 * SECOND_MS, order: 0 }),
      suite('property', {
        timeoutMs: 60 * SECOND_MS * propertyFactor(),
        order: 0,
        setup: 'test/support/proof/property-setup.ts',
      }),
      suite('contract', { timeoutMs: 20 * SECOND_MS, order: 0 }),
      suite('integration', { timeoutMs: 60 * SECOND_MS, order: 0 }),
      suite('simulation', { timeoutMs: 120 * SECOND_MS, order: 0 }),
      suite('architecture', { timeoutMs: 180 * SECOND_MS, order: 1 }),
      suite('e2e', {
        timeoutMs: 120 * SECOND_MS,
        order: 2,
        globalSetup: 'test/support/build-application.ts',
      }),
    ],
  },
});
