/** The chart under the hand: lines that are pulled, what the pointer reads, tools, history, pictures. */
import { describe, expect, it } from 'vitest';
import { eventually, until } from '../../support/e2e/eventually.ts';
import { settled } from '../../support/e2e/screenshots.ts';
import type { Started } from './started.ts';

const TOOLS = {
  'trend line': 'Trend line',
  ray: 'Ray',
  'horizontal line': 'Horizontal line',
  rectangle: 'Rectangle',
  'fibonacci retracement': 'Fibonacci retracement',
  measure: 'Measure',
} as const;

/** Tests of a terminal that has no orders, positions, drawings or indicators. */
export function chartHandScenarios(started: Started): void {
  describe('under the hand', () => {
    it('moves an order whose line is pulled, once Enter sends it', async () => {
      const { terminal } = started;
      const { chart } = terminal;
      await terminal.arm();
      const price = Number(await terminal.restBuy(10));
      await terminal.buyAtMarket();
      await terminal.runCommand('Pause the market');
      await eventually(() => terminal.status.feed(), 'a market that stands').toMatch(/paused/i);
      await settled(terminal.page, 12);
      const height = await chart.heights();
      await chart.pull(height(price), height(price - 0.04));
      await eventually(() => chart.move(), 'what it would do').toMatch(
        /^Move Buy 100 AAPL @ [\d.]+ to [\d.]+$/,
      );
      const to = /to ([\d.]+)$/.exec(await chart.move())?.[1] ?? '';
      expect(Number(to)).toBeLessThan(price);
      expect(await chart.own()).toContain(`BUY 100 LMT at ${price.toFixed(2)}`);
      await terminal.press('Enter');
      await eventually(() => chart.own(), 'the moved line').toContain(`BUY 100 LMT at ${to}`);
    });

    it('leaves an order where it is when Esc drops its line', async () => {
      const { terminal } = started;
      const { chart } = terminal;
      const lineOf = async (): Promise<number> => {
        const line = (await chart.own()).find((words) => words.startsWith('BUY 100 LMT'));
        return Number(line?.split(' ').at(-1));
      };
      const price = await lineOf();
      const height = await chart.heights();
      await chart.pull(height(price), height(price + 0.05), false);
      await eventually(() => chart.move(), 'what it would do').toMatch(/^Move Buy 100 AAPL/);
      await terminal.press('Esc');
      await terminal.page.mouse.up();
      await eventually(() => chart.move(), 'nothing more').toBe('');
      expect(await lineOf()).toBe(price);
    });

    it('makes a stop of the line of a position that is pulled to the loss, which says what it costs', async () => {
      const { terminal } = started;
      const { chart, ticket } = terminal;
      const position = /^LONG 100 (?:[▲▼] [+-])?[\d.]+ at ([\d.]+)$/;
      const line = (await chart.own()).find((words) => position.test(words)) ?? '';
      const price = Number(position.exec(line)?.[1]);
      const height = await chart.heights();
      await chart.pull(height(price), height(price - 0.1));
      await ticket.prepared();
      await eventually(() => ticket.line(), 'the exit').toMatch(
        /^SELL 100 AAPL STP [\d.]+ DAY on LOCAL$/,
      );
      await terminal.press('Enter');
      await eventually(() => chart.own(), 'a line with what it makes').toContainEqual(
        expect.stringMatching(/^SELL 100 STP {2}▼ -[\d.]+ at [\d.]+$/),
      );
    });

    it('draws entries and exits as marks, with lines between them that can be hidden', async () => {
      const { terminal } = started;
      const { chart, page } = terminal;
      await terminal.runCommand('Resume the market');
      await eventually(() => terminal.status.feed(), 'a market that goes on').toMatch(/live/);
      await terminal.press('Alt+C');
      await terminal.ticket.prepared();
      await terminal.press('Enter');
      const sold = expect.stringMatching(/^Sold 100 @ ~?[\d.]+ ?.*$/) as string;
      await eventually(() => chart.own(), 'both marks').toContainEqual(sold);
      await terminal.runCommand('Pause the market');
      await eventually(() => terminal.status.feed(), 'a market that stands').toMatch(/paused/i);
      await page.mouse.move(0, 0);
      const picture = async (): Promise<Buffer> => {
        await settled(page, 3);
        return chart.canvas.screenshot();
      };
      await terminal.focusChart();
      let last = await picture();
      await until(async () => {
        const before = last;
        last = await picture();
        return last.equals(before);
      }, 'a chart that stands');
      await terminal.runCommand('Chart: Entry-exit links on or off');
      await terminal.focusChart();
      await eventually(async () => (await picture()).equals(last), 'the same picture').toBe(false);
      await terminal.runCommand('Chart: Entry-exit links on or off');
      await terminal.focusChart();
      await eventually(async () => (await picture()).equals(last), 'the same picture').toBe(true);
    });

    it('reads the bar under the pointer, and the last one without it', async () => {
      const { terminal } = started;
      const { chart, page } = terminal;
      await page.mouse.move(0, 0);
      const last = await chart.legend();
      await chart.point(60, 80);
      await eventually(() => chart.legend(), 'figures of an earlier bar').not.toBe(last);
      expect(await chart.legend()).toMatch(/O\s?[\d.]+\s*H\s?[\d.]+\s*L\s?[\d.]+\s*C\s?[\d.]+/);
      await page.mouse.move(0, 0);
      await eventually(() => chart.legend(), 'figures of the last bar').toBe(last);
    });

    it('goes back through bars of before, page by page, and returns to the newest', async () => {
      const { terminal } = started;
      const { chart } = terminal;
      await terminal.focusChart();
      await chart.point(60, 80);
      const seen = new Set<string>();
      for (let pages = 0; pages < 12; pages += 1) {
        await terminal.press('PageUp');
        await eventually(
          async () => seen.has(await chart.legend()),
          'bars that were not seen before',
        ).toBe(false);
        expect(await chart.legend()).toMatch(/O\s?[\d.]+/);
        seen.add(await chart.legend());
      }
      await terminal.press('Alt+End');
      await terminal.page.mouse.move(0, 0);
      await eventually(() => chart.legend(), 'the newest').toMatch(/Vol/);
    });

    it('draws with every tool, undoes all of it and does it again', async () => {
      const { terminal } = started;
      const { page } = terminal;
      const message = () => terminal.status.message();
      for (const [words, name] of Object.entries(TOOLS)) {
        await terminal.runCommand(`Chart: draw a ${words}`);
        await eventually(message, 'what was drawn').toMatch(new RegExp(`^${name} drawn`));
      }
      await terminal.runCommand('Chart: draw a text');
      const field = terminal.panel('chart').getByRole('textbox', { name: 'Text on the chart' });
      await field.fill('resistance');
      await terminal.press('Enter');
      await field.waitFor({ state: 'detached' });
      await terminal.focusChart();
      const count = Object.keys(TOOLS).length + 1;
      await terminal.runCommand('Chart: drawing tools on or off');
      const tools = terminal.panel('chart').getByRole('toolbar', { name: 'Drawing tools' });
      const undo = tools.getByRole('button', { name: /^Undo/ });
      const redo = tools.getByRole('button', { name: /^Do again/ });
      // A text is written in two changes: set down, then worded.
      while (await undo.isEnabled()) await undo.click();
      await terminal.press('Alt+Shift+L');
      await eventually(message, 'that there are none').toBe('No drawings on this symbol');
      while (await redo.isEnabled()) await redo.click();
      await terminal.focusChart();
      await terminal.runCommand('Remove all drawings of this symbol');
      await eventually(message, 'how many there were').toBe(
        `${String(count)} drawings removed; Ctrl+Z brings them back`,
      );
      await page.mouse.move(0, 0);
      await terminal.runCommand('Chart: drawing tools on or off');
      await tools.waitFor({ state: 'detached' });
    });

    it('saves itself as a picture', async () => {
      const { host, terminal } = started;
      const file = await host.savedFile(terminal.page, async () => {
        await terminal.runCommand('Chart: save as a PNG picture');
        await eventually(() => terminal.status.message(), 'that it is saved').toMatch(
          /^Chart picture: /,
        );
      });
      expect(file.name).toMatch(/^AAPL.*1m.*\.png$/);
      expect(file.text.slice(1, 4)).toBe('PNG');
      expect(file.text.length).toBeGreaterThan(5_000);
      await terminal.runCommand('Resume the market');
      await eventually(() => terminal.status.feed(), 'a market that goes on').toMatch(/live/);
      expect(host.complaints).toEqual([]);
    });
  });
}
