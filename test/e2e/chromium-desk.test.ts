/** A desk in the terminal as `npm run serve` serves it, in Chromium: keys, looks, ticket, tables. */
import { afterAll } from 'vitest';
import { closeChromium, startChromiumHost } from '../support/e2e/chromium-host.ts';
import { describeWith } from '../support/requirements.ts';
import { blotterDayScenarios } from './scenarios/blotter.ts';
import { deskByKeyboardScenarios } from './scenarios/desk-by-keyboard.ts';
import { firstRunScenarios } from './scenarios/first-run.ts';
import { keyScenarios, looksScenarios } from './scenarios/keys-and-looks.ts';
import { blotterScenarios } from './scenarios/order-entry.ts';
import { ticketScenarios } from './scenarios/ticket-by-keyboard.ts';

describeWith(['chromium'], 'the desk in Chromium', () => {
  afterAll(closeChromium);

  keyScenarios(startChromiumHost);
  looksScenarios(startChromiumHost);
  deskByKeyboardScenarios(startChromiumHost);
  firstRunScenarios(startChromiumHost);
  ticketScenarios(startChromiumHost);
  blotterScenarios(startChromiumHost);
  blotterDayScenarios(startChromiumHost);
});
