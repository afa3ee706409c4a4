/** A market and an account that a test moves by hand, and the desk that watches them. */
import { AlertDesk } from '../../../engine/alerts/alert-desk.ts';
import type { AlertMarket } from '../../../engine/alerts/alert-market.ts';
import type {
  Alert,
  AlertCondition,
  AlertFiring,
  AlertSpec,
} from '../../../engine/contract/alerts.ts';
import { BarSet } from '../../../engine/bars/bar-set.ts';
import { US_PER_SECOND, timeUs } from '../../../engine/domain/time.ts';
import { TradeTape } from '../../../engine/market/trade-tape.ts';

export const START_US = 1_700_000_040 * US_PER_SECOND;

export class AlertWorld {
  readonly tape = new TradeTape();
  readonly bars = new BarSet('UTC');
  readonly desk: AlertDesk;
  nowUs = START_US;
  baseTicks = 1_000;
  dayPnlMicros = 0;
  positionPnlMicros: number | null = null;
  #lastTicks = 0;
  readonly #market: AlertMarket = {
    tape: this.tape,
    bars: this.bars,
    referenceTicks: () => this.#lastTicks,
    dayBaseTicks: () => this.baseTicks,
  };

  constructor(lastTicks: number, stored: readonly Alert[] = []) {
    this.#lastTicks = lastTicks;
    this.desk = new AlertDesk({
      market: (symbol) => (symbol === 'AAPL' ? this.#market : undefined),
      account: {
        dayPnlMicros: () => this.dayPnlMicros,
        positionPnlMicros: () => this.positionPnlMicros,
      },
      stored,
    });
  }

  /** Prints these prices in one turn; what went off. */
  trade(...prices: readonly number[]): readonly AlertFiring[] {
    for (const price of prices) {
      this.tape.append(price, 1, 0, this.nowUs);
      this.bars.addTrade(price, 1, timeUs(this.nowUs));
      this.#lastTicks = price;
    }
    this.desk.turn(this.nowUs);
    return this.fired();
  }

  /** Closes a minute at each of the prices. */
  minutes(...prices: readonly number[]): readonly AlertFiring[] {
    return prices.flatMap((price) => {
      this.nowUs += 60 * US_PER_SECOND;
      return [...this.trade(price), ...this.sweep()];
    });
  }

  sweep(): readonly AlertFiring[] {
    this.desk.sweep(this.nowUs);
    return this.fired();
  }

  wait(seconds: number): void {
    this.nowUs += seconds * US_PER_SECOND;
  }

  set(condition: AlertCondition, more: Partial<AlertSpec> = {}): Alert {
    const spec: AlertSpec = { condition, repeat: 'once', cooldownS: 1, note: '', ...more };
    const alert = this.desk.create(spec, this.nowUs);
    if ('code' in alert) throw new Error(alert.rule);
    this.fired();
    return alert;
  }

  fired(): readonly AlertFiring[] {
    return this.desk.takeChanges().flatMap(({ firing }) => (firing === null ? [] : [firing]));
  }
}

export function price(direction: 'above' | 'below', priceTicks: number): AlertCondition {
  return { kind: 'price', symbol: 'AAPL', direction, priceTicks };
}
