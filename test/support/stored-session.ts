import type { TradingCore } from '../../engine/core.ts';
import { BUY, SELL } from '../../engine/domain/side.ts';
import { timeUs } from '../../engine/domain/time.ts';
import type { JournalWrite, RecoveredState } from '../../engine/ports.ts';
import { Random } from '../../engine/simulator/random.ts';
import { AAPL, CENT, HUNDRED, MORNING, MSFT, openCore, orderOf } from './test-core.ts';

const INSTRUMENTS = [AAPL, MSFT];
const US_PER_MINUTE = 60_000_000;

/**
 * A seeded trader against a house that keeps two books filled, an order a minute: what one engine
 * would write, turn by turn. Goes on from what a store has given back.
 */
export class StoredSession {
  readonly #core: TradingCore;
  readonly #random: Random;
  readonly #seed: number;
  readonly #startUs: number;
  #orders = 0;

  constructor(recovered: RecoveredState, seed: number) {
    this.#core = openCore(undefined, { recovered });
    this.#random = new Random(seed);
    this.#seed = seed;
    this.#startUs = MORNING + recovered.lastEventSeq * US_PER_MINUTE;
  }

  /** Sends the given number of orders and returns what must be written, all or nothing. */
  turn(orders: number): JournalWrite[] {
    for (let i = 0; i < orders; i += 1) this.#order();
    const events = this.#core.takeEvents();
    return [{ kind: 'events', events }, ...this.#core.accounts.takeWrites()];
  }

  #order(): void {
    const random = this.#random;
    this.#orders += 1;
    this.#core.setTime(timeUs(this.#startUs + this.#orders * US_PER_MINUTE));
    const at = random.below(INSTRUMENTS.length);
    const drift = (random.below(41) - 20) * CENT;
    this.#core.house.limit(at, SELL, HUNDRED + drift + CENT, 1 + random.below(60));
    this.#core.house.limit(at, BUY, HUNDRED + drift - CENT, 1 + random.below(60));
    this.#core.submit(
      orderOf({
        clientOrderId: `s-${String(this.#seed)}-${String(this.#orders)}`,
        symbol: INSTRUMENTS[at]?.symbol ?? 'AAPL',
        side: random.below(2) === 0 ? 'buy' : 'sell',
        limitPriceTicks: HUNDRED + (random.below(9) - 4) * CENT,
        qtyLots: 1 + random.below(80),
      }),
      'test',
    );
  }
}
