/** The order ticket written by keys alone: Tab to a field or choice, type or arrow, Enter. */
import type { Page } from 'playwright';
import { focusIsOn } from '../by-keyboard.ts';
import { eventually } from '../eventually.ts';
import { Grid } from './grid.ts';
import { pressKeys } from './keys.ts';
import type { TerminalPage } from './terminal-page.ts';

/** Stops of the Tab key in a ticket, and choices of a list, at most. */
const STEPS_MAX = 30;

/** Controls that lie before the size, where the ticket's key leads to. */
const BEFORE_SIZE = ['Side', 'Time in force', 'Order type'];

export class TicketKeys {
  readonly #terminal: TerminalPage;
  readonly #page: Page;
  /** Orders of this ticket that work, as `sends` expects them. */
  #working: readonly unknown[] = [];

  constructor(terminal: TerminalPage) {
    this.#terminal = terminal;
    this.#page = terminal.page;
  }

  /** Arms the keys, with the table of working orders and the ticket in sight. */
  async begin(): Promise<void> {
    await this.#terminal.arm();
    await this.#terminal.table('working-orders');
  }

  /** Types a text in the place of what a field has. */
  async type(field: string, text: string): Promise<void> {
    await this.#goTo(field);
    await pressKeys(this.#page, 'Ctrl+A');
    await pressKeys(this.#page, 'Delete');
    if (text !== '') await this.#page.keyboard.type(text);
  }

  /** Ticks a box, or takes its tick away. */
  async tick(box: string): Promise<void> {
    await this.#goTo(box);
    await pressKeys(this.#page, 'Space');
  }

  /** Chooses one of a few by the arrows. */
  async choose(group: string, choice: string): Promise<void> {
    await this.#goTo(group);
    await this.#stepTo(choice, 'ArrowRight');
  }

  async chooseTime(time: string): Promise<void> {
    await this.#goTo('Time in force');
    await pressKeys(this.#page, 'Home');
    await this.#stepTo(time, 'ArrowDown');
  }

  /** Waits until the preview says so. */
  async reads(line: string): Promise<void> {
    await eventually(() => this.#terminal.ticket.line(), 'what would be sent').toBe(line);
  }

  /** Sends from the field of the size. */
  async enter(): Promise<void> {
    await this.#goToSize();
    await pressKeys(this.#page, 'Enter');
    await this.#page.locator('.order-ticket[data-prepared="false"]').waitFor();
  }

  /** Reads the line, sends it, and waits until the engine's orders are these besides those of before. */
  async sends(line: string, rows: readonly unknown[]): Promise<void> {
    await this.reads(line);
    await this.enter();
    this.#working = [...this.#working, ...rows];
    await this.#held();
  }

  async cancelAll(): Promise<void> {
    await this.#goToSize();
    await pressKeys(this.#page, 'Escape');
    await pressKeys(this.#page, 'Alt+Shift+X');
    await this.#terminal.ticket.prepared();
    await pressKeys(this.#page, 'Enter');
    this.#working = [];
    await this.#held();
  }

  /** Figures of the preview by their names. */
  facts(): Promise<Readonly<Record<string, string>>> {
    return this.#page
      .getByTestId('ticket-preview')
      .evaluate((preview) =>
        Object.fromEntries(
          [...preview.querySelectorAll('dt')].map((name) => [
            name.innerText,
            name.nextElementSibling?.textContent ?? '',
          ]),
        ),
      );
  }

  preview(): Promise<string> {
    return this.#page.getByTestId('ticket-preview').innerText();
  }

  /** Acknowledged orders in the table, in any order. */
  async #held(): Promise<void> {
    const grid = new Grid(this.#terminal.panel('working-orders').getByRole('grid'));
    const read = async (): Promise<readonly string[]> =>
      (await grid.rows())
        .filter((row) => (row['orderId'] ?? '') !== '')
        .map(({ side, qty, type, timeInForce, price, stop }) =>
          [side, qty, type, timeInForce, price, stop].join(' ').trim(),
        )
        .sort();
    await eventually(read, 'orders of the engine').toEqual([...this.#working].sort());
  }

  /** By the ticket's own key, which a field would keep to itself. */
  async #goToSize(): Promise<void> {
    await pressKeys(this.#page, 'Escape');
    await pressKeys(this.#page, 'F4');
    await focusIsOn(this.#page, /^(Quantity|Amount in dollars|Risk in dollars)$/);
  }

  async #goTo(name: string): Promise<void> {
    await this.#goToSize();
    const keys = BEFORE_SIZE.includes(name) ? 'Shift+Tab' : 'Tab';
    const met: string[] = [];
    for (let step = 0; step < STEPS_MAX; step += 1) {
      const now = await this.#place();
      if (now === name) return;
      met.push(now);
      await pressKeys(this.#page, keys);
    }
    throw new Error(`${keys} leads to no ${name}, but to ${met.join(', ')}`);
  }

  async #stepTo(choice: string, keys: string): Promise<void> {
    for (let step = 0; step < STEPS_MAX; step += 1) {
      if ((await this.#chosen()) === choice) return;
      await pressKeys(this.#page, keys);
    }
    throw new Error(`${keys} leads to no ${choice}`);
  }

  /** Name of what has the keyboard; of one of a few choices, what they are about. */
  #place(): Promise<string> {
    return this.#page.evaluate(() => {
      const active = document.activeElement;
      const named = active?.closest('[role="radiogroup"]') ?? active;
      const label = active instanceof HTMLInputElement ? active.labels?.[0]?.textContent : '';
      return (named?.getAttribute('aria-label') ?? label ?? '').trim();
    });
  }

  #chosen(): Promise<string> {
    return this.#page.evaluate(() => {
      const active = document.activeElement;
      if (active instanceof HTMLSelectElement) return active.selectedOptions[0]?.text ?? '';
      return active?.getAttribute('aria-checked') === 'true' ? active.textContent : '';
    });
  }
}
