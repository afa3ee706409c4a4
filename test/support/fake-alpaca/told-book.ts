import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import type { InstrumentMarket } from '../../../engine/market/instrument-market.ts';
import type { FakeMessage } from './data-stream.ts';
import { decimal, sizeOf, wireTime } from './wire-figures.ts';

/** Levels that are told of each side. */
const LEVELS = 60;

/** What has been told of the book of a coin, and what has changed since. */
export class ToldBook {
  readonly #market: InstrumentMarket;
  readonly #told = { b: new Map<number, number>(), a: new Map<number, number>() };

  constructor(market: InstrumentMarket) {
    this.#market = market;
    this.changes();
  }

  /** All that has been told. */
  whole(): FakeMessage {
    const { b, a } = this.#told;
    return this.#message({ b: levelsOf(b), a: levelsOf(a), r: true });
  }

  /** What is other than told, which is told by this; undefined: nothing. */
  changes(): FakeMessage | undefined {
    const b = this.#changed(BUY, this.#told.b);
    const a = this.#changed(SELL, this.#told.a);
    return b.length + a.length === 0 ? undefined : this.#message({ b, a });
  }

  #changed(side: SideCode, told: Map<number, number>): ReturnType<typeof levelsOf> {
    const { instrument } = this.#market;
    const now = new Map(
      this.#market
        .depth(side, LEVELS)
        .map(({ priceTicks, qtyLots }) => [
          decimal(instrument, priceTicks),
          sizeOf(instrument, qtyLots),
        ]),
    );
    const changed = new Map<number, number>();
    for (const [price, size] of now) if (told.get(price) !== size) changed.set(price, size);
    for (const price of told.keys()) if (!now.has(price)) changed.set(price, 0);
    told.clear();
    for (const [price, size] of now) told.set(price, size);
    return levelsOf(changed);
  }

  #message(body: Readonly<Record<string, unknown>>): FakeMessage {
    const { instrument, updatedUs } = this.#market;
    return { T: 'o', S: instrument.symbol, t: wireTime(updatedUs), ...body };
  }
}

function levelsOf(levels: ReadonlyMap<number, number>): { p: number; s: number }[] {
  return Array.from(levels, ([p, s]) => ({ p, s }));
}
