import type { Instrument } from '../domain/instrument.ts';
import type { Journal } from '../ports.ts';
import { INSTRUMENTS_KEY, instrumentsText } from '../store/kept-instruments.ts';

/** Has the store remember units and names of what is followed, before anything is counted in them. */
export class KeptInstruments {
  readonly #journal: Pick<Journal, 'append' | 'trouble' | 'onWritable'>;
  readonly #bySymbol: Map<string, Instrument>;
  #written: string;

  /** `kept`: what the store has. */
  constructor(
    journal: Pick<Journal, 'append' | 'trouble' | 'onWritable'>,
    kept: readonly Instrument[],
  ) {
    this.#journal = journal;
    this.#bySymbol = new Map(kept.map((one) => [one.symbol, one]));
    this.#written = instrumentsText(this.#bySymbol.values());
    journal.onWritable(() => {
      this.#write();
    });
  }

  /** As the store has it, or undefined for what it has never had. */
  get(symbol: string): Instrument | undefined {
    return this.#bySymbol.get(symbol);
  }

  keep(instruments: readonly Instrument[]): void {
    for (const one of instruments) this.#bySymbol.set(one.symbol, one);
    this.#write();
  }

  #write(): void {
    const value = instrumentsText(this.#bySymbol.values());
    if (value === this.#written || this.#journal.trouble() !== null) return;
    this.#written = value;
    this.#journal.append([{ kind: 'setting', key: INSTRUMENTS_KEY, value }]);
  }
}
