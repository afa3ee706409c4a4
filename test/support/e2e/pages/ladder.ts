import type { Locator, Page } from 'playwright';
import { pressKeys } from './keys.ts';

/** A row of the ladder that shows more than its price. Texts as seen, '' where there is none. */
export interface LadderLevel {
  readonly price: string;
  readonly bid: string;
  readonly ask: string;
  readonly ownBuy: string;
  readonly ownSell: string;
}

/** The depth ladder. */
export class Ladder {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Rows with a bid, an ask or an own order, from the highest price down. */
  async levels(): Promise<readonly LadderLevel[]> {
    const rows = await this.#page.getByTestId('ladder').evaluate((ladder) =>
      [...ladder.querySelectorAll('[data-ticks]')].map((row) => {
        const text = (column: string): string =>
          row.querySelector(`[data-col="${column}"] b`)?.textContent.trim() ?? '';
        return {
          price: text('price'),
          bid: text('bid'),
          ask: text('ask'),
          ownBuy: text('own-buy'),
          ownSell: text('own-sell'),
        };
      }),
    );
    return rows.filter(({ bid, ask, ownBuy, ownSell }) => bid + ask + ownBuy + ownSell !== '');
  }

  /** What the own-sell column says at each price where it says something. */
  async ownSells(): Promise<Readonly<Record<string, string>>> {
    const own = (await this.levels()).filter(({ ownSell }) => ownSell !== '');
    return Object.fromEntries(own.map(({ price, ownSell }) => [price, ownSell]));
  }

  /** Best price to buy in view; NaN without one. */
  async bestBid(): Promise<number> {
    return Number((await this.levels()).find(({ bid }) => bid !== '')?.price);
  }

  /** What the own-buy column says at each price where it says something. */
  async ownBuys(): Promise<Readonly<Record<string, string>>> {
    const own = (await this.levels()).filter(({ ownBuy }) => ownBuy !== '');
    return Object.fromEntries(own.map(({ price, ownBuy }) => [price, ownBuy]));
  }

  /** The cell of a column at a price as it is shown. */
  cell(column: string, price: string): Locator {
    return this.#grid().locator(
      `xpath=.//*[@data-ticks][.//*[@data-col="price" and normalize-space(.)="${price}"]]//*[@data-col="${column}"]`,
    );
  }

  /** Prices from the highest down, one a row. */
  prices(): Promise<readonly string[]> {
    return this.#grid().locator('[data-col="price"]').allInnerTexts();
  }

  /** What clicks would do where the pointer or the keyboard is. */
  async hover(): Promise<string> {
    return (await this.#page.getByTestId('ladder-hover').innerText()).replaceAll('\n', ' | ');
  }

  /** What stands beside the symbol: frozen, scrolled, the market away. */
  async hint(): Promise<string> {
    return (await this.#page.locator('.ladder-hint').allInnerTexts()).join(' ');
  }

  /** Gives the ladder the keyboard. */
  async focus(): Promise<void> {
    await this.#grid().focus();
  }

  /** Brings the market to the middle, from where all that rests near it is in view. */
  async recentre(): Promise<void> {
    await this.focus();
    await pressKeys(this.#page, 'Space');
  }

  /** Pushes own orders from one price to another with the mouse. */
  async drag(column: string, from: string, to: string, release = true): Promise<void> {
    const [start, end] = [this.cell(column, from), this.cell(column, to)];
    await start.hover();
    await this.#page.mouse.down();
    await end.hover({ force: true });
    if (release) await this.#page.mouse.up();
  }

  #grid(): Locator {
    return this.#page.getByTestId('ladder');
  }
}
