/** The desktop terminal in a real Electron. */
import { startElectronHost } from '../support/e2e/electron-host.ts';
import { describeWith } from '../support/requirements.ts';
import { blotterDayScenarios } from './scenarios/blotter.ts';
import { bracketScenarios } from './scenarios/brackets.ts';
import { chartPictureScenarios } from './scenarios/chart-picture.ts';
import { chartScenarios } from './scenarios/charting.ts';
import { connectionScenarios } from './scenarios/connections.ts';
import { deskByKeyboardScenarios } from './scenarios/desk-by-keyboard.ts';
import { firstRunScenarios } from './scenarios/first-run.ts';
import { keyScenarios, looksScenarios } from './scenarios/keys-and-looks.ts';
import { killSwitchScenarios } from './scenarios/kill-switch.ts';
import { ladderScenarios } from './scenarios/ladder.ts';
import { measuringScenarios } from './scenarios/measuring.ts';
import { replayScenarios } from './scenarios/replaying.ts';
import { recoveryScenarios } from './scenarios/recovery.ts';
import { stopScenarios } from './scenarios/stops.ts';
import { ticketScenarios } from './scenarios/ticket-by-keyboard.ts';
import { tradingScenarios } from './scenarios/trading.ts';

describeWith(['electron'], 'the terminal in Electron', () => {
  tradingScenarios(startElectronHost);
  stopScenarios(startElectronHost);
  bracketScenarios(startElectronHost);
  killSwitchScenarios(startElectronHost);
  recoveryScenarios(startElectronHost);
  keyScenarios(startElectronHost);
  looksScenarios(startElectronHost);
  measuringScenarios(startElectronHost);
  connectionScenarios(startElectronHost);
  deskByKeyboardScenarios(startElectronHost);
  firstRunScenarios(startElectronHost);
  ticketScenarios(startElectronHost);
  ladderScenarios(startElectronHost);
  blotterDayScenarios(startElectronHost);
  chartScenarios(startElectronHost);
  replayScenarios((file) => startElectronHost({}, ['--replay', file, '--speed', '10']));
  chartPictureScenarios((file) => startElectronHost({}, ['--replay', file, '--speed', '0']));
});
