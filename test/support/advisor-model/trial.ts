/** One run of the model under the advisor: learn, inject, watch. */
import { Advisor } from '../../../engine/advisor/advisor.ts';
import type { MetricForecast } from '../../../engine/advisor/advisor.ts';
import type { Case } from '../../../engine/advisor/case.ts';
import { expectedOf, metricOf } from '../../../engine/advisor/causes.ts';
import { IncidentMemory } from '../../../engine/advisor/incident-memory.ts';
import { METRICS } from '../../../engine/advisor/metrics.ts';
import type { AdvisorMetric, Cause, Cure } from '../../../engine/contract/advisor-words.ts';
import { conditionOf } from './faults.ts';
import type { Strength } from './faults.ts';
import { TerminalModel } from './terminal-model.ts';

/** Seconds of healthy running before a fault. */
const LEARNED_S = 900;
/** Seconds in which a fault has to be found. */
const WATCHED_S = 300;
/** Seconds after the finding from which on a prediction is taken. */
const PREDICTED_AFTER_S = 10;
/** With less than this left there is nothing to predict any more, and what is said then comes too late. */
const LEFT_MIN_S = 10;
/** A prediction is compared with what happens within twice this; what takes longer needs none. */
const LIMIT_WITHIN_S = 1_800;
/** Faults that grow towards a limit. */
export const GROWTH_FAULTS: ReadonlySet<Cause> = new Set<Cause>([
  'wal_not_checkpointed',
  'leaking_subscription',
  'growing_buffer',
  'rate_limit_storm',
]);
/** The log of this size is a limit of its own: reads of it become slow. */
const WAL_LIMIT = 1e9;

export interface Trial {
  readonly seed: number;
  readonly fault: Cause;
  readonly strength: Strength;
}

/** What was said of the limit that the finding's evidence reaches first, and what came. */
export interface Prediction {
  readonly metric: AdvisorMetric;
  /** null: nothing was said, and it was reached. */
  readonly predictedS: number | null;
  readonly lowS: number;
  readonly highS: number;
  /** From when it was said; Infinity: not reached. */
  readonly trueS: number;
  /** Seconds that it came later than the time at which predictions are taken. */
  readonly waitedS: number;
}

export interface TrialResult extends Trial {
  /** Told before there was anything to tell. */
  readonly isFalse: boolean;
  /** The cause ranked first when it was told; null: nothing was. */
  readonly found: Cause | null;
  readonly confidence: number;
  readonly afterS: number;
  /** Cures in the order in which they were offered. */
  readonly cures: readonly Cure[];
  readonly fingerprint: Case['fingerprint'];
  /** null: nothing was predicted and nothing has come, or too little time was left to say anything. */
  readonly prediction: Prediction | null;
}

export function runTrial(
  { seed, fault, strength }: Trial,
  memory = new IncidentMemory('model'),
): TrialResult {
  const model = new TerminalModel(seed);
  const advisor = new Advisor({ memory });
  advisor.setLimit('wal.bytes', WAL_LIMIT);
  const isFalse = watch(model, advisor, LEARNED_S) !== null;
  model.condition = conditionOf(fault, strength);
  const fromS = model.atS;
  const found = watch(model, advisor, WATCHED_S);
  const first = found?.[0] ?? null;
  const result = {
    seed,
    fault,
    strength,
    isFalse,
    found: first?.cause ?? null,
    confidence: first?.confidence ?? 0,
    afterS: model.atS - fromS,
    cures: first?.recall?.offers(first.cause).map(({ cure }) => cure) ?? [],
    fingerprint: first?.fingerprint ?? {},
  };
  if (first === null || !GROWTH_FAULTS.has(fault)) return { ...result, prediction: null };
  watch(model, advisor, PREDICTED_AFTER_S, false);
  return { ...result, prediction: predictionOf(model, advisor, first.cause) };
}

/** Runs healthy for `seconds` after learning; what was told is what should not have been. */
export function runClean(seed: number, seconds: number): { readonly told: readonly Cause[] } {
  const model = new TerminalModel(seed);
  const advisor = new Advisor();
  const told: Cause[] = [];
  const seen = new Set<number>();
  for (let s = 0; s < LEARNED_S + seconds; s += 1) {
    const sample = model.next();
    if (sample === null) continue;
    advisor.feed(sample);
    for (const each of advisor.cases) {
      if (seen.has(each.caseId)) continue;
      seen.add(each.caseId);
      told.push(each.cause);
    }
  }
  return { told };
}

/** Goes on for some seconds or until something is told, which is returned. */
function watch(
  model: TerminalModel,
  advisor: Advisor,
  seconds: number,
  untilTold = true,
): readonly Case[] | null {
  for (let s = 0; s < seconds; s += 1) {
    const sample = model.next();
    if (sample !== null) advisor.feed(sample);
    if (untilTold && advisor.cases.length > 0) return advisor.cases;
  }
  return null;
}

/**
 * What is predicted first from now on, and what then happens if nobody does anything. A prediction that comes later
 * is of use while enough time is left; one that never comes is none.
 */
function predictionOf(model: TerminalModel, advisor: Advisor, cause: Cause): Prediction | null {
  const about = new Set(expectedOf(cause).map((symptom) => metricOf(symptom)));
  let said = saidOf(advisor, about);
  let saidS = 0;
  for (let s = 1; s < 2 * LIMIT_WITHIN_S; s += 1) {
    const sample = model.next();
    const reached = limitsOf(said === undefined ? about : [said.metric]).find(
      ({ metric, limit }) => (sample?.values[metric] ?? 0) >= limit,
    );
    if (reached !== undefined) {
      if (s < LEFT_MIN_S || (said === undefined && s > LIMIT_WITHIN_S)) return null;
      const isInTime = s - saidS >= LEFT_MIN_S;
      return predictionOn(reached.metric, isInTime ? said : undefined, s - saidS, saidS);
    }
    if (said !== undefined || s > LIMIT_WITHIN_S) continue;
    if (sample !== null) advisor.feed(sample);
    said = saidOf(advisor, about);
    saidS = s;
  }
  return said === undefined ? null : predictionOn(said.metric, said, Infinity, saidS);
}

/** As the screen tells it: what is evidence of the finding's cause, and reaches its limit first. */
function saidOf(advisor: Advisor, about: ReadonlySet<AdvisorMetric>): MetricForecast | undefined {
  return advisor
    .forecasts()
    .filter(({ metric, likelyS }) => about.has(metric) && likelyS < LIMIT_WITHIN_S)
    .sort((a, b) => a.likelyS - b.likelyS)[0];
}

function limitsOf(
  metrics: Iterable<AdvisorMetric>,
): readonly { readonly metric: AdvisorMetric; readonly limit: number }[] {
  return [...metrics].flatMap((metric) => {
    const limit = metric === 'wal.bytes' ? WAL_LIMIT : METRICS[metric].limit;
    return limit === undefined ? [] : [{ metric, limit }];
  });
}

function predictionOn(
  metric: AdvisorMetric,
  said: MetricForecast | undefined,
  trueS: number,
  waitedS: number,
): Prediction {
  const { likelyS = null, lowS = 0, highS = Infinity } = said ?? {};
  return { metric, predictedS: likelyS, lowS, highS, trueS, waitedS };
}
