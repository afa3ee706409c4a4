import type { GaugeName } from '../contract/metrics.ts';
import type { StoreReaders } from '../store/readers.ts';

/** An index that is gone shows in every query; statistics change with upkeep alone. */
const ASK_EVERY_S = 15;

/** Whether the store has its indexes and statistics, asked every few seconds. */
export class SchemaWatch {
  readonly #readers: Pick<StoreReaders, 'read'>;
  /** The first seconds are those of screens that fill. */
  #seconds = 1;
  #gauges: Partial<Record<GaugeName, number>> = {};

  constructor(readers: Pick<StoreReaders, 'read'>) {
    this.#readers = readers;
  }

  /** The newest answer; called once a second. */
  gauges(): Partial<Record<GaugeName, number>> {
    if (this.#seconds % ASK_EVERY_S === 0) this.#ask();
    this.#seconds += 1;
    return this.#gauges;
  }

  #ask(): void {
    this.#readers.read('telemetry.schema', {}).then(
      ({ indexes, indexesWanted, statistics }) => {
        this.#gauges = {
          'store.indexes': indexes,
          'store.indexes_wanted': indexesWanted,
          'store.statistics': statistics,
        };
      },
      () => {
        // The store tells of its troubles itself; what is not known is left out.
        this.#gauges = {};
      },
    );
  }
}
