/** What a trader looks at in the desktop terminal, in a real Electron: charts, measurements, connections. */
import { startElectronHost } from '../support/e2e/electron-host.ts';
import { describeWith } from '../support/requirements.ts';
import { chartPictureScenarios } from './scenarios/chart-picture.ts';
import { chartScenarios } from './scenarios/charting.ts';
import { connectionScenarios } from './scenarios/connections.ts';
import { deskByKeyboardScenarios } from './scenarios/desk-by-keyboard.ts';
import { measuringScenarios } from './scenarios/measuring.ts';
import { replayScenarios } from './scenarios/replaying.ts';

describeWith(['electron'], 'screens in Electron', () => {
  measuringScenarios(startElectronHost);
  connectionScenarios(startElectronHost);
  deskByKeyboardScenarios(startElectronHost);
  chartScenarios(startElectronHost);
  replayScenarios((file) => startElectronHost({}, ['--replay', file, '--speed', '10']));
  chartPictureScenarios((file) => startElectronHost({}, ['--replay', file, '--speed', '0']));
});
