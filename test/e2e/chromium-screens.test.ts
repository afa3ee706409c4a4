/** What a trader looks at in the terminal as `npm run serve` serves it, in Chromium: history, measurements, connections. */
import { afterAll, describe, expect, it } from 'vitest';
import { closeChromium, startChromiumHost } from '../support/e2e/chromium-host.ts';
import { eventually } from '../support/e2e/eventually.ts';
import { stampPage } from '../support/e2e/window-stamps.ts';
import { describeWith } from '../support/requirements.ts';
import { ADVISOR_OPTIONS, advisorScenarios } from './scenarios/advisor.ts';
import { connectionScenarios } from './scenarios/connections.ts';
import { lookingBackScenarios } from './scenarios/looking-back.ts';
import { measuringScenarios } from './scenarios/measuring.ts';
import { Started } from './scenarios/started.ts';
import { windowStageScenarios } from './scenarios/window-stages.ts';

describeWith(['chromium'], 'screens in Chromium', () => {
  afterAll(closeChromium);

  lookingBackScenarios(startChromiumHost);
  measuringScenarios(startChromiumHost);
  connectionScenarios(startChromiumHost);
  advisorScenarios(() => startChromiumHost({}, ADVISOR_OPTIONS));

  describe('a window', () => {
    const started = new Started(() => startChromiumHost({}, [], stampPage));

    windowStageScenarios(started);

    it('shows no token in its address once the terminal is open', () => {
      expect(started.terminal.page.url()).not.toContain('token');
    });

    it.each(['#token=not-the-one', ''])(
      'at an address with %j is refused in a plain sentence',
      async (hash) => {
        const { host } = started;
        const page = await host.openAddress(host.served.address.replace(/#.*/, hash));
        await eventually(
          () => page.getByRole('alert').allInnerTexts(),
          'what the page says',
        ).toContainEqual(
          expect.stringContaining(
            'Access token missing or expired. Open the address that the engine printed when it started.',
          ),
        );
        expect(await page.getByTestId('panel-order-ticket').count()).toBe(0);
      },
    );
  });
});
