/** Trading in the terminal as `npm run serve` serves it, in Chromium: orders, ladder, what ends them. */
import { afterAll } from 'vitest';
import { closeChromium, startChromiumHost } from '../support/e2e/chromium-host.ts';
import { describeWith } from '../support/requirements.ts';
import { bracketScenarios } from './scenarios/brackets.ts';
import { killSwitchScenarios } from './scenarios/kill-switch.ts';
import { ladderScenarios } from './scenarios/ladder.ts';
import { keyOrderScenarios, orderEntryScenarios } from './scenarios/order-entry.ts';
import { recoveryScenarios } from './scenarios/recovery.ts';
import { stopScenarios } from './scenarios/stops.ts';
import { tradingScenarios } from './scenarios/trading.ts';

describeWith(['chromium'], 'trading in Chromium', () => {
  afterAll(closeChromium);

  tradingScenarios(startChromiumHost);
  stopScenarios(startChromiumHost);
  bracketScenarios(startChromiumHost);
  killSwitchScenarios(startChromiumHost);
  recoveryScenarios(startChromiumHost);
  ladderScenarios(startChromiumHost);
  orderEntryScenarios(startChromiumHost);
  keyOrderScenarios(startChromiumHost);
});
