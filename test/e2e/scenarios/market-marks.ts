/** What a chart marks of the market's time, a stop at break-even, and an export that is stopped on its way. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { eventually, until } from '../../support/e2e/eventually.ts';
import type { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import { settled } from '../../support/e2e/screenshots.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

/** What these tests start the terminal with: its exports stand still once they have begun. */
export const HELD_EXPORTS = {
  NODE_OPTIONS: `--import=${new URL('../../support/e2e/held-exports.ts', import.meta.url).href}`,
};

export function marketMarkScenarios(start: StartHost): void {
  describe('marks of a trading day', () => {
    const started = new Started(start);

    it('puts a stop at break-even once the market is past it, working and on the chart', async () => {
      const { terminal } = started;
      const { chart } = terminal;
      await terminal.arm();
      await terminal.buyAtMarket();
      await terminal.runCommand('Drill: the chosen symbol gaps up 3 %');
      const gain = expect.stringMatching(/^LONG 100 ▲ \+\d{3,}[\d.]* at [\d.]+$/) as string;
      await eventually(() => chart.own(), 'a market far above').toContainEqual(gain);
      const positions = await terminal.table('positions');
      await positions.select(0);
      const bar = terminal.panel('positions').getByTestId('scope-bar').locator('strong');
      let price = '';
      await until(async () => {
        // Right after the gap there may be no bid to measure by, which is told instead.
        if ((await bar.count()) === 0) await terminal.press('E');
        const words = (await bar.allInnerTexts()).join(' ');
        price =
          /^Stop to break-even in AAPL: new stop to sell 100 at ([\d.]+),/.exec(words)?.[1] ?? '';
        return price !== '';
      }, 'what Enter would do');
      await terminal.press('Enter');
      const orders = await terminal.table('working-orders');
      await orders.rowsWhen(1);
      const stop = { side: 'Sell', qty: '100', type: 'STP', stop: price };
      await eventually(async () => (await orders.rows())[0], 'a working stop').toMatchObject(stop);
      await eventually(() => chart.own(), 'its line').toContainEqual(
        expect.stringMatching(new RegExp(`^SELL 100 STP.* at ${price}$`)),
      );
    });

    it('tells how far an export is, and stops it without a file', async () => {
      const { host, terminal } = started;
      const { page } = terminal;
      await terminal.runCommand('MSFT');
      await eventually(() => terminal.ticket.line(), 'another symbol').toContain(' MSFT ');
      await terminal.buyAtMarket();
      const held = async () => (await (await terminal.table('positions')).rows()).length;
      await eventually(held, 'positions in both').toBe(2);
      await terminal.runCommand('Export to CSV');
      const dialog = page.getByRole('dialog', { name: 'Export', exact: true });
      // It reads symbol by symbol, so that there is a part of it that has been read.
      await dialog.getByRole('radio', { name: 'Form 8949' }).click();
      await dialog.getByRole('button', { name: 'Export', exact: true }).press('Enter');
      const result = dialog.getByTestId('export-result');
      const share = async (): Promise<number> => {
        const [, done, total] = /(\d+) of (\d+) rows read/.exec(await result.innerText()) ?? [];
        return Number(done) / Number(total);
      };
      await eventually(share, 'part of the rows').toBeGreaterThan(0);
      expect(await share()).toBeLessThan(1);
      const progress = dialog.getByRole('progressbar', { name: 'Rows read' });
      expect(await progress.getAttribute('value')).toBe(String(await share()));
      expect(await result.innerText()).toContain('Writing');
      await dialog.getByRole('button', { name: 'Cancel export' }).press('Enter');
      await result.and(dialog.locator('[data-state="canceled"]')).waitFor();
      expect(await result.innerText()).toContain('Canceled: the file was removed');
      expect(readdirSync(join(host.dataFolder, 'exports'))).toEqual([]);
      await dialog.getByRole('button', { name: 'Another export' }).press('Enter');
      await dialog.getByRole('button', { name: 'Export', exact: true }).waitFor();
      await terminal.press('Esc');
      await dialog.waitFor({ state: 'detached' });
    });

    it('draws where sessions begin, unless that is not wanted', async () => {
      const { terminal } = started;
      await terminal.runCommand('Pause the market');
      await eventually(() => terminal.status.feed(), 'a market that stands').toMatch(/paused/i);
      await terminal.panel('chart').getByRole('combobox').first().selectOption('15m');
      await eventually(() => terminal.chart.label(), 'longer bars').toContain('15 minutes');
      await settled(terminal.page, 12);
      let last = '';
      await until(async () => {
        const before = last;
        last = await picture(terminal);
        return last === before;
      }, 'a chart that stands');
      await terminal.runCommand('Chart: Session breaks on or off');
      await eventually(async () => (await picture(terminal)) === last, 'the same').toBe(false);
      await terminal.runCommand('Chart: Session breaks on or off');
      await eventually(async () => (await picture(terminal)) === last, 'the same').toBe(true);
      await terminal.runCommand('Resume the market');
      await eventually(() => terminal.status.feed(), 'a market that goes on').toMatch(/live/);
    });

    it('marks the time of which no data came', async () => {
      const { host, terminal } = started;
      const { chart, page } = terminal;
      const height = (await chart.canvas.boundingBox())?.height ?? 0;
      const amber = async (): Promise<number> => amberIn(page, await picture(terminal));
      expect(await amber()).toBeLessThan(height / 4);
      await terminal.runCommand('Drill: stop market data for 30 s');
      await eventually(() => terminal.status.feed(), 'no data').toMatch(/no data/);
      await terminal.runCommand('Drill: end all drills');
      await eventually(() => terminal.status.feed(), 'data again').toMatch(/live/);
      await eventually(amber, 'pixels of a mark from top to bottom').toBeGreaterThan(height / 2);
      expect(host.complaints).toEqual([]);
    });
  });
}

/** The chart as it is drawn, with the keys on it and no pointer over it, as base64. */
async function picture(terminal: TerminalPage): Promise<string> {
  const { chart, page } = terminal;
  await terminal.focusChart();
  await page.mouse.move(0, 0);
  await settled(page, 3);
  return (await chart.canvas.screenshot()).toString('base64');
}

/** Pixels of a PNG that are amber, as warnings are: neither green, red nor grey. */
function amberIn(page: Page, png: string): Promise<number> {
  return page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context?.drawImage(image, 0, 0);
    const data = context?.getImageData(0, 0, image.width, image.height).data ?? [];
    let count = 0;
    for (let at = 0; at < data.length; at += 4) {
      const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
      if (red > green && green - blue > 35 && red - blue > 55) count += 1;
    }
    return count;
  }, png);
}
