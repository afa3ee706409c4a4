/**
 * What is usual on this machine: for each metric and each load a distribution of its logarithm. The
 * load is the rate of market events by octaves and that of orders by decades, so that a busy market
 * is compared with a busy market.
 */
import { ADVISOR_METRICS } from '../contract/advisor-words.ts';
import type { AdvisorMetric } from '../contract/advisor-words.ts';
import { LogHistogram } from './log-histogram.ts';
import type { StoredHistogram } from './log-histogram.ts';
import { logOf } from './metrics.ts';
import type { Sample } from './metrics.ts';

/** The same of all loads together, of what happens too seldom to be known at each. */
const KNOWN_AT_ALL_FROM = 20;
/** Loads told apart: octaves of events up to 65,536 a second, decades of orders up to 1,000. */
const EVENT_CLASSES = 17;
const ORDER_CLASSES = 4;
/** Values below which a load is not known by itself, and its neighbours speak for it. */
const KNOWN_FROM = 40;
/** Noise below this is not believed: a metric can be still for minutes and move without meaning. */
const SIGMA_MIN = 0.12;
/**
 * Of a normal distribution the top (one in two hundred) is 2.6 standard deviations away, which counts as this
 * share of them. Where it is much further, the metric has two ways of being usual, and the rarer one can last
 * for many seconds.
 */
const TAIL_SHARE = 0.9;
/** Octaves that any load counts as away from all of them together. */
const AWAY_FROM_ALL = 2;
/** Each octave of load between what is known and what is wanted makes the spread wider by this. */
const SIGMA_PER_CLASS = 0.25;
/** Metrics whose usual value is that of all loads: they are the load, or do not depend on it. */
const LOADLESS: ReadonlySet<AdvisorMetric> = new Set<AdvisorMetric>([
  'market.events',
  'orders.rate',
  'memory.heap',
  'memory.resident',
  'disk.used',
  'clients.subscriptions',
]);

/** What is expected of a metric now, in logarithms. */
export interface Usual {
  readonly median: number;
  readonly sigma: number;
  /** What is hardly ever exceeded. */
  readonly top: number;
  /** Seconds that this is known from. */
  readonly count: number;
}

/** A baseline as it is stored: by metric and load class. */
export type StoredBaseline = Readonly<Record<string, StoredHistogram>>;

export class Baseline {
  readonly #histograms = new Map<string, LogHistogram>();
  #samples = 0;

  /** Seconds learned, at most some 20,000 for each metric and load. */
  get samples(): number {
    return this.#samples;
  }

  /** Takes a second in which nothing was wrong. */
  learn({ values }: Sample): void {
    const load = loadOf(values);
    this.#samples += 1;
    for (const metric of ADVISOR_METRICS) {
      const value = values[metric];
      if (value === undefined) continue;
      this.#histogram(keyOf(metric, load)).add(logOf(metric, value));
      if (!LOADLESS.has(metric)) this.#histogram(`${metric} all`).add(logOf(metric, value));
    }
  }

  /** What is usual at the sample's load; null: the metric is not known well enough at any. */
  usual(metric: AdvisorMetric, values: Sample['values']): Usual | null {
    const load = loadOf(values);
    if (LOADLESS.has(metric)) return this.#at(metric, 0, 0, 0);
    // Along the events first, since orders change little by themselves.
    for (let away = 0; away < EVENT_CLASSES; away += 1) {
      for (let orders = 0; orders < ORDER_CLASSES; orders += 1) {
        const class_ = (load.orders + orders) % ORDER_CLASSES;
        const found =
          this.#at(metric, load.events - away, class_, away + orders) ??
          this.#at(metric, load.events + away, class_, away + orders);
        if (found !== null) return found;
      }
    }
    return this.#of(`${metric} all`, KNOWN_AT_ALL_FROM, AWAY_FROM_ALL);
  }

  stored(): StoredBaseline {
    return Object.fromEntries([...this.#histograms].map(([key, each]) => [key, each.stored()]));
  }

  /** What was stored; keys that this version does not know are kept out by never being asked for. */
  static from(stored: StoredBaseline): Baseline {
    const baseline = new Baseline();
    for (const [key, histogram] of Object.entries(stored)) {
      const each = LogHistogram.from(histogram);
      baseline.#histograms.set(key, each);
      if (key.startsWith('market.events ')) baseline.#samples += each.count;
    }
    return baseline;
  }

  #histogram(key: string): LogHistogram {
    const known = this.#histograms.get(key);
    if (known !== undefined) return known;
    const made = new LogHistogram();
    this.#histograms.set(key, made);
    return made;
  }

  #at(metric: AdvisorMetric, events: number, orders: number, away: number): Usual | null {
    return this.#of(`${metric} ${String(events)} ${String(orders)}`, KNOWN_FROM, away);
  }

  #of(key: string, knownFrom: number, away: number): Usual | null {
    const histogram = this.#histograms.get(key);
    if (histogram === undefined || histogram.count < knownFrom) return null;
    const { median, sigma, top, topShare } = histogram.spread();
    const tail = (top - median) / (TAIL_SHARE * sigmasAt(topShare));
    const wide = Math.max(SIGMA_MIN, sigma, tail) + away * SIGMA_PER_CLASS;
    return { median, sigma: wide, top: top + away * SIGMA_PER_CLASS, count: histogram.count };
  }
}

/** Standard deviations below which so large a share of a normal distribution is; from 0.9 on 4 percent too few. */
function sigmasAt(share: number): number {
  return Math.max(0.5, 0.28 - Math.log10(1 - share));
}

interface Load {
  readonly events: number;
  readonly orders: number;
}

function loadOf(values: Sample['values']): Load {
  const events = Math.floor(Math.log2(1 + (values['market.events'] ?? 0)));
  const orders = Math.floor(Math.log10(1 + (values['orders.rate'] ?? 0)));
  return {
    events: Math.min(EVENT_CLASSES - 1, Math.max(0, events)),
    orders: Math.min(ORDER_CLASSES - 1, Math.max(0, orders)),
  };
}

function keyOf(metric: AdvisorMetric, { events, orders }: Load): string {
  return LOADLESS.has(metric) ? `${metric} 0 0` : `${metric} ${String(events)} ${String(orders)}`;
}
