/** What keys do and when they do nothing; what the terminal remembers of its looks. */
import type { Locator, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { focusIsOn } from '../../support/e2e/by-keyboard.ts';
import { eventually } from '../../support/e2e/eventually.ts';
import { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import { photograph } from '../../support/e2e/screenshots.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

const REST_STEPS = 50;

export function keyScenarios(start: StartHost): void {
  describe('the keyboard', () => {
    const started = new Started(start);

    it('says that it is not armed instead of preparing an order', async () => {
      const { terminal } = started;
      await terminal.press('Alt+B');
      await eventually(() => terminal.status.message(), 'why nothing happened').toBe(
        'Not armed: Alt+A arms',
      );
      expect(await terminal.ticket.isPrepared()).toBe(false);
    });

    it('leaves keys pressed in a text field to the field', async () => {
      const { terminal } = started;
      await terminal.arm();
      const quantity = terminal.ticket.quantity();
      await quantity.focus();
      for (const keys of ['3', 'Alt+B', 'Alt+Shift+S', 'Alt+F', '?']) await terminal.press(keys);
      expect(await quantity.inputValue()).toBe('3');
      await eventually(() => terminal.status.message(), 'why nothing happened').toBe(
        'Alt+F does nothing in a field: Esc leaves it',
      );
      expect(await terminal.ticket.isPrepared()).toBe(false);
      expect(await terminal.page.getByRole('dialog').count()).toBe(0);
      // The palette alone comes, so that nobody types its words into an order.
      await terminal.press('Ctrl+K');
      await terminal.page.getByRole('dialog', { name: 'Commands' }).waitFor();
      await terminal.press('Esc');
      await eventually(
        () => quantity.evaluate((field) => field === document.activeElement),
        'the focus is back in the field',
      ).toBe(true);
      await terminal.press('Esc');
      await terminal.press('Alt+1');
      await eventually(() => quantity.inputValue(), 'quantity of the preset').toBe('100');
    });

    it('drops a prepared order on Esc, after which Enter sends nothing', async () => {
      const { terminal } = started;
      await terminal.press('Alt+B');
      await terminal.ticket.prepared();
      await terminal.press('Esc');
      await eventually(() => terminal.status.message(), 'what was dropped').toMatch(
        /^Dropped: Buy 100 AAPL @ /,
      );
      await terminal.press('Enter');
      expect(await terminal.ticket.isPrepared()).toBe(false);
      // The engine counts orders from 1: what is sent next is the first that it ever heard of.
      await terminal.restBuy(REST_STEPS);
      const orders = await (await terminal.table('working-orders')).rows();
      expect(orders).toMatchObject([{ orderId: '1' }]);
    });

    it('opens the palette and the list of keys, and gives the focus back', async () => {
      const { host, terminal } = started;
      await terminal.table('working-orders');
      await terminal.press('Ctrl+K');
      const palette = terminal.page.getByRole('dialog', { name: 'Commands' });
      await palette.getByRole('option', { name: /^Buy limit at the touch Alt/ }).waitFor();
      await photograph(host, terminal, 'palette', { reset: false });
      await terminal.press('Esc');
      await palette.waitFor({ state: 'detached' });
      await terminal.press('?');
      const keys = terminal.page.getByRole('dialog', { name: 'Keys' });
      await keys.getByText('Buy limit at the touch', { exact: true }).waitFor();
      expect(await keys.innerText()).toMatch(/Alt\+B\s+Buy limit at the touch/);
      await photograph(host, terminal, 'keys', { reset: false });
      await terminal.press('Esc');
      await keys.waitFor({ state: 'detached' });
      await eventually(
        () => terminal.page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
        'label of what has the focus',
      ).toBe('Working orders');
    });

    it('go where the last key said, however late a dialog gives the focus back', async () => {
      const { terminal } = started;
      await terminal.table('working-orders');
      await terminal.press('Ctrl+K');
      const palette = terminal.page.getByRole('dialog', { name: 'Commands' });
      await palette.waitFor();
      await holdTasks(terminal.page);
      await terminal.press('Esc');
      await palette.waitFor({ state: 'detached' });
      await terminal.press('F4');
      await focusIsOn(terminal.page, /^Quantity$/);
      await letTasksRun(terminal.page);
      await focusIsOn(terminal.page, /^Quantity$/);
      await terminal
        .panel('order-ticket')
        .and(terminal.page.locator('[data-focused="true"]'))
        .waitFor();
      await terminal.press('Esc');
    });

    it('shows the same orders in two windows, and what one cancels is gone in the other', async () => {
      const { host, terminal } = started;
      const second = await new TerminalPage(await host.openWindow()).ready();
      const here = await terminal.table('working-orders');
      const there = await second.table('working-orders');
      const order = await here.rowsWhen(1);
      await eventually(() => there.rows(), 'the same order').toEqual(order);
      await terminal.arm();
      const price = await terminal.restBuy(REST_STEPS + 10);
      expect((await there.rowsWhen(2)).map((row) => row['price'])).toContain(price);
      await eventually(
        async () => (await there.rows()).every((row) => (row['orderId'] ?? '') !== ''),
        'both orders with their numbers',
      ).toBe(true);
      await there.select(0);
      await second.press('Delete');
      const left = await there.rowsWhen(1);
      await eventually(() => here.rows(), 'the order that is left').toEqual(left);
      await second.page.close();
    });
  });
}

export function looksScenarios(start: StartHost): void {
  describe('the looks of the terminal', () => {
    const started = new Started(start);

    it('keep the theme over a reload', async () => {
      const { host, terminal } = started;
      expect(await terminal.theme()).toBe('dark');
      await terminal.runCommand('Use the next theme');
      await eventually(() => terminal.theme(), 'theme at once').toBe('light');
      await terminal.reload();
      await eventually(() => terminal.theme(), 'theme after the reload').toBe('light');
      await photograph(host, terminal, 'light');
    });

    it('keep the layout over a reload, and the default one is a command away', async () => {
      const { terminal } = started;
      const tab = terminal.tab('Performance');
      await tab.click({ button: 'middle' });
      await tab.waitFor({ state: 'detached' });
      await terminal.reload();
      await terminal.tab('Fills').waitFor();
      await tab.waitFor({ state: 'detached' });
      await terminal.runCommand('Reset the workspace');
      await tab.waitFor();
    });

    it('have two charts and two ladders on two symbols, and have them again after a reload', async () => {
      const { host, terminal } = started;
      const { page } = terminal;
      await terminal.focusChart();
      await terminal.press('Alt+Shift+N');
      const second = page.getByTestId('panel-chart:2');
      await second.waitFor();
      await eventually(() => terminal.status.target(), 'target of the keys').toMatch(/Chart 2/);
      await page.keyboard.type('tsla');
      await page.keyboard.press('Enter');
      await terminal.runCommand('Timeframe 5m');
      await terminal.press('F3');
      await terminal.press('Alt+Shift+N');
      await page.getByTestId('panel-depth-ladder:2').waitFor();
      const labels = (): Promise<readonly (string | null)[]> =>
        Promise.all(
          ['chart', 'chart:2'].map((key) =>
            page.getByTestId(`panel-${key}`).getByTestId('chart-canvas').getAttribute('aria-label'),
          ),
        );
      const both = ['Chart of AAPL, bars of 1 minute', 'Chart of TSLA, bars of 5 minutes'];
      await eventually(labels, 'two charts').toEqual(both);
      await photograph(host, terminal, 'two-charts', { reset: false });
      await page.reload();
      await terminal.connected();
      await eventually(labels, 'two charts after the reload').toEqual(both);
      await eventually(
        () => page.getByTestId('link-depth-ladder:2').innerText(),
        'group of the second ladder',
      ).toBe('G');
      // The key goes round between panels of a kind; what is typed is for the one that has it.
      await terminal.press('F2');
      await terminal.press('F2');
      await eventually(() => terminal.status.target(), 'target of the keys').toMatch(/Chart/);
      await terminal.runCommand('Reset the workspace');
      await second.waitFor({ state: 'detached' });
      await terminal.ready();
    });

    it('have a second list of orders, of one symbol alone, and have it again after a reload', async () => {
      const { terminal } = started;
      const { page } = terminal;
      const show = async (symbol: string): Promise<void> => {
        await terminal.focusChart();
        await page.keyboard.type(symbol);
        await terminal.press('Enter');
        await eventually(() => terminal.chart.label(), 'chart').toContain(symbol.toUpperCase());
      };
      await terminal.arm();
      await terminal.restBuy(REST_STEPS);
      await show('msft');
      await terminal.restBuy(REST_STEPS);
      await (await terminal.table('working-orders')).rowsWhen(2);
      await terminal.press('Alt+Shift+N');
      const second = page.getByTestId('panel-working-orders:2');
      const symbols = (): Promise<readonly string[]> =>
        second.locator('[data-order-id] [role="gridcell"]:first-child').allInnerTexts();
      await eventually(symbols, 'orders of the second list').toEqual(['MSFT']);
      await show('aapl');
      await page.reload();
      await terminal.connected();
      await eventually(symbols, 'orders of the second list after a reload').toEqual(['MSFT']);
      await second.getByRole('radio', { name: 'All symbols' }).click();
      await eventually(symbols, 'all orders').toHaveLength(2);
      await terminal.runCommand('Reset the workspace');
      await second.waitFor({ state: 'detached' });
      await terminal.ready();
      await terminal.press('Alt+Shift+X');
      await terminal.press('Enter');
      await (await terminal.table('working-orders')).rowsWhen(0);
    });

    it('have a second list of fills, with a filter of its own by which it exports', async () => {
      const { terminal } = started;
      const { page } = terminal;
      // A market that stood still for a moment has disarmed the keys.
      await terminal.arm();
      await terminal.buyAtMarket();
      const bought = (list: string): Locator =>
        page.getByTestId(list).locator('[data-sum="fills"] dd');
      await terminal.table('fills');
      await eventually(() => bought('panel-fills').innerText(), 'fills').toMatch(/^[1-9]/);
      await terminal.press('Alt+Shift+N');
      const second = page.getByTestId('panel-fills:2');
      await second.getByRole('radio', { name: 'Sell' }).click();
      await eventually(() => bought('panel-fills:2').innerText(), 'sales of it').toBe('0');
      await second.getByRole('button', { name: 'Export…' }).click();
      const dialog = page.getByRole('dialog');
      const sell = dialog.getByRole('radio', { name: 'Sell' });
      await eventually(() => sell.getAttribute('aria-checked'), 'its side').toBe('true');
      await terminal.press('Esc');
      await page
        .locator('[class*="panel-tab"]')
        .filter({ hasText: /^Fills/ })
        .first()
        .click();
      await eventually(() => bought('panel-fills').innerText(), 'fills of the first').toMatch(
        /^[1-9]/,
      );
      await terminal.runCommand('Reset the workspace');
      await second.waitFor({ state: 'detached' });
      await terminal.ready();
    });

    it('keep the symbol and the timeframe over a reload', async () => {
      const { terminal } = started;
      await terminal.focusChart();
      await terminal.press('T');
      const search = terminal.page.getByRole('dialog', { name: 'Symbol' });
      await search.getByRole('option', { name: /^TSLA/ }).waitFor();
      await terminal.press('Enter');
      await search.waitFor({ state: 'detached' });
      await terminal.runCommand('Timeframe 5s');
      await eventually(() => terminal.chart.label(), 'chart').toBe(
        'Chart of TSLA, bars of 5 seconds',
      );
      await terminal.reload();
      await eventually(() => terminal.chart.label(), 'chart').toBe(
        'Chart of TSLA, bars of 5 seconds',
      );
    });
  });
}

/** Keeps what the page puts off to a task of its own from running, as a busy computer does. */
function holdTasks(page: Page): Promise<void> {
  return page.evaluate(() => {
    const real = window.setTimeout.bind(window);
    const held: (() => void)[] = [];
    const hold = (run: () => void, delayMs = 0): unknown =>
      delayMs === 0 ? -held.push(run) : real(run, delayMs);
    const release = (): void => {
      Object.assign(window, { setTimeout: real });
      for (const run of held) run();
    };
    Object.assign(window, { setTimeout: hold, letTasksRun: release });
  });
}

function letTasksRun(page: Page): Promise<void> {
  return page.evaluate(() => {
    // Put there by `holdTasks`.
    (window as unknown as { letTasksRun: () => void }).letTasksRun();
  });
}
