/** Trading in the desktop terminal, in a real Electron: orders, keys, ladder, tables. */
import { startElectronHost } from '../support/e2e/electron-host.ts';
import { describeWith } from '../support/requirements.ts';
import { blotterDayScenarios } from './scenarios/blotter.ts';
import { bracketScenarios } from './scenarios/brackets.ts';
import { firstRunScenarios } from './scenarios/first-run.ts';
import { keyScenarios, looksScenarios } from './scenarios/keys-and-looks.ts';
import { killSwitchScenarios } from './scenarios/kill-switch.ts';
import { ladderScenarios } from './scenarios/ladder.ts';
import { orderEntryScenarios } from './scenarios/order-entry.ts';
import { recoveryScenarios } from './scenarios/recovery.ts';
import { stopScenarios } from './scenarios/stops.ts';
import { ticketScenarios } from './scenarios/ticket-by-keyboard.ts';
import { tradingScenarios } from './scenarios/trading.ts';

describeWith(['electron'], 'trading in Electron', () => {
  tradingScenarios(startElectronHost);
  stopScenarios(startElectronHost);
  bracketScenarios(startElectronHost);
  killSwitchScenarios(startElectronHost);
  recoveryScenarios(startElectronHost);
  keyScenarios(startElectronHost);
  looksScenarios(startElectronHost);
  firstRunScenarios(startElectronHost);
  ticketScenarios(startElectronHost);
  orderEntryScenarios(startElectronHost);
  ladderScenarios(startElectronHost);
  blotterDayScenarios(startElectronHost);
});
