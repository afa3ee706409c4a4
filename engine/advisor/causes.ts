/**
 * What each cause looks like, learned from faults injected into the real engine (test/faults) and from
 * how the parts work. A symptom that is in none of a cause's lists is rare with it, but for those that people
 * bring about themselves.
 */
import { ADVISOR_METRICS, CAUSES } from '../contract/advisor-words.ts';
import type { AdvisorMetric, Cause } from '../contract/advisor-words.ts';
import { GROWING_METRICS } from './metrics.ts';

/** A metric that is above its usual value, or one that grows steadily. */
export type Symptom = AdvisorMetric | `${AdvisorMetric} growing`;

/** The metric that a symptom is about. */
export function metricOf(symptom: Symptom): AdvisorMetric {
  const name = symptom.replace(/ growing$/, '');
  // Symptoms are made of the names of metrics and nothing else.
  return name as AdvisorMetric;
}

/** How often a symptom is there when the cause is, as a share of the time. */
export const DEFINING = 0.995;
export const ALWAYS = 0.95;
export const OFTEN = 0.75;
export const SOMETIMES = 0.35;
const RARELY = 0.04;
/** Of what people do at any time, whatever else is wrong: they open panels, and trade more. */
const ANYWAY = 0.15;
const BY_PEOPLE: ReadonlySet<Symptom> = new Set<Symptom>(['clients.subscriptions', 'orders.rate']);

interface Evidence {
  /** What the cause is by its name; where it cannot be measured, there is no such cause. */
  readonly defining: readonly Symptom[];
  readonly always: readonly Symptom[];
  readonly often: readonly Symptom[];
  readonly sometimes: readonly Symptom[];
}

/** Everything that waits for the engine's main thread. */
const LOOP: readonly Symptom[] = ['order.total', 'order.match', 'market.publish', 'clients.ack'];

const EVIDENCE: Readonly<Record<Cause, Evidence>> = {
  missing_index: {
    defining: ['store.indexes_missing'],
    always: [],
    often: ['store.read'],
    sometimes: ['store.wait', 'queue.readers', 'cpu.engine'],
  },
  stale_statistics: {
    defining: ['store.statistics_drift'],
    always: [],
    often: [],
    sometimes: ['store.read', 'store.wait'],
  },
  wal_not_checkpointed: {
    defining: ['wal.bytes growing'],
    always: [],
    often: ['wal.age', 'wal.bytes'],
    sometimes: ['store.read', 'disk.used growing', 'memory.resident growing'],
  },
  // More of them at a stroke is a workspace that was opened; what leaks goes on.
  leaking_subscription: {
    defining: ['clients.subscriptions growing'],
    always: ['clients.subscriptions'],
    often: ['market.publish'],
    sometimes: [
      'memory.heap growing',
      'memory.resident growing',
      'loop.busy',
      'loop.delay',
      'cpu.engine',
      'clients.ack',
      'gc.time',
    ],
  },
  growing_buffer: {
    defining: [],
    always: ['buffer.fill'],
    often: ['buffer.fill growing', 'memory.heap growing'],
    sometimes: [
      'memory.resident growing',
      'memory.heap',
      'memory.resident',
      'gc.time',
      'gc.longest',
    ],
  },
  // The query that holds the reader up is slow itself, and the others wait for it.
  slow_reader: {
    defining: [],
    always: ['store.read'],
    often: ['store.wait', 'queue.readers'],
    sometimes: ['queue.readers growing', 'clients.conflated'],
  },
  slow_renderer: {
    defining: ['clients.ack'],
    always: [],
    often: ['clients.conflated'],
    sometimes: [],
  },
  event_loop_blocker: {
    defining: [],
    always: ['loop.own', 'loop.busy'],
    often: ['loop.delay', 'order.total', 'cpu.engine'],
    sometimes: [
      'market.publish',
      'clients.ack',
      'order.match',
      'market.process',
      'clients.conflated',
      'store.wait',
    ],
  },
  gc_pressure: {
    defining: ['gc.time'],
    always: [],
    often: ['loop.busy', 'cpu.engine', 'loop.delay'],
    sometimes: [
      ...LOOP,
      'loop.own',
      'gc.longest',
      'market.process',
      'memory.heap',
      'memory.resident',
    ],
  },
  // Where others had all of the processor before, only the wait for a core tells that there are more of them.
  cpu_contention: {
    defining: [],
    always: ['cpu.wait'],
    often: ['cpu.other', 'loop.delay'],
    sometimes: [
      ...LOOP,
      'loop.busy',
      'market.process',
      'store.commit',
      'store.chore',
      'store.read',
      'store.wait',
      'store.checkpoint',
      'gc.time',
      'gc.longest',
      'clients.conflated',
    ],
  },
  // A frame that would show what is not on disk yet waits for it.
  slow_disk: {
    defining: ['store.commit'],
    always: [],
    often: ['order.total', 'store.checkpoint'],
    sometimes: ['queue.writer', 'queue.writer growing', 'wal.age', 'market.publish'],
  },
  feed_burst: {
    defining: ['market.events'],
    always: [],
    often: ['loop.busy', 'cpu.engine', 'queue.feed'],
    sometimes: [
      ...LOOP,
      'loop.own',
      'feed.conflated',
      'loop.delay',
      'queue.feed growing',
      'clients.conflated',
      'market.process',
      'gc.time',
      'gc.longest',
    ],
  },
  chatty_client: {
    defining: ['clients.requests'],
    always: [],
    often: ['loop.busy', 'cpu.engine'],
    sometimes: [
      ...LOOP,
      'loop.own',
      'loop.delay',
      'orders.rate',
      'queue.readers',
      'store.wait',
      'queue.writer',
      'gc.time',
    ],
  },
  rate_limit_storm: {
    defining: ['api.refused'],
    always: [],
    often: ['api.used'],
    sometimes: ['api.used growing'],
  },
  clock_step: { defining: ['clock.step'], always: [], often: [], sometimes: [] },
  large_heap: {
    defining: ['memory.heap'],
    always: [],
    often: ['gc.longest', 'memory.resident'],
    sometimes: [
      'gc.time',
      'loop.delay',
      'loop.own',
      'order.total',
      'memory.heap growing',
      'memory.resident growing',
    ],
  },
};

/** Every symptom there is, in a fixed order. */
export const SYMPTOMS: readonly Symptom[] = [
  ...ADVISOR_METRICS,
  ...GROWING_METRICS.map((metric): Symptom => `${metric} growing`),
];

const SHARES: ReadonlyMap<Cause, ReadonlyMap<Symptom, number>> = new Map(
  CAUSES.map((cause) => {
    const { defining, always, often, sometimes } = EVIDENCE[cause];
    return [
      cause,
      new Map([
        ...sometimes.map((symptom) => [symptom, SOMETIMES] as const),
        ...often.map((symptom) => [symptom, OFTEN] as const),
        ...always.map((symptom) => [symptom, ALWAYS] as const),
        ...defining.map((symptom) => [symptom, DEFINING] as const),
      ]),
    ];
  }),
);

/** How often `symptom` is there when `cause` is. */
export function shareOf(cause: Cause, symptom: Symptom): number {
  return SHARES.get(cause)?.get(symptom) ?? (BY_PEOPLE.has(symptom) ? ANYWAY : RARELY);
}

/** Whether `symptom` can come from `cause`, rather than beside it. */
export function isExplained(symptom: Symptom, cause: Cause): boolean {
  return SHARES.get(cause)?.has(symptom) === true;
}

/**
 * What measures a cause itself and not what suffers from it, and is of another kind than all that does: the kernel's
 * count of the time without a core, for what takes longer by it. Garbage collection is no witness of the loop's delay
 * in this sense, nor the disk's of an order's time: the one is part of the other.
 */
const WITNESSES: ReadonlyMap<Cause, AdvisorMetric> = new Map([['cpu_contention', 'cpu.wait']]);

/** What bears witness to this cause; undefined: only what suffers from it is measured. */
export function witnessOf(cause: Cause): AdvisorMetric | undefined {
  return WITNESSES.get(cause);
}

/** The metrics that bear witness to a cause of `metric`. */
export function witnessesOf(metric: AdvisorMetric): readonly AdvisorMetric[] {
  return [...WITNESSES].flatMap(([cause, witness]) =>
    witness !== metric && isExplained(metric, cause) ? [witness] : [],
  );
}

/** What a finding of the cause rests on: symptoms that should be there, the surest first. */
export function expectedOf(cause: Cause): readonly Symptom[] {
  const { defining, always, often } = EVIDENCE[cause];
  return [...defining, ...always, ...often];
}
