import { statSync } from 'node:fs';
import { MAINTENANCE_JOBS } from '../contract/maintenance.ts';
import type {
  MaintenanceJob,
  MaintenanceJobState,
  MaintenanceRun,
  MaintenanceSettings,
  MaintenanceStatus,
  StoreStats,
} from '../contract/maintenance.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Clock } from '../ports.ts';
import type { OpenJournal } from '../store/journal.ts';
import { StoreError } from '../store/store-error.ts';
import type { DataTaskDesk } from './data-task-desk.ts';
import { runJob } from './maintenance-jobs.ts';
import type { JobEnd } from './maintenance-jobs.ts';
import { nextRunUs } from './maintenance-schedule.ts';
import type { Upkeep } from './upkeep.ts';

/** How often the schedule is looked at. */
const LOOK_MS = 10_000;
/** Runs that a status lists. */
const RUNS_LISTED = 50;

export interface MaintenanceDeskOptions {
  readonly journal: Pick<OpenJournal, 'queue' | 'chore' | 'checkpoint' | 'trouble' | 'walBytes'>;
  readonly upkeep: Upkeep;
  readonly tasks: DataTaskDesk;
  readonly clock: Clock;
  /** The database, for its size. */
  readonly file: string;
  readonly settings: MaintenanceSettings;
  /** Newest first, as far as they are stored. */
  readonly runs: readonly MaintenanceRun[];
  /** Tells all clients how everything stands. */
  readonly tell: (status: MaintenanceStatus) => void;
  /** Tells them of damage. */
  readonly alarm: (text: string) => void;
}

/** Runs the jobs of the maintenance when they are due, one at a time, and keeps what came of them. */
export class MaintenanceDesk {
  readonly #options: MaintenanceDeskOptions;
  readonly #startedUs: number;
  readonly #lastRuns = new Map<MaintenanceJob, MaintenanceRun>();
  #runs: MaintenanceRun[];
  #settings: MaintenanceSettings;
  #running: MaintenanceJob | null = null;
  #ended: Promise<void> = Promise.resolve();
  #cancel: () => void = () => undefined;
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(options: MaintenanceDeskOptions) {
    this.#options = options;
    this.#settings = options.settings;
    this.#startedUs = options.clock.wallUs();
    this.#runs = options.runs.slice(0, RUNS_LISTED);
    for (const run of options.runs.toReversed()) this.#lastRuns.set(run.job, run);
  }

  get settings(): MaintenanceSettings {
    return this.#settings;
  }

  /** Begins to look at the clock. */
  start(): void {
    this.#timer = setInterval(() => {
      this.#look();
    }, LOOK_MS);
  }

  /** Calls off what runs; resolves when it has ended. */
  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#isClosed = true;
    this.#cancel();
    await this.#ended;
  }

  /** What has been set counts from now on; the caller has it stored. */
  configure(settings: MaintenanceSettings): void {
    this.#settings = settings;
    this.#tell();
  }

  /** Starts a job now, or says why not. */
  run(job: MaintenanceJob): Refusal | null {
    if (this.#running !== null || this.#isClosed) {
      const rule = 'one job of the maintenance at a time';
      return refusal('store.busy', 'job', this.#running ?? 'closing', rule);
    }
    const problem = this.#options.journal.trouble();
    if (problem !== null) return refusal('store.cannot_write', 'job', job, problem);
    this.#begin(job);
    return null;
  }

  status(): MaintenanceStatus {
    const { journal, tasks, file } = this.#options;
    return {
      jobs: MAINTENANCE_JOBS.map((job) => this.#stateOf(job)),
      settings: this.#settings,
      runs: this.#runs,
      task: tasks.current,
      fileBytes: statSync(file, { throwIfNoEntry: false })?.size ?? 0,
      walBytes: journal.walBytes(),
    };
  }

  /** Counts what is in the store. Rejects with a StoreError. */
  async stats(): Promise<StoreStats> {
    const outcome = await this.#options.upkeep.run('stats', null, () => undefined).outcome;
    if (outcome.state === 'done') return outcome.result;
    const problem = outcome.state === 'failed' ? outcome.problem : 'it was called off';
    throw new StoreError('store.read_failed', problem);
  }

  /** A checkpoint of the background's own decision has ended; kept, but not in the log of runs. */
  checkpointed(tookUs: number): void {
    const startedUs = this.#options.clock.wallUs() - tookUs;
    const run = { job: 'checkpoint', startedUs, tookUs, result: 'done', detail: '' } as const;
    this.#lastRuns.set('checkpoint', run);
  }

  #look(): void {
    if (this.#running !== null || this.#options.journal.trouble() !== null) return;
    const nowUs = this.#options.clock.wallUs();
    const due = MAINTENANCE_JOBS.find((job) => (this.#nextRunUs(job) ?? Infinity) <= nowUs);
    if (due !== undefined) this.#begin(due);
  }

  #begin(job: MaintenanceJob): void {
    const { clock, journal, upkeep, tasks } = this.#options;
    const nowUs = clock.wallUs();
    const startedUs = clock.monotonicUs();
    this.#running = job;
    this.#tell();
    const end = runJob(job, {
      journal,
      upkeep,
      tasks,
      settings: this.#settings,
      nowUs,
      isCanceled: () => this.#isClosed,
      onCancelable: (cancel) => (this.#cancel = cancel),
    });
    this.#ended = end.then(async ({ result, detail }: JobEnd) => {
      const tookUs = Math.round(clock.monotonicUs() - startedUs);
      const run: MaintenanceRun = { job, startedUs: nowUs, tookUs, result, detail };
      this.#running = null;
      this.#cancel = () => undefined;
      this.#lastRuns.set(job, run);
      this.#runs = [run, ...this.#runs].slice(0, RUNS_LISTED);
      if (job === 'integrity' && result === 'failed') this.#options.alarm(detail);
      this.#tell();
      await journal.chore({ name: 'log', run });
    });
  }

  #stateOf(job: MaintenanceJob): MaintenanceJobState {
    return {
      job,
      isRunning: this.#running === job,
      lastRun: this.#lastRuns.get(job) ?? null,
      nextRunUs: this.#nextRunUs(job),
    };
  }

  #nextRunUs(job: MaintenanceJob): number | null {
    return nextRunUs(job, {
      settings: this.#settings,
      lastRun: this.#lastRuns.get(job) ?? null,
      startedUs: this.#startedUs,
      nowUs: this.#options.clock.wallUs(),
    });
  }

  #tell(): void {
    this.#options.tell(this.status());
  }
}
