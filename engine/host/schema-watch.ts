import type { GaugeName } from '../contract/metrics.ts';
import type { StoreReaders } from '../store/readers.ts';
import { statisticsDrift } from '../store/store-shape.ts';

/** How often the store is asked for its indexes and statistics: it takes a reader some 0.2 ms. */
const ASK_EVERY_S = 10;

/** Whether the store has its indexes, and statistics that fit it, asked every few seconds. */
export class SchemaWatch {
  readonly #readers: Pick<StoreReaders, 'read'>;
  /** The first seconds are those of screens that fill. */
  #seconds = 1;
  #gauges: Partial<Record<GaugeName, number>> = {};

  constructor(readers: Pick<StoreReaders, 'read'>) {
    this.#readers = readers;
  }

  /** Asks with the next call, whenever it would be due. */
  askSoon(): void {
    this.#seconds = ASK_EVERY_S;
  }

  /** The newest answer; called once a second. */
  gauges(): Partial<Record<GaugeName, number>> {
    if (this.#seconds % ASK_EVERY_S === 0) this.#ask();
    this.#seconds += 1;
    return this.#gauges;
  }

  #ask(): void {
    this.#readers.read('store.shape', {}).then(
      ({ indexesMissing, indexesWanted, analysed, statistics }) => {
        this.#gauges = {
          'store.indexes': indexesWanted - indexesMissing.length,
          'store.indexes_wanted': indexesWanted,
          'store.statistics': analysed,
          'store.statistics_drift': statisticsDrift(statistics),
        };
      },
      () => {
        // The store tells of its troubles itself; what is not known is left out.
        this.#gauges = {};
      },
    );
  }
}
