/** A trading day with no mouse and no sight: keys go in, names and announcements come out. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/e2e/eventually.ts';
import type { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import { ScreenReader } from '../../support/e2e/screen-reader.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

export function keyboardDayScenarios(start: StartHost): void {
  describe('a trading day by the keyboard, with a screen reader', () => {
    const started = new Started(start);
    let reader: ScreenReader;

    it('opens the chart and finds a symbol', async () => {
      const { terminal } = started;
      reader = await ScreenReader.of(terminal.page);
      await terminal.focusChart();
      expect(await reader.focused()).toMatch(/^region Chart/);
      await terminal.page.keyboard.type('msf');
      await eventually(() => reader.focused(), 'the row found').toMatch(/^option MSFT/);
      await terminal.press('Enter');
      await eventually(() => terminal.status.target(), 'target of the keys').toContain('MSFT');
      await eventually(() => terminal.chart.label(), 'chart').toBe(
        'Chart of MSFT, bars of 1 minute',
      );
    });

    it('rests an order and hears of it', async () => {
      const { terminal } = started;
      await terminal.press('Alt+B');
      await hears(reader, /^Not armed: Alt\+A arms$/);
      await terminal.press('Alt+A');
      await hears(reader, /^Armed for/);
      await terminal.press('Alt+B');
      await hears(reader, /^BUY 100 MSFT LMT [\d.]+ DAY on LOCAL\. Enter sends, Esc drops$/);
      for (let i = 0; i < 5; i += 1) await terminal.press('Shift+ArrowDown');
      await terminal.press('Enter');
      await hears(reader, /^Working: Buy 100 MSFT @ [\d.]+/);
    });

    it('modifies it in its row and cancels it', async () => {
      const { terminal } = started;
      await (await terminal.table('working-orders')).rowsWhen(1);
      await terminal.press('ArrowDown');
      await eventually(() => reader.focused(), 'the row').toMatch(/^row .*MSFT.*Buy.*100.*Working/);
      await terminal.press('Enter');
      await eventually(() => reader.focused(), 'the field').toMatch(/^\w+ New limit price/);
      await terminal.press('ArrowDown');
      await terminal.press('Enter');
      await hears(reader, /^Replaced: now Buy 100 MSFT @/);
      await terminal.press('Alt+X');
      await hears(reader, /Cancel 1 order/);
      await terminal.press('Enter');
      await hears(reader, /^Canceled 1 order in MSFT/);
    });

    it('buys with a bracket, whose exits it types into fields that say what they are', async () => {
      const { terminal } = started;
      await terminal.press('Alt+Shift+B');
      await terminal.ticket.prepared();
      await terminal.press('F4');
      await reader.tabTo(/^textbox Take profit$/);
      await terminal.press('ArrowUp');
      await terminal.press('Tab');
      await eventually(() => reader.focused(), 'the next field').toBe('textbox Stop loss');
      await terminal.press('ArrowDown');
      await terminal.press('Enter');
      await hears(reader, /^Filled: Buy 100 MSFT/);
      await terminal.press('Esc');
    });

    it('flattens everything', async () => {
      const { terminal } = started;
      await terminal.press('Alt+F');
      await hears(reader, /^Flatten .*Enter sends/);
      await terminal.press('Enter');
      await hears(reader, /^Flattened all: canceled 2 orders, sent 1 closing order$/);
      await hears(reader, /^Sold \d+ MSFT at/);
      await (await terminal.table('working-orders')).rowsWhen(0);
    });

    it('takes its fills along as a file', async () => {
      const { terminal } = started;
      const { page } = terminal;
      await terminal.runCommand('Export to CSV');
      await reader.tabTo(/^button Export$/);
      await terminal.press('Enter');
      await reader.tabTo(/^link Download file$/);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.keyboard.press('Enter'),
      ]);
      const [head = '', ...rows] = readFileSync(await download.path(), 'utf8').split('\r\n');
      expect(head).toContain('exec_id');
      expect(rows.length).toBeGreaterThan(2);
      await terminal.press('Esc');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await namesMissing(terminal)).toEqual([]);
      expect(started.host.complaints).toEqual([]);
    });
  });
}

/** Waits until it has been announced. */
async function hears(reader: ScreenReader, words: RegExp): Promise<void> {
  await eventually(
    async () => (await reader.said()).filter((text) => words.test(text)).length,
    `"${String(words)}" announced`,
  ).toBeGreaterThan(0);
}

/** Stops of the Tab key that say nothing of themselves. */
function namesMissing({ page }: TerminalPage): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, [tabindex="0"]')]
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
        const texts = [
          element.getAttribute('aria-label'),
          element.getAttribute('aria-labelledby'),
          element.title,
          element.textContent,
          ...labels.map((label) => label.textContent),
        ];
        return texts.every((text) => (text ?? '').trim() === '');
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}
