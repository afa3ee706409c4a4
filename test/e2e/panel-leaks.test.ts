/** What panels leave behind, in Chromium. */
import { afterAll } from 'vitest';
import { closeChromium, startChromiumHost } from '../support/e2e/chromium-host.ts';
import { describeWith } from '../support/requirements.ts';
import { panelLeakScenarios } from './scenarios/panel-leaks.ts';

describeWith(['chromium'], 'the memory of the page', () => {
  afterAll(closeChromium);

  panelLeakScenarios(startChromiumHost);
});
