import { RESOLUTIONS_S } from '../contract/telemetry.ts';
import type { ResolutionS, Telemetry } from '../contract/telemetry.ts';
import type { OpenJournal } from '../store/journal.ts';
import type { StoredSample } from '../store/telemetry-store.ts';
import { SampleFolder } from '../telemetry/sample-folder.ts';
import type { StageRecorders } from '../telemetry/stage-recorders.ts';

/** Rows waiting for the disk at which samples wait too. */
const ROWS_WAITING_MAX = 1_024;
/** Samples that wait for a disk that is behind: ten minutes' worth; older ones are dropped. */
export const SAMPLES_WAITING_MAX = 64;

/**
 * Has measurements stored at falling resolution. Percentiles of a stretch are those of all its durations,
 * by the last of them over as many seconds, never means of shorter ones.
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
  /** Time of the newest report. */
  #lastUs = 0;

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
      this.#take(resolutionS, folder, sample.atUs, resolutionS);
    }
    this.#lastUs = sample.atUs;
    while (this.#waiting.length > SAMPLES_WAITING_MAX) this.#waiting.shift();
    if (this.#journal.queue().length <= ROWS_WAITING_MAX) void this.#store();
  }

  /** Stores what has begun, or a terminal that is never open for a quarter of an hour would have no month. */
  async stop(): Promise<void> {
    for (const { resolutionS, folder } of this.#folders) {
      const begun = this.#seconds % resolutionS;
      if (begun > 0) this.#take(resolutionS, folder, this.#lastUs, begun);
    }
    await this.#store();
  }

  #take(resolutionS: ResolutionS, folder: SampleFolder, atUs: number, seconds: number): void {
    this.#waiting.push({ resolutionS, sample: folder.take(atUs, this.#stages.ofLast(seconds)) });
  }

  async #store(): Promise<void> {
    const journal = this.#journal;
    if (this.#waiting.length === 0 || journal.trouble() !== null) return;
    const samples = this.#waiting;
    this.#waiting = [];
    // A store that does not take them has other troubles, which it tells of.
    await journal.chore({ name: 'telemetry.add', samples });
  }
}
