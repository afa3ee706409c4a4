/** The chart as a trader works with it: indicators, lines that move, drawings, its menu. */
import { describe, expect, it } from 'vitest';
import { eventually, until } from '../../support/e2e/eventually.ts';
import { photograph } from '../../support/e2e/screenshots.ts';
import { showWorkspace, workspaceText } from '../../support/e2e/workspace-file.ts';
import { chartHandScenarios } from './chart-hands.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

export function chartScenarios(start: StartHost): void {
  describe('the chart', () => {
    const started = new Started(start);

    chartHandScenarios(started);

    it('shows indicators with their values, over the bars and below them', async () => {
      const { terminal } = started;
      await terminal.focusChart();
      await terminal.press('Alt+I');
      const dialog = terminal.page.getByRole('dialog', { name: 'Look of the chart' });
      await dialog.getByRole('button', { name: /^SMA/ }).click();
      await dialog.getByRole('button', { name: /^MACD/ }).click();
      const period = dialog.getByRole('textbox', { name: 'SMA 20: Bars' });
      await period.fill('0');
      await dialog.getByText('A whole number from 1 to 500').waitFor();
      await period.fill('5');
      await terminal.press('Esc');
      await eventually(() => terminal.chart.indicators(), 'values').toEqual([
        expect.stringMatching(/^SMA 5 \d+\.\d\d$/),
        expect.stringMatching(/^MACD 12 26 9 (-?\d+\.\d{4} ?){3}$/),
      ]);
    });

    it('tells the bars with their indicators in a table', async () => {
      const { terminal } = started;
      const panel = terminal.panel('chart');
      await panel.getByRole('button', { name: 'Show the last bars as a table' }).click();
      const heads = panel.getByRole('columnheader');
      await eventually(() => heads.allInnerTexts(), 'columns').toContain('SMA 5');
      await panel.getByRole('button', { name: 'Show the last bars as a table' }).click();
    });

    it('tells its times in the zone that is asked for', async () => {
      const { terminal } = started;
      const zone = terminal.panel('chart').locator('.chart-zone');
      await terminal.runCommand('Chart: times of UTC');
      await eventually(() => zone.textContent(), 'zone of the axis').toBe('UTC');
      await terminal.runCommand('Chart: times of Exchange');
      await eventually(() => zone.textContent(), 'zone of the axis').toMatch(/^New York /);
    });

    it('comes to the front for what its commands show, and draws nothing while it is behind', async () => {
      const { host, terminal } = started;
      const { page } = terminal;
      const size = { width: 900, height: 700 };
      const text = workspaceText('Behind', [[['log', 'chart']]], size);
      await showWorkspace(page, 'Behind', text);
      const canvas = page.getByTestId('chart-canvas');
      await page.locator('[data-panel="log"]:visible').waitFor();
      expect(await canvas.isVisible()).toBe(false);
      await terminal.runCommand('Timeframe 5s');
      await canvas.waitFor();
      await eventually(() => terminal.chart.label(), 'label').toContain('5 second');
      await eventually(() => terminal.chart.legend(), 'figures of a bar').toMatch(/O\s?\d/);
      await eventually(() => terminal.status.target(), 'target of the keys').toMatch(/Chart/);
      await terminal.runCommand('Go to Log');
      await terminal.runCommand('Chart: draw as Bars');
      await canvas.waitFor();
      await terminal.runCommand('Chart: draw as Candles');
      await terminal.runCommand('Timeframe 1m');
      await terminal.runCommand('Reset the workspace');
      await terminal.tab('Fills').waitFor();
      expect(host.complaints).toEqual([]);
    });

    it('draws bars of so many trades, asked for by their number', async () => {
      const { terminal } = started;
      await terminal.focusChart();
      await terminal.page.keyboard.type('10t');
      await terminal.press('Enter');
      await eventually(() => terminal.chart.label(), 'label').toBe(
        'Chart of AAPL, bars of 10 trades',
      );
      await eventually(() => terminal.chart.legend(), 'figures of a bar').toMatch(/O\s?\d/);
      await terminal.runCommand('Timeframe 1m');
      await eventually(() => terminal.chart.label(), 'label').toContain('1 minute');
    });

    it('moves an order by keys in two steps', async () => {
      const { terminal } = started;
      await terminal.arm();
      const price = Number(await terminal.restBuy(20));
      await terminal.focusChart();
      await terminal.press('Alt+L');
      await terminal.press('ArrowDown');
      await terminal.press('Shift+ArrowDown');
      const to = (price - 0.11).toFixed(2);
      await eventually(() => terminal.chart.move(), 'what it would do').toContain(`to ${to}`);
      expect(
        (await terminal.chart.own()).some((line) => line.includes(`at ${price.toFixed(2)}`)),
      ).toBe(true);
      await terminal.press('Enter');
      const moved = `BUY 100 LMT at ${to}`;
      await eventually(() => terminal.chart.own(), 'the moved line').toContain(moved);
    });

    it('draws, undoes and keeps drawings over a reload', async () => {
      const { host, terminal } = started;
      const { page } = terminal;
      await terminal.focusChart();
      await terminal.runCommand('draw a trend line');
      await terminal.focusChart();
      await terminal.press('ArrowUp');
      await terminal.press('Ctrl+Z');
      await terminal.press('Ctrl+Z');
      await terminal.press('Ctrl+Shift+Z');
      const panel = terminal.panel('chart');
      await panel.getByRole('button', { name: 'Show or hide the drawing tools' }).click();
      await panel.getByRole('button', { name: 'Rectangle' }).click();
      const box = await terminal.chart.canvas.boundingBox();
      if (box === null) throw new Error('the chart is not on the screen');
      await page.mouse.move(box.x + 80, box.y + 60);
      await page.mouse.down();
      await page.mouse.move(box.x + 120, box.y + 80);
      await page.mouse.move(box.x + 160, box.y + 110);
      await page.mouse.up();
      const remove = panel.getByRole('button', { name: 'Remove the selected drawing' });
      await remove.waitFor();
      await photograph(host, terminal, 'chart-drawings', { reset: false });
      await terminal.reload();
      await terminal.focusChart();
      const selected = (tool: string) => page.getByText(`${tool} selected`).first();
      // Drawings come from the engine once the chart is there; without any the key does nothing.
      await until(async () => {
        await terminal.press('Alt+Shift+L');
        return (await selected('Trend line').count()) > 0;
      }, 'the trend line is back');
      for (const tool of ['Rectangle', 'Trend line']) {
        await terminal.press('Alt+Shift+L');
        await selected(tool).waitFor({ state: 'attached' });
      }
    });

    it('sets an alert from its menu and takes it away again', async () => {
      const { terminal } = started;
      const box = await terminal.chart.canvas.boundingBox();
      if (box === null) throw new Error('the chart is not on the screen');
      await terminal.page.mouse.click(box.x + 90, box.y + 90, { button: 'right' });
      const menu = terminal.page.getByRole('menu');
      const item = menu.getByRole('menuitem', { name: /^Add an alert at/ });
      const price = (await item.innerText()).split(' ').at(-1) ?? '';
      await terminal.press('Enter');
      await eventually(() => terminal.chart.own(), 'the line of the alert').toContainEqual(
        expect.stringMatching(new RegExp(`^ALERT (above|below) at ${price}$`)),
      );
      await terminal.page.mouse.click(box.x + 90, box.y + 90, { button: 'right' });
      await menu.getByRole('menuitem', { name: 'Delete this alert' }).click();
      await eventually(() => terminal.chart.own(), 'no alert').not.toContainEqual(
        expect.stringContaining('ALERT'),
      );
    });

    it('says nothing was wrong', () => {
      expect(started.host.complaints).toEqual([]);
    });
  });
}
