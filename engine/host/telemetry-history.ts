import { RESOLUTIONS_S } from '../contract/telemetry.ts';
import type { ResolutionS, Telemetry } from '../contract/telemetry.ts';
import type { WindowName } from '../contract/metrics.ts';
import type { OpenJournal } from '../store/journal.ts';
import type { StoredSample } from '../store/telemetry-store.ts';
import { SampleFolder } from '../telemetry/sample-folder.ts';
import type { StageRecorders } from '../telemetry/stage-recorders.ts';

/** Rows waiting for the disk at which samples wait too. */
const ROWS_WAITING_MAX = 1_024;
/** Samples that wait for a disk that is behind: ten minutes' worth; older ones are dropped. */
export const SAMPLES_WAITING_MAX = 64;

/** The rolling window that is as long as each resolution. */
const WINDOW_OF: Readonly<Record<ResolutionS, WindowName>> = {
  10: '10s',
  60: '1min',
  900: '15min',
};

/**
 * Has measurements stored at falling resolution. Percentiles of a stretch are those of all its durations,
 * by the rolling window of the same length, never means of shorter ones.
 */
export class TelemetryHistory {
  readonly #journal: Pick<OpenJournal, 'queue' | 'chore' | 'trouble'>;
  readonly #stages: StageRecorders;
  readonly #folders: readonly {
    readonly resolutionS: ResolutionS;
    readonly folder: SampleFolder;
  }[];
  #waiting: StoredSample[] = [];
  #seconds = 0;

  constructor(journal: Pick<OpenJournal, 'queue' | 'chore' | 'trouble'>, stages: StageRecorders) {
    this.#journal = journal;
    this.#stages = stages;
    this.#folders = RESOLUTIONS_S.map((resolutionS) => ({
      resolutionS,
      folder: new SampleFolder(),
    }));
  }

  /** Samples that wait for the disk. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Takes the report of a second. */
  add({ sample }: Pick<Telemetry, 'sample'>): void {
    this.#seconds += 1;
    for (const { resolutionS, folder } of this.#folders) {
      folder.add(sample);
      if (this.#seconds % resolutionS !== 0) continue;
      const stages = this.#stages.ofWindow(WINDOW_OF[resolutionS], resolutionS);
      this.#waiting.push({ resolutionS, sample: folder.take(sample.atUs, stages) });
    }
    if (this.#waiting.length > SAMPLES_WAITING_MAX) this.#waiting.shift();
    this.#store();
  }

  #store(): void {
    const journal = this.#journal;
    if (this.#waiting.length === 0 || journal.trouble() !== null) return;
    if (journal.queue().length > ROWS_WAITING_MAX) return;
    const samples = this.#waiting;
    this.#waiting = [];
    // A store that does not take them has other troubles, which it tells of.
    void journal.chore({ name: 'telemetry.add', samples });
  }
}
