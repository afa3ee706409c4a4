/**
 * The advisor: learns what is usual, notices what is not, and says what the cause may be. Fed with one
 * sample a second and nothing else, so that the same samples always give the same findings.
 *
 * A second is learned only when it lies a while back and nothing has been found since: what creeps in is
 * not taken for usual. What has been found is told some seconds after the first alarm, when more of the
 * evidence is there, and looked at again every second until it is over.
 */
import { ADVISOR_METRICS } from '../contract/advisor-words.ts';
import type { AdvisorMetric } from '../contract/advisor-words.ts';
import { Baseline } from './baseline.ts';
import { isExplained, metricOf, witnessOf, witnessesOf } from './causes.ts';
import type { Symptom } from './causes.ts';
import { Case } from './case.ts';
import type { Symptoms } from './diagnosis.ts';
import type { Forecast } from './growth-watch.ts';
import { IncidentMemory } from './incident-memory.ts';
import { MetricWatch } from './metric-watch.ts';
import type { Sample } from './metrics.ts';

/** First seconds of a run, in which code is compiled and caches are filled: neither learned nor judged. */
const WARM_UP_S = 20;
/** How long a second waits before it is learned; less while next to nothing is known. */
const LEARN_AFTER_S = 90;
const LEARN_FIRST_AFTER_S = 20;
/** Seconds that make a baseline. */
export const BASELINE_NEEDED_S = 120;
/** A finding this old is how things are now: it is learned, and ends by that. */
const ACCEPTED_AFTER_S = 1_800;
/** Cases at the same time; more than one cause at once is rare, more than three are one unknown cause. */
const CASES_MAX = 3;
/** Seconds that something no open case explains has to last before it is a case of its own. */
const UNEXPLAINED_FOR_S = 12;
/** Seconds that something familiar lasts before it is told without an alarm, and symptoms that it has at least. */
const FAMILIAR_FOR_S = 12;
const FAMILIAR_SYMPTOMS_MIN = 2;
/**
 * What is known only by a witness of a cause that a cure has helped against, and does not look like that incident
 * yet, has to last as long as what is slight: a minute.
 */
const WITNESSED_SHARE = FAMILIAR_FOR_S / 60;

export interface AdvisorOptions {
  readonly memory?: IncidentMemory;
  readonly baseline?: Baseline;
}

export interface MetricForecast extends Forecast {
  readonly metric: AdvisorMetric;
}

export class Advisor {
  readonly memory: IncidentMemory;
  readonly baseline: Baseline;
  readonly #watches = new Map<AdvisorMetric, MetricWatch>(
    ADVISOR_METRICS.map((metric) => [metric, new MetricWatch(metric)]),
  );
  /** Of each metric the watches of what bears witness to a cause of it. */
  readonly #witnesses = new Map<AdvisorMetric, readonly MetricWatch[]>(
    ADVISOR_METRICS.map((metric) => [metric, witnessesOf(metric).map((each) => this.watch(each))]),
  );
  readonly #limits = new Map<AdvisorMetric, number>();
  readonly #waiting: Sample[] = [];
  #cases: Case[] = [];
  #lastCaseId = 0;
  #firstS: number | null = null;
  #nowS = 0;
  #unexplainedSinceS: number | null = null;
  #familiarS = 0;
  #symptoms: Symptoms = new Map();

  constructor({ memory = new IncidentMemory(''), baseline = new Baseline() }: AdvisorOptions = {}) {
    this.memory = memory;
    this.baseline = baseline;
  }

  /** Open cases that have been told, oldest first. */
  get cases(): readonly Case[] {
    return this.#cases.filter((each) => each.isTold);
  }

  /** The watch of a metric, for its figures. */
  watch(metric: AdvisorMetric): MetricWatch {
    const watch = this.#watches.get(metric);
    if (watch === undefined) throw new RangeError(`no metric ${metric}`);
    return watch;
  }

  /** How large a metric may become on this machine, where that is not the same everywhere. */
  setLimit(metric: AdvisorMetric, limit: number): void {
    this.#limits.set(metric, limit);
  }

  /** When what grows reaches its limit; empty while nothing grows towards one. */
  forecasts(): readonly MetricForecast[] {
    return ADVISOR_METRICS.flatMap((metric) => {
      const watch = this.watch(metric);
      const limit = this.#limits.get(metric) ?? watch.spec.limit;
      if (limit === undefined || watch.growth?.isGrowing !== true) return [];
      if (watch.spec.alarms && !watch.isGrowing) return [];
      const forecast = watch.growth.forecast(limit);
      return forecast === null ? [] : [{ metric, ...forecast }];
    });
  }

  /** Takes one second; returns the cases that ended with it. */
  feed(sample: Sample): readonly Case[] {
    this.#nowS = sample.atS;
    this.#firstS ??= sample.atS;
    if (sample.atS - this.#firstS < WARM_UP_S) return [];
    for (const [metric, watch] of this.#watches) {
      const value = sample.values[metric];
      const usual = value === undefined ? null : this.baseline.usual(metric, sample.values);
      const isWitnessed = this.#witnesses.get(metric)?.some(({ isAbove }) => isAbove) === true;
      watch.add(sample.atS, value, usual, isWitnessed);
    }
    this.#symptoms = this.#observe();
    const ended = this.#judge();
    this.#learn(sample);
    return ended;
  }

  #observe(): Symptoms {
    const symptoms = new Map<Symptom, number>();
    for (const [metric, watch] of this.#watches) {
      if (!watch.isMeasured) continue;
      symptoms.set(metric, watch.above);
      if (watch.growth !== null) symptoms.set(`${metric} growing`, watch.isGrowing ? 1 : 0);
    }
    return symptoms;
  }

  /** Symptoms that are a reason to speak. */
  #alarms(): readonly Symptom[] {
    const alarms: Symptom[] = [];
    for (const [metric, watch] of this.#watches) {
      if (watch.isLevelAlarmed) alarms.push(metric);
      if (watch.isGrowthAlarmed) alarms.push(`${metric} growing`);
    }
    if (alarms.length > 0) {
      this.#familiarS = 0;
      return alarms;
    }
    const familiar = [...this.#watches].filter(([, watch]) => watch.isAbove);
    const weight = familiar.length < FAMILIAR_SYMPTOMS_MIN ? 0 : this.#familiarity();
    this.#familiarS = weight === 0 ? 0 : this.#familiarS + weight;
    return this.#familiarS >= FAMILIAR_FOR_S ? familiar.map(([metric]) => metric) : [];
  }

  /** How much a second counts by what a cure has helped against: 1 where it looks like that, 0 where nothing says so. */
  #familiarity(): number {
    if (this.memory.isFamiliar(this.#symptoms)) return 1;
    const isWitnessed = [...this.memory.provedCauses()].some((cause) => {
      const witness = witnessOf(cause);
      return witness !== undefined && this.watch(witness).isAbove;
    });
    return isWitnessed ? WITNESSED_SHARE : 0;
  }

  #judge(): readonly Case[] {
    const alarms = this.#alarms();
    let left: readonly Symptom[] = alarms;
    let symptoms = this.#symptoms;
    for (const each of this.#cases) {
      const own = each === this.#cases[0] ? alarms : left;
      each.look(this.#nowS, symptoms, own, this.memory);
      const explains = (symptom: Symptom): boolean => isExplained(symptom, each.cause);
      left = left.filter((symptom) => !explains(symptom));
      symptoms = new Map([...symptoms].map(([name, value]) => [name, explains(name) ? 0 : value]));
    }
    const ended = this.#cases.filter((each) => each.isOver(this.#nowS));
    this.#cases = this.#cases.filter((each) => !ended.includes(each));
    this.#open(left, symptoms);
    return ended.filter((each) => each.isTold);
  }

  #open(unexplained: readonly Symptom[], symptoms: Symptoms): void {
    if (unexplained.length === 0 || this.#cases.length >= CASES_MAX) {
      this.#unexplainedSinceS = null;
      return;
    }
    this.#unexplainedSinceS ??= this.#nowS;
    const patience = this.#cases.length === 0 ? 0 : UNEXPLAINED_FOR_S;
    if (this.#nowS - this.#unexplainedSinceS < patience) return;
    this.#unexplainedSinceS = null;
    this.#lastCaseId += 1;
    const opened = new Case(this.#lastCaseId, this.#nowS, this.#startOf(unexplained));
    opened.look(this.#nowS, symptoms, unexplained, this.memory);
    this.#cases.push(opened);
    this.#waiting.length = 0;
  }

  /** The latest of their starts: a sum that noise had begun to raise says too early a time. */
  #startOf(symptoms: readonly Symptom[]): number {
    const starts = symptoms.map((symptom) => {
      const watch = this.#watches.get(metricOf(symptom));
      return watch?.sinceS ?? this.#nowS;
    });
    return Math.min(this.#nowS, Math.max(...starts));
  }

  #learn(sample: Sample): void {
    const isAccepted = this.#cases.every(({ openedS }) => this.#nowS - openedS > ACCEPTED_AFTER_S);
    if (!isAccepted) return;
    this.#waiting.push(sample);
    const delay = this.baseline.samples < BASELINE_NEEDED_S ? LEARN_FIRST_AFTER_S : LEARN_AFTER_S;
    for (;;) {
      const [first] = this.#waiting;
      if (first === undefined || this.#nowS - first.atS < delay) return;
      this.baseline.learn(first);
      this.#waiting.shift();
    }
  }
}
