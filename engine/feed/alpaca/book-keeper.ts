/**
 * The order book of one symbol of a feed that tells changes only: a message that replaces the book, then
 * the levels that have changed. Nothing numbers these messages, so a book is held to be whole until it
 * crosses itself or a message of it could not be read; it is dropped then and asked for anew. Source:
 * Alpaca's crypto stream; what its `r` and `s` mean exactly is not documented.
 */
import { BUY, SELL } from '../../domain/side.ts';
import type { SideCode } from '../../domain/side.ts';
import { FeedBook } from '../../market/feed-book.ts';
import type { FeedUnits } from './feed-units.ts';
import type { WireBook, WireLevel } from './wire-messages.ts';

/** Changes that are let pass while the book that was asked for is on its way. */
const PATIENCE = 200;

/** Times that a book is asked for anew on one connection: one that never fits is not shown. */
const ASKED_MAX = 10;

export class BookKeeper {
  readonly book: FeedBook = new FeedBook();
  readonly #units: FeedUnits;
  /** False until the whole book has come: changes of another one make no sense. */
  #isWhole = false;
  #passed = 0;
  #asked = 0;

  constructor(units: FeedUnits) {
    this.#units = units;
  }

  /** Takes a message; true when the book has to be asked for anew, and is empty until it comes. */
  take({ b: bids, a: asks, r: isReplaced }: WireBook): boolean {
    if (isReplaced === true) {
      this.book.clear();
      this.#isWhole = true;
    }
    if (!this.#isWhole) {
      this.#passed += 1;
      return this.#passed > PATIENCE && this.#ask();
    }
    this.#put(BUY, bids ?? []);
    this.#put(SELL, asks ?? []);
    return this.book.isCrossed && this.drop();
  }

  /** Something of it is missing; true when it has to be asked for anew. */
  drop(): boolean {
    this.book.clear();
    this.#isWhole = false;
    return this.#ask();
  }

  /** The connection is another one, which begins with a whole book: until then the last one stays. */
  reconnected(): void {
    this.#isWhole = false;
    this.#passed = 0;
    this.#asked = 0;
  }

  #put(side: SideCode, levels: readonly WireLevel[]): void {
    for (const { p: price, s: size } of levels) {
      const ticks = this.#units.ticks(price);
      if (ticks > 0) this.book.set(side, price, ticks, this.#units.lots(size));
    }
  }

  #ask(): boolean {
    this.#passed = 0;
    this.#asked += 1;
    return this.#asked <= ASKED_MAX;
  }
}
