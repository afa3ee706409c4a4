/**
 * Chart and ladder against pictures of them. What they show is a recording that has ended, so that nothing on
 * it moves; the clock and all other panels are not on the picture.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, until } from '../../support/e2e/eventually.ts';
import { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import { settled } from '../../support/e2e/screenshots.ts';
import type { TerminalHost } from '../../support/e2e/terminal-host.ts';

/** Made anew with `STP_UPDATE_PICTURES=1`; look at them before they are committed. */
const PICTURES = join(import.meta.dirname, '..', 'pictures');

/**
 * Pixels that may differ for each that something is drawn on: letters are drawn a little otherwise on other
 * machines. Of all pixels it would say little: a column of the ladder that is shifted is one in two hundred.
 */
const TOLERANCE = 0.1;
/** Difference of a colour channel, of 255, from which a pixel counts as another one. */
const CHANNEL_TOLERANCE = 48;

/** Height of the axis of times, below the panes. */
const AXIS_PX = 40;

const BARS = 240;
const START_MS = Date.UTC(2026, 2, 4, 15, 0);

/** Minutes along a curve, the same ones in every run. */
function barsCsv(): string {
  const price = (at: number): number =>
    100 + 3 * Math.sin(at / 17) + Math.sin(at / 5) + ((at * 37) % 11) / 20;
  const rows = Array.from({ length: BARS }, (_, at) => {
    const [open, close] = [price(at), price(at + 1)];
    const [high, low] = [Math.max(open, close) + 0.2, Math.min(open, close) - 0.15];
    const time = new Date(START_MS + at * 60_000).toISOString();
    const prices = [open, high, low, close].map((value) => value.toFixed(2));
    return [time, ...prices, String(500 + ((at * 53) % 700))].join(',');
  });
  return ['timestamp,open,high,low,close,volume', ...rows, ''].join('\n');
}

export function chartPictureScenarios(start: (file: string) => Promise<TerminalHost>): void {
  describe('the chart of an ended recording', () => {
    let folder = '';
    let host: TerminalHost | null = null;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'chart-picture-'));
      const file = join(folder, 'bars.csv');
      writeFileSync(file, barsCsv());
      host = await start(file);
    });
    afterAll(async () => {
      await host?.dispose();
      rmSync(folder, { recursive: true, force: true });
    });

    it('looks as it did when somebody last looked at it', async () => {
      if (host === null) throw new Error('the host has not been started');
      const terminal = new TerminalPage(await host.openWindow());
      const { page } = terminal;
      await terminal.panel('chart').waitFor();
      await eventually(() => terminal.status.feed(), 'state of the recording').toContain('ended');
      await terminal.focusChart();
      await terminal.press('Alt+I');
      const dialog = page.getByRole('dialog', { name: 'Look of the chart' });
      await dialog.getByRole('button', { name: /^BB/ }).click();
      await dialog.getByRole('button', { name: /^RSI/ }).click();
      await terminal.press('Esc');
      await eventually(() => terminal.chart.indicators(), 'values').toHaveLength(2);
      await page.mouse.move(0, 0);
      await expectPicture(
        page,
        `${host.name}-chart.png`,
        terminal.panel('chart').locator('.chart-view'),
      );
    });

    it('draws each type its own way, and an oscillator alike over a logarithmic scale', async () => {
      if (host === null) throw new Error('the host has not been started');
      const terminal = new TerminalPage(await host.openWindow());
      const { page } = terminal;
      await terminal.panel('chart').waitFor();
      await eventually(() => terminal.status.feed(), 'state of the recording').toContain('ended');
      const view = terminal.panel('chart').locator('.chart-view');
      const types = terminal.panel('chart').getByRole('combobox', { name: 'Chart type' });
      const still = async (): Promise<string> => {
        await terminal.focusChart();
        await page.mouse.move(0, 0);
        await settled(page, 3);
        return (await view.screenshot()).toString('base64');
      };
      const look = async (button: RegExp): Promise<void> => {
        await terminal.focusChart();
        await terminal.press('Alt+I');
        const dialog = page.getByRole('dialog', { name: 'Look of the chart' });
        await dialog.getByRole('button', { name: button }).last().click();
        await terminal.press('Esc');
      };
      await eventually(() => terminal.chart.indicators(), 'values').toHaveLength(2);
      let candles = await still();
      const stands = async (): Promise<boolean> => {
        const before = candles;
        candles = await still();
        return candles === before;
      };
      await until(stands, 'a chart that stands');
      const pictures = new Set([candles]);
      for (const type of ['Bars', 'Line', 'Area', 'Heikin-Ashi']) {
        await types.selectOption({ label: type });
        pictures.add(await still());
      }
      expect(pictures.size).toBe(5);
      await types.selectOption({ label: 'Candles' });
      await eventually(async () => (await still()) === candles, 'candles again').toBe(true);
      const oscillator = async (): Promise<string> => {
        await look(/^MACD/);
        await eventually(() => terminal.chart.indicators(), 'values').toHaveLength(3);
        await still();
        const box = await view.boundingBox();
        if (box === null) throw new Error('the chart is not on the screen');
        const height = Math.round(box.height / 8);
        const clip = { ...box, y: box.y + box.height - height - AXIS_PX, height };
        const picture = (await page.screenshot({ clip })).toString('base64');
        await look(/^Remove MACD/);
        await eventually(() => terminal.chart.indicators(), 'values').toHaveLength(2);
        return picture;
      };
      const usual = await oscillator();
      await terminal.runCommand('Chart: Logarithmic prices on or off');
      await eventually(async () => (await still()) === candles, 'the same scale').toBe(false);
      expect((await oscillator()) === usual).toBe(true);
      await terminal.runCommand('Chart: Logarithmic prices on or off');
      await eventually(async () => (await still()) === candles, 'the scale again').toBe(true);
    });

    it('has a ladder that looks as it did when somebody last looked at it', async () => {
      if (host === null) throw new Error('the host has not been started');
      const terminal = new TerminalPage(await host.openWindow());
      const { page } = terminal;
      await eventually(() => terminal.status.feed(), 'state of the recording').toContain('ended');
      const ladder = terminal.panel('depth-ladder');
      await ladder.locator('.ladder-row[data-ticks]').first().waitFor();
      await page.mouse.move(0, 0);
      await expectPicture(page, `${host.name}-ladder.png`, ladder);
    });
  });
}

/** Holds what is drawn to the picture of that name, or makes that picture where it is asked for. */
async function expectPicture(page: Page, name: string, drawn: Locator): Promise<void> {
  const file = join(PICTURES, name);
  if (process.env['STP_UPDATE_PICTURES'] === '1') {
    await settled(page, 60);
    writeFileSync(file, await drawn.screenshot());
  }
  expect(existsSync(file)).toBe(true);
  const wanted = readFileSync(file);
  // What is shown already may still be drawn with one of the next frames.
  await eventually(
    async () => difference(page, wanted, await drawn.screenshot()),
    'pixels that differ, of those drawn',
  ).toBeLessThan(TOLERANCE);
}

/** Pixels that differ for each that is not of the commonest colour in `wanted`; 1 for pictures of different sizes. */
function difference(page: Page, wanted: Buffer, taken: Buffer): Promise<number> {
  return page.evaluate(
    async ({ pictures, channel }) => {
      const [a, b] = await Promise.all(
        pictures.map(async (text) => {
          // Decoded, not loaded: the terminal's policy lets no picture be loaded from data.
          const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
          context?.drawImage(image, 0, 0);
          return context?.getImageData(0, 0, image.width, image.height);
        }),
      );
      if (a === undefined || b === undefined) return 1;
      if (a.width !== b.width || a.height !== b.height) return 1;
      const isFar = (one: readonly number[], two: readonly number[]): boolean =>
        one.some((value, at) => Math.abs(value - (two[at] ?? 0)) > channel);
      const pixel = (data: ImageDataArray, i: number): readonly number[] => [
        data[i] ?? 0,
        data[i + 1] ?? 0,
        data[i + 2] ?? 0,
      ];
      const counts = new Map<string, number>();
      for (let i = 0; i < a.data.length; i += 4) {
        const colour = pixel(a.data, i).join();
        counts.set(colour, (counts.get(colour) ?? 0) + 1);
      }
      const [commonest] = [...counts].sort(([, one], [, two]) => two - one)[0] ?? [''];
      const ground = commonest.split(',').map(Number);
      let [drawn, other] = [0, 0];
      for (let i = 0; i < a.data.length; i += 4) {
        const wantedPixel = pixel(a.data, i);
        if (isFar(wantedPixel, ground)) drawn += 1;
        if (isFar(wantedPixel, pixel(b.data, i))) other += 1;
      }
      return other / Math.max(1, drawn);
    },
    {
      pictures: [wanted.toString('base64'), taken.toString('base64')],
      channel: CHANNEL_TOLERANCE,
    },
  );
}
