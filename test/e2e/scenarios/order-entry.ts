/** Keys of the trader's own, keys that send at once, rehearsals; tables that are searched and copied. */
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/e2e/eventually.ts';
import type { GridRow } from '../../support/e2e/pages/grid.ts';
import type { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import { photograph } from '../../support/e2e/screenshots.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

/** Key orders of the short run; `STP_KEY_ORDERS=10000` is the long one. */
const KEY_ORDERS = Number(process.env['STP_KEY_ORDERS'] ?? '40');
/** Panels that the focus goes through meanwhile. */
const PANEL_KEYS = ['F1', 'F2', 'F3', 'F6', 'F7', 'F8', 'F10', 'F11', 'F12'] as const;
/** A run of them takes this long at most; one a second is slow even on a busy machine. */
const KEY_ORDERS_MS = 60_000 + KEY_ORDERS * 1_000;

export function orderEntryScenarios(start: StartHost): void {
  describe('order entry', () => {
    const started = new Started(start);

    describe('rehearsals', () => {
      it('say order, cost and risk, stay visible and send nothing', async () => {
        const { terminal } = started;
        await terminal.arm();
        await terminal.runCommand('Rehearsal mode');
        const chip = terminal.page.getByTestId('status-rehearsal');
        await eventually(() => chip.innerText(), 'that nothing is sent').toBe('REHEARSAL');
        await terminal.press('Alt+B');
        await terminal.ticket.prepared();
        await terminal.press('Enter');
        await eventually(() => terminal.status.message(), 'what was rehearsed').toMatch(
          /^Rehearsal, nothing sent: BUY 100 AAPL LMT [\d.]+ DAY on LOCAL; cost \$[\d,.]+, max loss \$/,
        );
        await (await terminal.table('working-orders')).rowsWhen(0);
        await chip.click();
        await chip.waitFor({ state: 'detached' });
        await terminal.press('Alt+A');
        await eventually(() => terminal.status.armed(), 'armed state').not.toMatch(/^ARMED/);
      });
    });

    describe('the key map', () => {
      it('says what a key would do now without doing it', async () => {
        const { terminal } = started;
        await openEditor(terminal);
        await terminal.page.getByRole('button', { name: 'Press a key' }).click();
        await terminal.press('Alt+Shift+S');
        await eventually(() => trial(terminal), 'what it would do').toBe(
          'Alt+Shift+S: Sell market; nothing while not armed. Armed it would prepare: SELL 100 AAPL MKT DAY on LOCAL',
        );
        await terminal.press('Ctrl+K');
        await eventually(() => trial(terminal), 'what it would do').toBe(
          'Ctrl+K: Open the command palette',
        );
        const palette = terminal.page.getByRole('dialog', { name: 'Commands' });
        expect(await palette.count()).toBe(0);
        await terminal.press('Esc');
      });

      it('asks before it takes a key from another command, and keeps the change', async () => {
        const { host, terminal } = started;
        const { page } = terminal;
        await page.getByRole('button', { name: 'Change the keys of: Buy market' }).click();
        await terminal.press('Alt+S');
        await page.getByText('Alt+S is now: Sell limit at the touch').waitFor();
        await photograph(host, terminal, 'key-map', { reset: false });
        await page.getByRole('button', { name: 'Take Alt+S' }).click();
        await page.getByLabel('Sends at once: Buy market').check();
        await terminal.press('Esc');
        await terminal.arm();
        await terminal.press('Alt+S');
        await eventually(() => terminal.ticket.status(), 'order of one key').toMatch(
          /^Filled: Buy 100/,
        );
      });

      it('goes out as one file and comes back from it', async () => {
        const { host, terminal } = started;
        const { page } = terminal;
        await openEditor(terminal);
        const { name, text } = await host.savedFile(page, () =>
          page.getByRole('button', { name: 'Export', exact: true }).click(),
        );
        expect(JSON.parse(text)).toMatchObject({ version: 1 });
        await page.getByRole('button', { name: 'Reset all' }).click();
        await page.getByText('Key map as it came with the program').waitFor();
        const atOnce = page.getByLabel('Sends at once: Buy market');
        await eventually(() => atOnce.isChecked(), 'whether it sends at once').toBe(false);
        await page
          .locator('input[type="file"][accept*="json"]')
          .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
        await page.getByText(/^Key map imported: \d+ keys$/).waitFor();
        await eventually(() => atOnce.isChecked(), 'whether it sends at once').toBe(true);
        await page.getByRole('button', { name: 'Reset all' }).click();
        await terminal.press('Esc');
      });
    });

    describe('the limit of a daily loss', () => {
      it('stands in the status bar with what is lost of it', async () => {
        const { terminal } = started;
        const { page } = terminal;
        const bar = page.getByTestId('status-day-loss');
        expect(await bar.count()).toBe(0);
        await terminal.runCommand('Risk limits');
        const most = page.getByRole('textbox', { name: 'Daily loss, $ (then flat and locked)' });
        await most.fill('700');
        await page.getByRole('button', { name: /^Daily loss.*: Restore the default$/ }).click();
        expect(await most.inputValue()).toBe('');
        await most.fill('500');
        await terminal.press('Enter');
        await terminal.press('Esc');
        await eventually(() => bar.innerText(), 'the bar').toMatch(/^Loss [\d.]+ of 500\.00$/);
        await bar.click();
        await page.getByRole('button', { name: 'Kill switch' }).click();
        await eventually(() => terminal.ticket.line(), 'what it would do').toMatch(
          /^Kill switch: /,
        );
        await terminal.press('Esc');
      });
    });
  });
}

export function keyOrderScenarios(start: StartHost): void {
  describe('keys under way', () => {
    const started = new Started(start);

    it(
      `send ${String(KEY_ORDERS)} orders, each once, through moving panels and focus`,
      { timeout: KEY_ORDERS_MS },
      async () => {
        const { host, terminal } = started;
        await terminal.arm();
        let since = performance.now();
        for (let sent = 1; sent <= KEY_ORDERS; sent += 1) {
          const panel = PANEL_KEYS[sent % PANEL_KEYS.length];
          if (panel !== undefined && sent % 3 === 0) await terminal.press(panel);
          if (sent % 50 === 0) await movePanel(terminal);
          // The armed state ends by itself after ten minutes.
          if (sent % 500 === 0) await rearm(terminal);
          await terminal.press('Alt+U');
          await terminal.press('Enter');
          // The engine counts orders from 1: each key has made one order, and none two.
          await terminal.ticket.says(new RegExp(`^Waiting: .*\\(order ${String(sent)}\\)$`));
          if (sent % 20 === 0) await cancelAll(terminal);
          if (sent % 500 === 0) {
            const each = (performance.now() - since) / 500;
            process.stdout.write(
              `${String(sent)} orders, ${each.toFixed(0)} ms each of the last\n`,
            );
            since = performance.now();
          }
        }
        await cancelAll(terminal);
        expect(host.complaints).toEqual([]);
      },
    );
  });
}

export function blotterScenarios(start: StartHost): void {
  describe('tables', () => {
    const started = new Started(start);

    it('are looked through by words', async () => {
      const { terminal } = started;
      await terminal.arm();
      await terminal.restBuy(50);
      await terminal.restBuy(60);
      const panel = terminal.panel('working-orders');
      const rows = await (await terminal.table('working-orders')).rowsWhen(2);
      const price = rows[0]?.['price'] ?? '';
      await panel.getByRole('searchbox').fill(`aapl ${price}`);
      await terminal.press('Esc');
      const found = await (await terminal.table('working-orders')).rowsWhen(1);
      expect(found[0]?.['price']).toBe(price);
      await panel.getByRole('searchbox').fill('nothing like it');
      await panel.getByText('No row has all of these words').waitFor();
      await panel.getByRole('searchbox').fill('');
      await terminal.press('Esc');
    });

    it('fill the ticket with Shift+Enter, where Enter modifies', async () => {
      const { terminal } = started;
      const orders = await terminal.table('working-orders');
      const rows = await orders.rowsWhen(2);
      await orders.select(1);
      await terminal.press('Shift+Enter');
      await eventually(() => terminal.ticket.line(), 'the order again').toBe(
        `BUY 100 AAPL LMT ${rows[1]?.['price'] ?? ''} DAY on LOCAL`,
      );
      expect(await terminal.ticket.isPrepared()).toBe(false);
    });

    it('let their columns be chosen, keep the choice under a name and over a reload', async () => {
      const { host, terminal } = started;
      const { page } = terminal;
      await terminal.buyAtMarket();
      const fills = await terminal.table('fills');
      // The panel asks the engine for its rows.
      await eventually(
        async () => Object.keys((await fills.rows())[0] ?? {}),
        'columns of the first fill',
      ).toContain('price');
      const panel = terminal.panel('fills');
      await panel.getByRole('button', { name: /^Choose columns/ }).click();
      await page.getByLabel('Price', { exact: true }).uncheck();
      await page.getByLabel('Name of this choice').fill('short');
      await terminal.press('Enter');
      await page.getByRole('button', { name: 'Forget short' }).waitFor();
      await photograph(host, terminal, 'columns', { reset: false });
      await terminal.press('Esc');
      await terminal.reload();
      const after = await terminal.table('fills');
      await eventually(
        async () => Object.keys((await after.rows())[0] ?? {}),
        'the chosen columns',
      ).not.toContain('price');
      await panel.getByRole('button', { name: /^Choose columns/ }).click();
      await page.getByRole('button', { name: 'All columns' }).click();
      await terminal.press('Esc');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    });

    it('are copied as CSV by Ctrl+C', async () => {
      const { host, terminal } = started;
      const fills = await terminal.table('fills');
      let first: GridRow | undefined;
      const read = async (): Promise<GridRow | undefined> => ([first] = await fills.rows())[0];
      await eventually(read, 'a fill with all columns').toHaveProperty('price');
      await terminal.page.evaluate(() => {
        document.addEventListener('copy', (event) => {
          document.body.dataset['copied'] = event.clipboardData?.getData('text/plain') ?? '';
        });
      });
      await terminal.press('Ctrl+C');
      const csv = await eventuallyText(terminal);
      const records: string[][] = parse(csv);
      const [head = [], row = []] = records;
      expect(head.slice(0, 5)).toEqual(['Time', 'Symbol', 'Side', 'Qty', 'Price']);
      expect(row.slice(1, 5)).toEqual(['AAPL', 'Buy', first?.['qty'], first?.['price']]);
      expect(host.complaints).toEqual([]);
    });
  });
}

async function openEditor(terminal: TerminalPage): Promise<void> {
  await terminal.runCommand('Edit the keys');
  await terminal.page.getByTestId('keymap-editor').waitFor();
}

function trial(terminal: TerminalPage): Promise<string> {
  return terminal.page.getByTestId('key-trial').innerText();
}

async function eventuallyText(terminal: TerminalPage): Promise<string> {
  const read = (): Promise<string> =>
    terminal.page.evaluate(() => document.body.dataset['copied'] ?? '');
  await eventually(read, 'what was copied').not.toBe('');
  return read();
}

async function cancelAll(terminal: TerminalPage): Promise<void> {
  await terminal.press('Alt+Shift+X');
  if (await terminal.ticket.isPrepared()) await terminal.press('Enter');
  await terminal.ticket.says(/^(Canceled|No work)/);
}

/** Closes and lays out the panels anew, as a person who rearranges them does. */
async function movePanel(terminal: TerminalPage): Promise<void> {
  await terminal.runCommand('Reset the workspace');
}

async function rearm(terminal: TerminalPage): Promise<void> {
  await terminal.press('Alt+A');
  await terminal.arm();
}
