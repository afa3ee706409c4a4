/**
 * Files of the end-to-end suites, the longest first; by the size of a file, which Vitest goes by where it
 * remembers no run, they would be last. Those of Electron lie apart, so that two seldom run at once.
 */
export const LONGEST_FILES: readonly string[] = [
  'test/e2e/electron-screens.test.ts',
  'test/e2e/chromium-screens.test.ts',
  'test/e2e/chromium-trading.test.ts',
  'test/e2e/electron-trading.test.ts',
  'test/e2e/chromium-desk.test.ts',
  'test/e2e/chromium-charts.test.ts',
  'test/e2e/accessibility.test.ts',
  'test/e2e/panel-leaks.test.ts',
];
