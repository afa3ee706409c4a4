/** Charts in the terminal as `npm run serve` serves it, in Chromium, of the simulator and of recordings. */
import { afterAll } from 'vitest';
import { closeChromium, startChromiumHost } from '../support/e2e/chromium-host.ts';
import { describeWith } from '../support/requirements.ts';
import { chartPictureScenarios } from './scenarios/chart-picture.ts';
import { chartScenarios } from './scenarios/charting.ts';
import { HELD_EXPORTS, marketMarkScenarios } from './scenarios/market-marks.ts';
import { replayScenarios } from './scenarios/replaying.ts';

describeWith(['chromium'], 'charts in Chromium', () => {
  afterAll(closeChromium);

  chartScenarios(startChromiumHost);
  marketMarkScenarios(() => startChromiumHost(HELD_EXPORTS));
  chartPictureScenarios((file) => startChromiumHost({}, ['--replay', file, '--speed', '0']));
  replayScenarios((file) => startChromiumHost({}, ['--replay', file, '--speed', '10']));
});
