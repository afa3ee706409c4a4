import type { Page } from 'playwright';
import { eventually } from '../eventually.ts';
import { pressKeys } from './keys.ts';

/** The words of a preview line. */
export interface PreviewedOrder {
  readonly side: string;
  readonly qty: string;
  readonly symbol: string;
  readonly type: string;
  /** '' on a market order. */
  readonly price: string;
  readonly venue: string;
}

const LINE =
  /^(?<side>BUY|SELL) (?<qty>[\d,.]+) (?<symbol>\S+) (?<type>LMT|MKT)(?: (?<price>[\d,.]+))? .*on (?<venue>.+)$/;

/** The order ticket with its preview. */
export class Ticket {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Waits until a key has prepared something that Enter would send. */
  prepared(): Promise<void> {
    return this.#preview().getByText('Enter sends, Esc drops').waitFor();
  }

  /** Whether Enter would send something. */
  async isPrepared(): Promise<boolean> {
    return (await this.#form().getAttribute('data-prepared')) === 'true';
  }

  /** First line of the preview: what Enter would send. */
  async line(): Promise<string> {
    return (await this.#preview().innerText()).split('\n')[0] ?? '';
  }

  async order(): Promise<PreviewedOrder> {
    const line = await this.line();
    const words = LINE.exec(line)?.groups;
    if (words === undefined) throw new Error(`not a preview line: ${line}`);
    const word = (name: string): string => words[name] ?? '';
    return {
      side: word('side'),
      qty: word('qty'),
      symbol: word('symbol'),
      type: word('type'),
      price: word('price'),
      venue: word('venue'),
    };
  }

  /** Moves the prepared price down by steps, by keyboard, and waits until the line says so. */
  async nudgeDown(steps: number): Promise<void> {
    const { price } = await this.order();
    for (let at = 0; at < Math.floor(steps / 10); at += 1)
      await pressKeys(this.#page, 'Shift+ArrowDown');
    for (let at = 0; at < steps % 10; at += 1) await pressKeys(this.#page, 'ArrowDown');
    const wanted = (Number(price) - steps / 100).toFixed(2);
    await eventually(async () => (await this.order()).price, 'nudged price').toBe(wanted);
  }

  /** What is under way and what became of the last action. */
  status(): Promise<string> {
    return this.#answer().innerText();
  }

  /** The line once the ticket and all else show what follows from it, which comes a frame later. */
  #answer() {
    return this.#page.locator('.order-ticket[data-prepared="false"]').getByTestId('ticket-status');
  }

  /** Waits in the page, frame by frame, until the line under the button says so. */
  says(words: RegExp): Promise<void> {
    return this.#answer().filter({ hasText: words }).waitFor();
  }

  quantity() {
    return this.#form().getByLabel('Quantity', { exact: true });
  }

  takeProfit() {
    return this.#form().getByLabel('Take profit', { exact: true });
  }

  stopLoss() {
    return this.#form().getByLabel('Stop loss', { exact: true });
  }

  stopPrice() {
    return this.#form().getByLabel('Stop price', { exact: true });
  }

  #form() {
    return this.#page.getByRole('form', { name: 'Order ticket' });
  }

  #preview() {
    return this.#page.getByTestId('ticket-preview');
  }
}
