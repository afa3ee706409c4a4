import type { ExportTotal } from '../contract/export-profiles.ts';
import type { ExportTotals } from '../contract/exports.ts';

/** Largest sum that is kept as a number; added to the exact one before it could lose a micro. */
const CHUNK_MAX = 2 ** 52;

/**
 * Exact sum of safe integers, however many: kept as a number and carried into a big integer when it
 * grows too large, since an addition of big integers takes 20 times as long as one of numbers.
 */
export class ExactSum {
  #chunk = 0;
  #whole = 0n;

  add(micros: number): void {
    const next = this.#chunk + micros;
    if (next > CHUNK_MAX || next < -CHUNK_MAX) {
      this.#whole += BigInt(this.#chunk) + BigInt(micros);
      this.#chunk = 0;
    } else this.#chunk = next;
  }

  value(): bigint {
    return this.#whole + BigInt(this.#chunk);
  }
}

/** Sums of a profile's money columns. */
export class ColumnSums<Name extends ExportTotal> {
  readonly #names: readonly Name[];
  readonly #sums: readonly ExactSum[];

  constructor(names: readonly Name[]) {
    this.#names = names;
    this.#sums = names.map(() => new ExactSum());
  }

  /** One row's values in micros, in the order of the names. */
  add(micros: readonly number[]): void {
    for (let i = 0; i < this.#sums.length; i += 1) this.#sums[i]?.add(micros[i] ?? 0);
  }

  totals(): ExportTotals {
    return Object.fromEntries(
      this.#names.map((name, i) => [name, String(this.#sums[i]?.value() ?? 0n)]),
    );
  }
}
