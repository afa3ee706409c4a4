/** Trading in the terminal as `npm run serve` serves it, in Chromium: orders, keys, ladder, tables. */
import { afterAll } from 'vitest';
import { closeChromium, startChromiumHost } from '../support/e2e/chromium-host.ts';
import { describeWith } from '../support/requirements.ts';
import { blotterDayScenarios } from './scenarios/blotter.ts';
import { bracketScenarios } from './scenarios/brackets.ts';
import { deskByKeyboardScenarios } from './scenarios/desk-by-keyboard.ts';
import { firstRunScenarios } from './scenarios/first-run.ts';
import { keyScenarios, looksScenarios } from './scenarios/keys-and-looks.ts';
import { killSwitchScenarios } from './scenarios/kill-switch.ts';
import { ladderScenarios } from './scenarios/ladder.ts';
import {
  blotterScenarios,
  keyOrderScenarios,
  orderEntryScenarios,
} from './scenarios/order-entry.ts';
import { recoveryScenarios } from './scenarios/recovery.ts';
import { stopScenarios } from './scenarios/stops.ts';
import { ticketScenarios } from './scenarios/ticket-by-keyboard.ts';
import { tradingScenarios } from './scenarios/trading.ts';

describeWith(['chromium'], 'trading in Chromium', () => {
  afterAll(closeChromium);

  tradingScenarios(startChromiumHost);
  stopScenarios(startChromiumHost);
  bracketScenarios(startChromiumHost);
  killSwitchScenarios(startChromiumHost);
  recoveryScenarios(startChromiumHost);
  keyScenarios(startChromiumHost);
  looksScenarios(startChromiumHost);
  deskByKeyboardScenarios(startChromiumHost);
  firstRunScenarios(startChromiumHost);
  ticketScenarios(startChromiumHost);
  ladderScenarios(startChromiumHost);
  orderEntryScenarios(startChromiumHost);
  keyOrderScenarios(startChromiumHost);
  blotterScenarios(startChromiumHost);
  blotterDayScenarios(startChromiumHost);
});
