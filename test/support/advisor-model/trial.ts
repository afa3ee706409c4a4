/** One run of the model under the advisor: learn, inject, watch. */
import { Advisor, metricOf } from '../../../engine/advisor/advisor.ts';
import type { Case } from '../../../engine/advisor/case.ts';
import { expectedOf } from '../../../engine/advisor/causes.ts';
import { IncidentMemory } from '../../../engine/advisor/incident-memory.ts';
import type { AdvisorMetric, Cause, Cure } from '../../../engine/contract/advisor-words.ts';
import { conditionOf } from './faults.ts';
import type { Strength } from './faults.ts';
import { TerminalModel } from './terminal-model.ts';

/** Seconds of healthy running before a fault. */
const LEARNED_S = 900;
/** Seconds in which a fault has to be found. */
const WATCHED_S = 300;
/** Seconds after the finding at which a prediction is taken. */
const PREDICTED_AFTER_S = 10;
/** With less than this left there is nothing to predict any more. */
const LEFT_MIN_S = 10;
/** A prediction is compared with what happens within this. */
const LIMIT_WITHIN_S = 4 * 3_600;
/** The log of this size is a limit of its own: reads of it become slow. */
const WAL_LIMIT = 1e9;

export interface Trial {
  readonly seed: number;
  readonly fault: Cause;
  readonly strength: Strength;
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
  /** Predicted and true seconds to the limit, of each metric that has grown towards one. */
  readonly predictions: readonly {
    readonly metric: AdvisorMetric;
    readonly predictedS: number;
    readonly lowS: number;
    readonly highS: number;
    readonly trueS: number;
  }[];
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
  if (first === null) return { ...result, predictions: [] };
  watch(model, advisor, PREDICTED_AFTER_S, false);
  return { ...result, predictions: predictionsOf(model, advisor, first.cause) };
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

/** What is predicted now, and what then happens if nobody does anything. */
function predictionsOf(
  model: TerminalModel,
  advisor: Advisor,
  cause: Cause,
): TrialResult['predictions'] {
  // As the screen tells it: what is evidence of the finding's cause, and reaches its limit first.
  const about = new Set(expectedOf(cause).map((symptom) => metricOf(symptom)));
  const open = advisor
    .forecasts()
    .filter(({ metric, likelyS }) => about.has(metric) && likelyS > 0 && likelyS < LIMIT_WITHIN_S)
    .sort((a, b) => a.likelyS - b.likelyS)
    .slice(0, 1);
  const trueS = new Map<AdvisorMetric, number>();
  for (let s = 1; s < 2 * LIMIT_WITHIN_S && trueS.size < open.length; s += 1) {
    const values = model.next()?.values;
    for (const { metric, limit } of open) {
      if (!trueS.has(metric) && (values?.[metric] ?? 0) >= limit) trueS.set(metric, s);
    }
  }
  return open
    .map(({ metric, likelyS, lowS, highS }) => ({
      metric,
      predictedS: likelyS,
      lowS,
      highS,
      trueS: trueS.get(metric) ?? Infinity,
    }))
    .filter(({ trueS: left }) => left >= LEFT_MIN_S);
}
