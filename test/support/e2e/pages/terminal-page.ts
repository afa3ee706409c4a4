/**
 * The terminal as a person works with it: keys go in, what is on the screen comes out. Elements are
 * found by role, label and test id, never by style.
 */
import type { Locator, Page } from 'playwright';
import { eventually, until } from '../eventually.ts';
import { Chart } from './chart.ts';
import { Grid } from './grid.ts';
import { pressKeys } from './keys.ts';
import { Ladder } from './ladder.ts';
import { StatusBar } from './status-bar.ts';
import { Ticket } from './ticket.ts';

export type PanelId =
  | 'quote-board'
  | 'chart'
  | 'depth-ladder'
  | 'order-ticket'
  | 'time-and-sales'
  | 'working-orders'
  | 'positions'
  | 'fills'
  | 'history'
  | 'account'
  | 'alerts'
  | 'performance'
  | 'advisor'
  | 'log';

/** Keys that bring the tables to the front, as resources/keymap.json has them. */
const PANEL_KEYS = {
  'quote-board': 'F1',
  'working-orders': 'F6',
  positions: 'F7',
  fills: 'F8',
  log: 'F10',
  history: 'F11',
  account: 'F12',
} as const;

export class TerminalPage {
  readonly page: Page;
  readonly status: StatusBar;
  readonly ticket: Ticket;
  readonly ladder: Ladder;
  readonly chart: Chart;

  constructor(page: Page) {
    this.page = page;
    this.status = new StatusBar(page);
    this.ticket = new Ticket(page);
    this.ladder = new Ladder(page);
    this.chart = new Chart(page);
  }

  /** Waits until the panels are there and the market is heard. */
  async ready(): Promise<this> {
    await this.panel('chart').waitFor();
    await this.connected();
    await until(async () => (await this.ladder.levels()).length > 0, 'levels of the ladder');
    return this;
  }

  /** Waits until the line to the engine stands. */
  connected(): Promise<void> {
    return this.page.locator('[data-connection="ready"]').waitFor();
  }

  panel(id: PanelId): Locator {
    return this.page.getByTestId(`panel-${id}`);
  }

  /** Presses keys as the product writes them: `Alt+Shift+B`, `Ctrl+K`, `?`, `Esc`. */
  press(keys: string): Promise<void> {
    return pressKeys(this.page, keys);
  }

  /** Brings a panel with a table to the front by its key and gives its table the keyboard. */
  async table(id: keyof typeof PANEL_KEYS): Promise<Grid> {
    await this.press(PANEL_KEYS[id]);
    const grid = this.panel(id).getByRole('grid');
    await hasFocus(grid);
    return new Grid(grid);
  }

  /** Gives the chart the keyboard, by its key. */
  async focusChart(): Promise<void> {
    // It is loaded when it is first shown, and has no keys before.
    await this.chart.canvas.waitFor();
    await this.press('F2');
    await hasFocus(this.panel('chart'));
  }

  /** The title of a panel where one clicks to bring it to the front. */
  tab(title: string): Locator {
    return this.page.locator('[class*="panel-tab"]').filter({ hasText: title }).first();
  }

  /** What the banner over the panels says; '' while there is none. */
  async banner(): Promise<string> {
    const texts = await this.page.locator('.connection-banner').allInnerTexts();
    return texts.join(' ');
  }

  theme(): Promise<string | undefined> {
    return this.page.evaluate(() => document.documentElement.dataset['theme']);
  }

  /** Loads the page anew, as F5 in a browser would. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Arms the trading keys by key, unless they are. */
  async arm(): Promise<void> {
    if ((await this.status.armed()).startsWith('ARMED')) return;
    await this.press('Alt+A');
    await eventually(() => this.status.armed(), 'armed state').toMatch(/^ARMED/);
  }

  /**
   * A limit buy by keyboard, `steps` price steps below the best ask, sent and seen working.
   *
   * @returns its price as it stood in the preview line.
   */
  async restBuy(steps: number): Promise<string> {
    const before = (await (await this.table('working-orders')).rows()).length;
    await this.press('Alt+B');
    await this.ticket.prepared();
    await this.ticket.nudgeDown(steps);
    const { price } = await this.ticket.order();
    await this.press('Enter');
    const orders = await this.table('working-orders');
    await orders.rowsWhen(before + 1);
    await until(
      async () => (await orders.rows()).every((row) => (row['orderId'] ?? '') !== ''),
      'acknowledgement of the order',
    );
    return price;
  }

  /** A market buy by keyboard, sent and seen filled as a whole. */
  async buyAtMarket(): Promise<void> {
    await this.press('Alt+Shift+B');
    await this.ticket.prepared();
    await this.press('Enter');
    await eventually(() => this.ticket.status(), 'outcome of the market buy').toMatch(/^Filled: /);
  }

  /** Runs a command by its words in the palette. */
  async runCommand(words: string): Promise<void> {
    await this.press('Ctrl+K');
    const dialog = this.page.getByRole('dialog', { name: 'Commands' });
    await dialog.getByRole('combobox').fill(words);
    await dialog.getByRole('option', { name: words }).first().waitFor();
    await this.page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
  }
}

function hasFocus(element: Locator): Promise<void> {
  return until(
    () => element.evaluate((node) => node === document.activeElement),
    `the focus is in ${String(element)}`,
  );
}
