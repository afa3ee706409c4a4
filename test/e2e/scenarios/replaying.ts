/** A recorded market: paused, taken step by step, played at other speeds, gone about in. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../support/e2e/eventually.ts';
import { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import type { TerminalHost } from '../../support/e2e/terminal-host.ts';

const START_MS = Date.UTC(2026, 2, 4, 15, 0);
const MINUTES = 600;

/** Minutes that rise by a cent each. */
function risingBars(): string {
  const rows = Array.from({ length: MINUTES }, (_, at) => {
    const time = new Date(START_MS + at * 60_000).toISOString();
    const [open, close] = [100 + at / 100, 100.01 + at / 100].map((price) => price.toFixed(2));
    return [time, open, close, open, close, '500'].join(',');
  });
  return ['timestamp,open,high,low,close,volume', ...rows, ''].join('\n');
}

export function replayScenarios(start: (file: string) => Promise<TerminalHost>): void {
  describe('a replay', () => {
    let folder = '';
    let host: TerminalHost | null = null;
    let terminal: TerminalPage;
    let controls: Locator;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'replaying-'));
      const file = join(folder, 'rising.csv');
      writeFileSync(file, risingBars());
      host = await start(file);
      terminal = await new TerminalPage(await host.openWindow()).ready();
      controls = terminal.page.getByRole('group', { name: 'Replay' });
    });
    afterAll(async () => {
      await host?.dispose();
      rmSync(folder, { recursive: true, force: true });
    });

    const place = (): Locator => controls.getByRole('slider', { name: /^Place in the recording/ });
    /** Events that have been played. */
    const played = async (): Promise<number> => {
      const title = (await place().getAttribute('title')) ?? '';
      return Number(title.split(' ')[0]?.replaceAll(',', ''));
    };

    it('is paused, and goes on event by event', async () => {
      await controls.getByRole('button', { name: 'Pause the replay' }).click();
      await eventually(() => terminal.status.feed(), 'state').toMatch(/paused/);
      const step = controls.getByRole('button', { name: 'Step one event' });
      await eventually(() => step.isEnabled(), 'that it can step').toBe(true);
      let at = await played();
      for (let steps = 0; steps < 3; steps += 1) {
        await step.click();
        await eventually(played, 'one event more').toBe(at + 1);
        at += 1;
      }
    });

    it('plays on to a place of the slider, with its bars on the chart', async () => {
      const before = await played();
      await place().focus();
      for (let keys = 0; keys < 5; keys += 1) await terminal.page.keyboard.press('ArrowRight');
      await eventually(played, 'events played').toBeGreaterThan(before + 20);
      await eventually(() => terminal.status.feed(), 'state').toMatch(/paused/);
      await eventually(() => terminal.chart.legend(), 'a later bar').toMatch(/C\s?100\.\d\d/);
    });

    it('goes back by playing again up to there', async () => {
      const before = await played();
      await place().focus();
      await terminal.page.keyboard.press('Home');
      await eventually(played, 'events played').toBeLessThan(before);
      await terminal.connected();
      // What has been played before lies in the future now.
      await terminal
        .panel('chart')
        .getByText(/^No trades in RISING yet/)
        .waitFor();
    });

    it('is gone on with from the menu of the chart, and ends at the fastest speed', async () => {
      await terminal.focusChart();
      await terminal.press('Alt+M');
      const menu = terminal.page.getByRole('menu');
      await menu.getByRole('menuitem', { name: 'Replay: play 5 minutes at once' }).waitFor();
      await menu.getByRole('menuitem', { name: 'Replay: go on' }).click();
      await eventually(() => terminal.status.feed(), 'state').toMatch(/running/);
      await terminal.page.mouse.move(0, 0);
      await controls.getByRole('combobox', { name: 'Speed' }).selectOption({ label: 'Max' });
      await eventually(() => terminal.status.feed(), 'state').toMatch(/ended/);
      await eventually(() => terminal.chart.legend(), 'the last bar').toMatch(/C\s?106\.00/);
      // Going back starts the engine anew, and a browser says each attempt to reach it meanwhile.
      const others = host?.complaints.filter((text) => !text.includes('WebSocket connection'));
      expect(others).toEqual([]);
    });
  });
}
