/** What panels leave behind, in Chromium. */
import { startChromiumHost } from '../support/e2e/chromium-host.ts';
import { describeWith } from '../support/requirements.ts';
import { panelLeakScenarios } from './scenarios/panel-leaks.ts';

describeWith(['chromium'], 'the memory of the page', () => {
  panelLeakScenarios(startChromiumHost);
});
