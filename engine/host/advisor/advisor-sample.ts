/** Makes what the advisor reads of what the engine measures. */
import type { Sample } from '../../advisor/metrics.ts';
import type { AdvisorMetric } from '../../contract/advisor-words.ts';
import type { MetricName, MetricSample } from '../../contract/metrics.ts';
import type { BufferFigures, Telemetry } from '../../contract/telemetry.ts';

/** What is no telemetry of this second: sums and floors over more of them, played faults. */
export interface Extras {
  /** Seconds of a clock that only goes forward. */
  readonly atS: number;
  /** Bytes of JavaScript objects that the last collections have left. */
  readonly heapFloor: number;
  /** Requests that the venue refused in the last minute; null: there is none. */
  readonly refused: number | null;
  /** Seconds by which a developer plays that the clock was set on. */
  readonly extraClockS: number;
}

const PERCENT = 100;
const MS_PER_S = 1_000;
const US_PER_MS = 1_000;
const US_PER_S = 1_000_000;
/** What is taken of a disk is this less what is free: only changes of it are looked at. */
export const DISK_BYTES = 1e15;

/** Buffers that are full as a rule, or whose fill is a metric of its own. */
const NOT_NEARLY_EMPTY: ReadonlySet<string> = new Set([
  'store.writes',
  'store.reads',
  'feed.frames',
  'orders.working',
]);

export function advisorSample({ sample, buffers }: Telemetry, extras: Extras): Sample {
  const from = reader(sample);
  const values: Partial<Record<AdvisorMetric, number>> = {};
  const put = (metric: AdvisorMetric, value: number | undefined): void => {
    if (value !== undefined && Number.isFinite(value)) values[metric] = value;
  };
  put('market.events', from('market.events'));
  put('orders.rate', from('orders.rate'));
  put('order.total', from('order.total.p99'));
  put('order.match', from('order.match.p99'));
  put('market.process', from('market.process.p50'));
  put('market.publish', from('market.publish.p99'));
  put('store.commit', from('store.sync.p50'));
  put('store.chore', from('store.projection.p50'));
  put('store.read', readTime(from('store.read.p99'), from('store.wait.p99')));
  put('store.wait', from('store.wait.p99'));
  put('store.checkpoint', from('store.checkpoint.max'));
  put('loop.delay', from('loop.delay.max'));
  put('loop.busy', scaled(from('loop.busy'), PERCENT));
  put('gc.time', scaled(sum(from('gc.minor'), from('gc.major'), from('gc.incremental')), MS_PER_S));
  put('gc.longest', scaled(from('gc.pause.max') ?? 0, 1 / US_PER_MS));
  put('cpu.engine', scaled(from('engine.cpu'), PERCENT));
  put('cpu.other', shareOfRest(from('machine.busy'), from('machine.others')));
  put('cpu.wait', scaled(from('engine.cpu_wait'), MS_PER_S));
  put('loop.own', from('loop.own'));
  put('memory.heap', extras.heapFloor);
  put('memory.resident', from('engine.rss'));
  put('memory.app', from('app.memory'));
  put('wal.bytes', from('wal.waiting'));
  put('wal.age', from('wal.checkpoint_age'));
  put('disk.used', scaled(from('disk.free'), -1, DISK_BYTES));
  put('queue.writer', from('writer.queue'));
  put('queue.feed', from('feed.queue'));
  put('queue.readers', from('reader.waiting'));
  put('buffer.fill', (fullestBuffer(buffers)?.share ?? 0) * PERCENT);
  put('clients.subscriptions', from('subscriptions'));
  put('clients.ack', from('frames.ack_max'));
  put('clients.conflated', from('frames.conflated'));
  put('clients.requests', from('requests.rate_max'));
  put('feed.conflated', from('feed.conflated'));
  put('api.used', scaled(from('api.budget_used'), PERCENT));
  put('api.refused', extras.refused ?? undefined);
  put('clock.step', Math.max(scaled(from('clock.step'), 1 / US_PER_S) ?? 0, extras.extraClockS));
  put('store.indexes_missing', less(from('store.indexes_wanted'), from('store.indexes')));
  put('store.statistics_drift', Math.log(from('store.statistics_drift') ?? NaN));
  return { atS: extras.atS, values };
}

function reader({ values }: MetricSample): (name: MetricName) => number | undefined {
  return (name) => values[name];
}

function scaled(value: number | undefined, factor: number, plus = 0): number | undefined {
  return value === undefined ? undefined : plus + value * factor;
}

function less(value: number | undefined, by: number | undefined): number | undefined {
  return value === undefined || by === undefined ? undefined : value - by;
}

function sum(...values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((total, value) => total + value, 0);
}

/** Percent of what the engine has left of the machine that others used. */
function shareOfRest(busy: number | undefined, others: number | undefined): number | undefined {
  if (busy === undefined || others === undefined) return undefined;
  const rest = 1 - Math.max(0, busy - others);
  return rest <= 0 ? 0 : Math.min(PERCENT, (PERCENT * others) / rest);
}

/** The whole less its waiting; both are slowest ones, perhaps of two queries. */
function readTime(read: number | undefined, wait: number | undefined): number | undefined {
  return read === undefined ? undefined : Math.max(0, read - (wait ?? 0));
}

/** The fullest of the buffers that should be nearly empty, in shares of its bound; null: all are empty. */
export function fullestBuffer(
  buffers: readonly BufferFigures[],
): { readonly name: string; readonly share: number } | null {
  let fullest = null;
  let most = 0;
  for (const { name, fill, bound, whenFull } of buffers) {
    if (whenFull === 'oldest_goes' || NOT_NEARLY_EMPTY.has(name) || bound <= 0) continue;
    const share = fill / bound;
    if (share <= most) continue;
    most = share;
    fullest = { name, share };
  }
  return fullest;
}
