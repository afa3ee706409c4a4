/**
 * Electron's security checklist (electronjs.org/docs/latest/tutorial/security, numbering of Electron
 * 45), and for each point the tests that hold it. A point that no test can hold says why.
 */

export interface ChecklistPoint {
  readonly point: number;
  readonly title: string;
  /** Names of tests in hardening.test.ts. */
  readonly tests: readonly string[];
  /** Where the point is held when no test here does it. */
  readonly otherwise?: string;
}

export const CHECKLIST: readonly ChecklistPoint[] = [
  {
    point: 1,
    title: 'Only load secure content',
    tests: ['loads its page from app://', 'reaches no network'],
  },
  {
    point: 2,
    title: 'Do not enable Node.js integration for remote content',
    tests: ['gives the page nothing of Node', 'has safe preferences'],
  },
  {
    point: 3,
    title: 'Enable context isolation',
    tests: ['has safe preferences', 'lets the page change nothing of the bridge'],
  },
  { point: 4, title: 'Enable process sandboxing', tests: ['has safe preferences'] },
  {
    point: 5,
    title: 'Handle session permission requests from remote content',
    tests: ['denies permissions that are asked for', 'denies permissions that are checked'],
  },
  { point: 6, title: 'Do not disable webSecurity', tests: ['has safe preferences'] },
  {
    point: 7,
    title: 'Define a Content Security Policy',
    tests: ['sends the policy with every answer', 'runs no inline script'],
  },
  { point: 8, title: 'Do not allow running insecure content', tests: ['has safe preferences'] },
  { point: 9, title: 'Do not enable experimental features', tests: ['has safe preferences'] },
  { point: 10, title: 'Do not use enableBlinkFeatures', tests: ['has safe preferences'] },
  { point: 11, title: 'Do not use allowpopups for WebViews', tests: ['attaches no webview'] },
  {
    point: 12,
    title: 'Verify WebView options before creation',
    tests: ['attaches no webview', 'has safe preferences'],
  },
  { point: 13, title: 'Disable or limit navigation', tests: ['does not leave its page'] },
  {
    point: 14,
    title: 'Disable or limit creation of new windows',
    tests: ['opens no window', 'opens no window for a link to an allowed site either'],
  },
  {
    point: 15,
    title: 'Do not use shell.openExternal with untrusted content',
    tests: ['opens no window', 'opens no window for a link to an allowed site either'],
  },
  {
    point: 16,
    title: 'Use a current version of Electron',
    tests: [],
    otherwise: 'package.json pins the current major; tests may run an older one',
  },
  {
    point: 17,
    title: 'Validate the sender of all IPC messages',
    tests: ['answers only its own page', 'saves nothing but exports'],
  },
  {
    point: 18,
    title: 'Avoid usage of the file:// protocol and prefer custom protocols',
    tests: ['loads its page from app://', 'serves nothing outside the page folder'],
  },
  {
    point: 19,
    title: 'Check which fuses you can change',
    tests: [],
    otherwise: 'test/unit/electron/packaging.test.ts; fuses are set when the product is packaged',
  },
  {
    point: 20,
    title: 'Do not expose Electron APIs to untrusted web content',
    tests: ['exposes exactly the bridge', 'lets the page change nothing of the bridge'],
  },
];
