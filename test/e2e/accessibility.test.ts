/** The terminal for every hand and eye, in Chromium. */
import { startChromiumHost } from '../support/e2e/chromium-host.ts';
import { describeWith } from '../support/requirements.ts';
import { accessibilityScenarios } from './scenarios/accessibility.ts';

describeWith(['chromium'], 'accessibility in Chromium', () => {
  accessibilityScenarios(startChromiumHost);
});
