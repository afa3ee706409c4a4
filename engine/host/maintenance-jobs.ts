import type {
  MaintenanceJob,
  MaintenanceRun,
  MaintenanceSettings,
} from '../contract/maintenance.ts';
import { assertNever } from '../domain/assert.ts';
import { US_PER_DAY } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';
import type { Chore, ChoreResult } from '../store/chores.ts';
import type { OpenJournal } from '../store/journal.ts';
import type { DataTaskDesk } from './data-task-desk.ts';
import type { Upkeep, UpkeepOutcome } from './upkeep.ts';

/** Rows waiting for the disk at which a round waits too: what a few orders write. */
const ROWS_WAITING_MAX = 32;
/** Between two looks whether the writer has time. */
const LOOK_MS = 20;
/** A round takes at most one part in so many of the writer's time. */
const SHARE_OF_WRITER = 10;
const US_PER_MS = 1_000;
/** A job whose rounds do not come to an end by then goes on at its next time. */
const JOB_MS_MAX = 10 * 60_000;

/** What jobs work with. */
export interface JobTools {
  readonly journal: Pick<OpenJournal, 'queue' | 'chore' | 'checkpoint'>;
  readonly upkeep: Upkeep;
  readonly tasks: DataTaskDesk;
  readonly settings: MaintenanceSettings;
  readonly nowUs: TimeUs;
  /** True when the job is to end at its next round. */
  readonly isCanceled: () => boolean;
  /** Hears how to call off what runs in a thread. */
  readonly onCancelable: (cancel: () => void) => void;
}

/** How a job has ended. */
export type JobEnd = Pick<MaintenanceRun, 'result' | 'detail'>;

/** Runs one job to its end; never rejects with an operating fault. */
export async function runJob(job: MaintenanceJob, tools: JobTools): Promise<JobEnd> {
  switch (job) {
    case 'checkpoint':
      tools.journal.checkpoint();
      return { result: 'done', detail: 'asked for' };
    case 'optimize':
      return rounds(tools, { name: 'optimize', atUs: tools.nowUs }, (tables) =>
        counted(tables, 'table', 'analysed'),
      );
    case 'vacuum':
      return rounds(tools, { name: 'vacuum' }, (pages) => counted(pages, 'page', 'given back'));
    case 'ticks':
      return trimTicks(tools);
    case 'integrity':
      return checkIntegrity(tools);
    case 'backup':
      return backUp(tools);
    default:
      return assertNever(job, 'maintenance job');
  }
}

/** Repeats a chore while it leaves something, whenever the writer has time. */
async function rounds(
  tools: JobTools,
  chore: Chore | ((doneSoFar: number) => Chore),
  detail: (done: number) => string,
): Promise<JobEnd> {
  const untilMs = performance.now() + JOB_MS_MAX;
  let done = 0;
  for (;;) {
    while (tools.journal.queue().length > ROWS_WAITING_MAX && performance.now() < untilMs) {
      await after(LOOK_MS);
    }
    if (tools.isCanceled() || performance.now() >= untilMs) {
      return { result: 'canceled', detail: `put off: ${detail(done)}` };
    }
    const next = typeof chore === 'function' ? chore(done) : chore;
    const round: ChoreResult = await tools.journal.chore(next);
    if (round.problem !== '') return { result: 'failed', detail: round.problem };
    done += round.done;
    if (round.left === 0) return { result: 'done', detail: detail(done) };
    await after(Math.ceil((round.tookUs * SHARE_OF_WRITER) / US_PER_MS));
  }
}

async function trimTicks(tools: JobTools): Promise<JobEnd> {
  const { settings, nowUs } = tools;
  const usage = await inThread(tools, 'ticks.usage');
  if (usage.state !== 'done') return ended(usage);
  const beforeUs = nowUs - settings.tickDaysKept * US_PER_DAY;
  const over = Math.max(0, usage.result.bytes - settings.tickBytesMax);
  const trim = (deleted: number): Chore => {
    const bytesOver = Math.max(0, over - deleted);
    return { name: 'ticks.trim', bounds: { beforeUs, bytesOver } };
  };
  return rounds(tools, trim, (bytes) => {
    const kept = Math.max(0, usage.result.bytes - bytes);
    return `${megabytes(bytes)} deleted, ${megabytes(kept)} kept`;
  });
}

async function checkIntegrity(tools: JobTools): Promise<JobEnd> {
  const checked = await inThread(tools, 'integrity');
  if (checked.state !== 'done') return ended(checked);
  const [first] = checked.result;
  return first === undefined
    ? { result: 'done', detail: 'no damage found' }
    : { result: 'failed', detail: `damaged: ${first}` };
}

async function backUp({ tasks }: JobTools): Promise<JobEnd> {
  const started = tasks.backup();
  if (!('outcome' in started)) return { result: 'canceled', detail: started.rule };
  const outcome = await started.outcome;
  if (outcome.state !== 'done') return ended(outcome);
  const { fileName, bytes } = outcome.result;
  return { result: 'done', detail: `${fileName}, ${megabytes(bytes)}` };
}

function inThread<K extends 'ticks.usage' | 'integrity'>(tools: JobTools, name: K) {
  const work = tools.upkeep.run(name, null, () => undefined);
  tools.onCancelable(() => work.cancel());
  return work.outcome;
}

function ended(outcome: Exclude<UpkeepOutcome<unknown>, { state: 'done' }>): JobEnd {
  return outcome.state === 'failed'
    ? { result: 'failed', detail: outcome.problem }
    : { result: 'canceled', detail: 'called off' };
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function counted(count: number, one: string, what: string): string {
  return `${String(count)} ${one}${count === 1 ? '' : 's'} ${what}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
