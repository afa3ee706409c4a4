/** The terminal as `npm run serve` serves it, in Chromium. */
import { startChromiumHost } from '../support/e2e/chromium-host.ts';
import { describeWith } from '../support/requirements.ts';
import { tradingScenarios } from './scenarios/trading.ts';

describeWith(['chromium'], 'the terminal in Chromium', () => {
  tradingScenarios(startChromiumHost);
});
