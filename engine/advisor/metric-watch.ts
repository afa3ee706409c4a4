/** Watches one metric: against what is usual, against what is wrong in any case, and for growth. */
import type { AdvisorMetric } from '../contract/advisor-words.ts';
import type { Usual } from './baseline.ts';
import { GrowthWatch } from './growth-watch.ts';
import { METRICS, logOf, valueOf } from './metrics.ts';
import type { MetricSpec } from './metrics.ts';
import { StepDetector } from './step-detector.ts';

/** Seconds in a row that a value has to be wrong, so that a hiccup is none. */
const WRONG_FOR_S = 2;
/** Seconds after which what was wrong once no longer counts. */
const WRONG_FADES_S = 20;
/**
 * What is just the least that matters has to last so long before it is told by itself. Above it the time falls with
 * this power of the ratio to it: of twice the least a sixteenth is enough, which is less than the steps take to be
 * sure. A wrong word costs the same however slight what it is about, and what is slight and goes away has cost
 * nobody anything. What that leaves of false alarms: docs/advisor.md.
 */
const SLIGHT_FOR_S = 60;
const SLIGHT_POWER = 4;
/**
 * A second in which what measures a cause of it directly is above the usual as well counts for so many: that both
 * are by chance, at the same time, is far less likely than that one is.
 */
const WITNESSED_WEIGHT = 4;
/** Seconds that one measurement stands for at most: the writer of a terminal at rest has one every five. */
const STANDS_FOR_S = 5;
/** Growth counts where the value is this many standard deviations and this factor above the usual. */
const BEYOND_SIGMAS = 2;
const BEYOND_FACTOR = 1.15;
/** Seconds of a metric with tides that have to be known before its growth counts: some of them. */
const TIDES_KNOWN_FROM_S = 600;
/** Weight of the newest second in the mean that is shown. */
const MEAN_WEIGHT = 0.25;
/** A metric that was not measured for so long is not known any more. */
const FORGOTTEN_S = 30;

export class MetricWatch {
  readonly spec: MetricSpec;
  readonly growth: GrowthWatch | null;
  readonly #metric: AdvisorMetric;
  readonly #step: StepDetector;
  #usual: Usual | null = null;
  #meanLog: number | null = null;
  #lastS = -Infinity;
  #wrongS = 0;
  #wrongSinceS: number | null = null;
  #wrongUntilS = -Infinity;
  #isBeyond = false;
  #isOrdinary = false;
  /** Since when it is above the usual without a break; null: it is not. */
  #aboveSinceS: number | null = null;
  /** Seconds of that, each counting for as many as what is just the least would need in its place. */
  #sufferedS = 0;
  /** Whether it has come where it is by growing. */
  #hasGrown = false;

  constructor(metric: AdvisorMetric) {
    this.#metric = metric;
    this.spec = METRICS[metric];
    this.#step = new StepDetector(this.spec.factor);
    this.growth = this.spec.grows ? new GrowthWatch(this.spec) : null;
  }

  /**
   * Takes a second; `usual`: null where it is not known yet; `isWitnessed`: whether a measurement of another kind
   * says that there is a cause for it to be above.
   */
  add(atS: number, value: number | undefined, usual: Usual | null, isWitnessed = false): void {
    if (value === undefined) {
      this.#step.skip();
      if (atS - this.#lastS > FORGOTTEN_S) this.#forget();
      return;
    }
    const log = logOf(this.#metric, value);
    const stoodS = Math.min(STANDS_FOR_S, atS - this.#lastS);
    this.#lastS = atS;
    this.#usual = usual;
    this.#keepMean(atS, value, log);
    if (this.spec.wrongFrom !== undefined) this.#judge(atS, value, this.spec.wrongFrom);
    else if (usual !== null) this.#step.add(atS, log, usual.median, usual.sigma);
    this.growth?.add(atS, value);
    const isOrdinary = value < (this.spec.ordinaryBelow ?? 0);
    this.#isBeyond = usual !== null && !isOrdinary && this.#beyond(log, usual);
    this.#isOrdinary = isOrdinary;
    this.#aboveSinceS = this.isAbove ? (this.#aboveSinceS ?? atS) : null;
    const weight = this.#weight * (isWitnessed ? WITNESSED_WEIGHT : 1);
    this.#sufferedS = this.isAbove ? this.#sufferedS + stoodS * weight : 0;
    this.#hasGrown = this.#growsNow || (this.#hasGrown && this.isAbove);
  }

  /** Whether it is known at all at the moment. */
  get isMeasured(): boolean {
    return this.#meanLog !== null;
  }

  /** How surely it is above the usual, 0 to 1. */
  get above(): number {
    if (this.spec.wrongFrom !== undefined) return this.#lastS <= this.#wrongUntilS ? 1 : 0;
    if (this.#isOrdinary) return 0;
    return this.#step.isAlarmed ? Math.max(0.9, this.#step.strength) : this.#step.strength;
  }

  /** Whether it grows steadily and beyond what is usual, or has, where that is held. */
  get isGrowing(): boolean {
    return this.#growsNow || (this.spec.isHeld === true && this.#hasGrown);
  }

  get #growsNow(): boolean {
    return this.#isBeyond && this.growth?.isGrowing === true;
  }

  /** Whether its growth is a reason to speak. */
  get isGrowthAlarmed(): boolean {
    return this.spec.alarms && this.isMeasured && this.isGrowing;
  }

  /** Whether where it is is a reason to speak. */
  get isLevelAlarmed(): boolean {
    const { alarms, isOnlyGrowth = false, lastsS = 0, alarmsFrom = 0 } = this.spec;
    if (!alarms || isOnlyGrowth || !this.isAbove || this.#aboveSinceS === null) return false;
    if (this.#sufferedS < SLIGHT_FOR_S) return false;
    return this.#lastS - this.#aboveSinceS >= lastsS && (this.mean ?? 0) >= alarmsFrom;
  }

  get isAbove(): boolean {
    if (this.#isOrdinary) return false;
    return this.spec.wrongFrom === undefined ? this.#step.isAlarmed : this.above === 1;
  }

  /** When what it is alarmed about began. */
  get sinceS(): number | null {
    const starts = [this.#step.sinceS, this.#wrongSinceS];
    if (this.isGrowing) starts.push(this.growth?.sinceS ?? null);
    const known = starts.filter((start) => start !== null);
    return known.length === 0 ? null : Math.min(...known);
  }

  /** The usual value; null: not known. */
  get usual(): number | null {
    return this.#usual === null ? null : valueOf(this.#metric, this.#usual.median);
  }

  /** The mean of the last seconds, or the last value where a count is wrong in any case; null: not measured. */
  get mean(): number | null {
    return this.#meanLog === null ? null : valueOf(this.#metric, this.#meanLog);
  }

  /** Of a second above the usual; what is wrong in any case is never slight. */
  get #weight(): number {
    if (this.spec.wrongFrom !== undefined) return SLIGHT_FOR_S;
    return Math.exp(SLIGHT_POWER * this.#step.excess);
  }

  #keepMean(atS: number, value: number, log: number): void {
    const { wrongFrom } = this.spec;
    // A clock is wrong for one second; by how much is told for as long as that counts.
    const isHeld = this.#metric === 'clock.step' && atS <= this.#wrongUntilS;
    if (isHeld && value < (wrongFrom ?? 0)) return;
    // What is wrong from a count on is told as counted.
    const isNew = this.#meanLog === null || wrongFrom !== undefined;
    this.#meanLog = isNew
      ? log
      : (this.#meanLog ?? log) + MEAN_WEIGHT * (log - (this.#meanLog ?? log));
  }

  #beyond(log: number, { median, sigma, top, count }: Usual): boolean {
    if (this.spec.isTidal === true) {
      return count >= TIDES_KNOWN_FROM_S && log > top + Math.log(BEYOND_FACTOR);
    }
    const beyond = Math.log(BEYOND_FACTOR);
    return log > Math.max(median + Math.max(BEYOND_SIGMAS * sigma, beyond), top + beyond);
  }

  #forget(): void {
    this.#meanLog = null;
    this.#aboveSinceS = null;
    this.#hasGrown = false;
    this.#step.reset();
    this.growth?.reset();
  }

  #judge(atS: number, value: number, wrongFrom: number): void {
    this.#wrongS = value >= wrongFrom ? this.#wrongS + 1 : 0;
    // A clock does not step every second.
    if (this.#wrongS >= (this.#metric === 'clock.step' ? 1 : WRONG_FOR_S)) {
      this.#wrongSinceS ??= atS - this.#wrongS + 1;
      this.#wrongUntilS = atS + WRONG_FADES_S;
    } else if (atS > this.#wrongUntilS) this.#wrongSinceS = null;
  }
}
