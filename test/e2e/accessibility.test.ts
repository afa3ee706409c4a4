/** The terminal for every hand and eye, in Chromium. */
import { afterAll } from 'vitest';
import { closeChromium, startChromiumHost } from '../support/e2e/chromium-host.ts';
import { describeWith } from '../support/requirements.ts';
import { accessibilityScenarios } from './scenarios/accessibility.ts';
import { keyboardDayScenarios } from './scenarios/keyboard-day.ts';

describeWith(['chromium'], 'accessibility in Chromium', () => {
  afterAll(closeChromium);

  keyboardDayScenarios(startChromiumHost);
  accessibilityScenarios(startChromiumHost);
});
