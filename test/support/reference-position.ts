import type { Instrument } from '../../engine/domain/instrument.ts';
import type { PositionFill } from '../../engine/portfolio/position-fold.ts';

/**
 * The naive position: what was paid and got, in exact fractions of micros. Closing takes its share
 * of the cost as a fraction that is never rounded, so it says how far rounding may lead away.
 */
export class ReferencePosition {
  qtyLots = 0n;
  /** Cost of what is held, as a fraction. */
  costNumerator = 0n;
  costDenominator = 1n;
  /** Money that all fills have moved: got minus paid. */
  movedMicros = 0n;
  fees = 0n;
  readonly #instrument: Instrument;

  constructor(instrument: Instrument) {
    this.#instrument = instrument;
  }

  fill({ side, lastQtyLots, lastPriceTicks, feeMicros }: PositionFill): void {
    const signed = BigInt(side === 'buy' ? lastQtyLots : -lastQtyLots);
    const unit = BigInt(lastPriceTicks) * BigInt(this.#instrument.tickValueMicros);
    this.movedMicros -= signed * unit;
    this.fees += BigInt(feeMicros);
    const held = abs(this.qtyLots);
    const opens = this.qtyLots === 0n || this.qtyLots > 0n === signed > 0n;
    if (opens) {
      this.costNumerator += abs(signed) * unit * this.costDenominator;
    } else {
      const left = held - abs(signed);
      if (left > 0n) {
        this.costNumerator *= left;
        this.costDenominator *= held;
      } else {
        this.costNumerator = -left * unit;
        this.costDenominator = 1n;
      }
    }
    this.qtyLots += signed;
    this.#reduce();
  }

  /** Cost of what is held, rounded down. */
  get costMicros(): bigint {
    return this.costNumerator / this.costDenominator;
  }

  #reduce(): void {
    let [a, b] = [this.costNumerator, this.costDenominator];
    while (b !== 0n) [a, b] = [b, a % b];
    if (a > 1n) {
      this.costNumerator /= a;
      this.costDenominator /= a;
    }
  }
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
