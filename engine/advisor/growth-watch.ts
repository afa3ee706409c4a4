/**
 * Watches one metric for steady growth, over seconds and over minutes, and says when it would reach its
 * limit.
 */
import type { MetricSpec } from './metrics.ts';
import { SURE_SIGMAS, rateOf, rateSinceRise } from './onset.ts';
import type { Rate } from './onset.ts';
import { trendOf } from './trend.ts';
import type { Trend } from './trend.ts';

/** Seconds that a point stands for, and between two looks. */
const FAST = { everyS: 1, lookS: 2 };
const SLOW = { everyS: 12, lookS: 12 };
/**
 * How many of the newest points are looked at, the fewest first, since growth may have begun a moment
 * ago; and the share of pairs that rise, less that of pairs that fall, from which it is steady: fewer
 * points agree by chance more easily.
 */
const SPANS = [
  { points: 12, tauMin: 0.85 },
  { points: 24, tauMin: 0.78 },
  { points: 48, tauMin: 0.72 },
] as const;
const POINTS_MAX = 48;
/** Spans about as steady as each other: the longer one knows the slope better. */
const TAU_TIE = 0.01;
/** Slopes that differ by this share are the same, however sure both are. */
const SLOPE_TIE = 0.1;
/** Least rises from one point to the next: opening a workspace is a step, not a growth. */
const RISES_MIN = 6;
/** Points of a metric with tides that say something: some of them. */
const TIDAL_POINTS_MIN = 44;
/**
 * Neighbouring points of a sawtooth or a random walk are not independent, as Sen's interval supposes;
 * it is made wider by this.
 */
const INTERVAL_FACTOR = 2;
/** Seconds of what comes back that are looked at, in times that it takes to. */
const RECENT_FACTOR = 2;
/** Standard errors by which it has to be sure that a limit is reached at all before its time is said. */
const SAID_SIGMAS = 1.64;
/** Standard errors of an interval of 95 percent. */
const Z = 1.96;
/** A value above the line by this part of what has grown over the window is a step, not the growth. */
const STEP_SHARE = 0.5;
/** What grows now grows a little faster or slower in a minute: least half width, as a share of the slope. */
const MARGIN_MIN = 0.1;

/** When a growing metric reaches its limit. Seconds from the last sample; Infinity: not for years. */
export interface Forecast {
  readonly value: number;
  readonly limit: number;
  readonly perS: number;
  readonly lowS: number;
  readonly likelyS: number;
  readonly highS: number;
}

/** A trend over the newest points of a window. */
interface Steady {
  readonly trend: Trend;
  /** The line through the middle of the points, at the time of the last one. */
  readonly level: number;
  readonly times: readonly number[];
  readonly values: readonly number[];
}

interface Window {
  readonly everyS: number;
  readonly lookS: number;
  readonly times: number[];
  readonly values: number[];
  lookedS: number;
  steady: Steady | null;
}

export class GrowthWatch {
  readonly #windows: readonly Window[];
  readonly #spec: MetricSpec;
  #steady: Steady | null = null;
  /** Whether the newest value stands far above what grows. */
  #hasStepped = false;
  /** Where something comes back: the seconds of twice `refillsS`, at most so many. */
  readonly #recentS: number[] = [];
  readonly #recent: number[] = [];

  constructor(spec: MetricSpec) {
    this.#spec = spec;
    const speeds = spec.isTidal === true ? [SLOW] : [FAST, SLOW];
    this.#windows = speeds.map((speed) => ({
      ...speed,
      times: [],
      values: [],
      lookedS: -Infinity,
      steady: null,
    }));
  }

  /**
   * Whether it grows now. Of what has tides the line is minutes old: a value far above it has come by a step,
   * and that it had risen a little before says nothing of that.
   */
  get isGrowing(): boolean {
    return this.#steady !== null && !this.#hasStepped;
  }

  /** When what grows now began to, as far as the window reaches; null: nothing grows. */
  get sinceS(): number | null {
    return this.#steady?.times[0] ?? null;
  }

  /** Takes a second's value. */
  add(atS: number, value: number): void {
    const { refillsS } = this.#spec;
    if (refillsS !== undefined) {
      this.#recentS.push(atS);
      this.#recent.push(value);
      while (atS - (this.#recentS[0] ?? atS) > RECENT_FACTOR * refillsS) {
        this.#recentS.shift();
        this.#recent.shift();
      }
    }
    for (const window of this.#windows) {
      const lastS = window.times.at(-1) ?? -Infinity;
      if (atS - lastS >= window.everyS) push(window, atS, value);
      if (atS - window.lookedS < window.lookS) continue;
      window.lookedS = atS;
      window.steady = this.#look(window);
    }
    this.#steady = this.#windows.find(({ steady }) => steady !== null)?.steady ?? null;
    this.#hasStepped =
      this.#spec.isTidal === true && this.#steady !== null && isStep(this.#steady, atS, value);
  }

  /** Forgets what it has seen: something was done that makes it grow or shrink by itself. */
  reset(): void {
    this.#steady = null;
    this.#recentS.length = 0;
    this.#recent.length = 0;
    for (const window of this.#windows) {
      window.times.length = 0;
      window.values.length = 0;
      window.steady = null;
    }
  }

  /**
   * When `limit` is reached if it goes on like this; null while nothing grows, and where what is used up
   * comes back so fast that the limit is not reached.
   */
  forecast(limit: number): Forecast | null {
    if (this.#steady === null || this.#hasStepped) return null;
    const { refillsS } = this.#spec;
    if (refillsS !== undefined) return this.#forecastOfRate(limit, refillsS);
    const { trend, level: value, values } = this.#steady;
    // What is there already has no time left, wherever the line is.
    const left = (values.at(-1) ?? 0) >= limit ? 0 : Math.max(0, limit - value);
    const spread = Math.max(trend.high - trend.slope, trend.slope - trend.low);
    const margin = Math.max(INTERVAL_FACTOR * spread, MARGIN_MIN * trend.slope);
    const until = (slope: number): number => (slope > 0 ? left / slope : Infinity);
    return {
      value,
      limit,
      perS: trend.slope,
      lowS: until(trend.slope + margin),
      likelyS: until(trend.slope),
      highS: until(trend.slope - margin),
    };
  }

  /**
   * Of what comes back after `refillsS`: a rate that stays the same is in balance by then, so that it rises that
   * long from where its rate rose and comes to rest. What rises still has a rate that grows itself, and no rest.
   */
  #forecastOfRate(limit: number, refillsS: number): Forecast | null {
    const value = this.#recent.at(-1) ?? 0;
    const risen = rateSinceRise(this.#recentS, this.#recent);
    if (risen === null) return null;
    const restS = risen.startS + refillsS;
    const isAtRest = (this.#recentS.at(-1) ?? 0) > restS;
    // Without a rise it is at rest already, and what drifts there comes back.
    if (isAtRest && risen.startS === this.#recentS[0]) return null;
    const rate = isAtRest ? this.#rateFrom(restS) : risen;
    if (rate === null) return null;
    const { slope, error, variance } = rate;
    const isMore = (each: number): boolean =>
      each > 0 && (isAtRest || value >= limit || risen.startValue + each * refillsS >= limit);
    if (!isMore(slope - (isAtRest ? SURE_SIGMAS : SAID_SIGMAS) * error)) return null;
    const likelyS = Math.max(0, limit - value) / slope;
    // The rate is not known exactly, and what it will bring until then varies as what it has brought.
    const spreadS = (Z * Math.hypot(likelyS * error, Math.sqrt(variance * likelyS))) / slope;
    return {
      value,
      limit,
      perS: slope,
      lowS: Math.max(0, likelyS - spreadS),
      likelyS,
      highS: isMore(slope - Z * error) ? likelyS + spreadS : Infinity,
    };
  }

  #rateFrom(startS: number): Rate | null {
    const first = this.#recentS.findIndex((atS) => atS >= startS);
    return rateOf(this.#recentS.slice(first), this.#recent.slice(first));
  }

  /**
   * The steadiest span, and of those about as steady the longest that has the same slope: one that rose
   * before, only slower, would tell too late a time.
   */
  #look(window: Window): Steady | null {
    let steady: Steady | null = null;
    for (const { points, tauMin } of SPANS) {
      const times = window.times.slice(-points);
      const values = window.values.slice(-points);
      const found = this.#steadyOf(times, values, tauMin);
      if (found !== null && (steady === null || goesOn(steady.trend, found.trend))) steady = found;
      if (times.length < points) break;
    }
    return steady;
  }

  #steadyOf(times: readonly number[], values: readonly number[], tauMin: number): Steady | null {
    const { growthMin = 0, isTidal = false } = this.#spec;
    if (times.length < (isTidal ? TIDAL_POINTS_MIN : RISES_MIN + 2)) return null;
    // What cannot have grown enough needs no count of pairs.
    const first = Math.min(values[0] ?? 0, values[1] ?? 0);
    const last = Math.max(values.at(-1) ?? 0, values.at(-2) ?? 0);
    if (last - first < 0.6 * growthMin) return null;
    const rises = values.filter((value, i) => i > 0 && value > (values[i - 1] ?? 0)).length;
    if (rises < RISES_MIN) return null;
    const trend = trendOf(times, values);
    if (trend === null || trend.tau < tauMin || trend.low <= 0) return null;
    const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
    if (trend.slope * span < growthMin) return null;
    return { trend, times, values, level: levelOf(trend, times, values) };
  }
}

function levelOf({ slope }: Trend, times: readonly number[], values: readonly number[]): number {
  const lastS = times.at(-1) ?? 0;
  const levels = values.map((value, i) => value - slope * ((times[i] ?? 0) - lastS));
  return levels.sort((a, b) => a - b)[levels.length >> 1] ?? 0;
}

function isStep({ trend, level, times }: Steady, atS: number, value: number): boolean {
  const lastS = times.at(-1) ?? 0;
  const grown = trend.slope * (lastS - (times[0] ?? 0));
  return value > level + trend.slope * (atS - lastS) + STEP_SHARE * grown;
}

/** Whether the longer span is the same growth as the shorter. */
function goesOn(short: Trend, long: Trend): boolean {
  if (long.tau < short.tau - TAU_TIE) return false;
  const { slope, low, high } = short;
  return (
    long.slope >= Math.min(low, slope * (1 - SLOPE_TIE)) &&
    long.slope <= Math.max(high, slope * (1 + SLOPE_TIE))
  );
}

function push({ times, values }: Window, atS: number, value: number): void {
  times.push(atS);
  values.push(value);
  if (times.length <= POINTS_MAX) return;
  times.shift();
  values.shift();
}
