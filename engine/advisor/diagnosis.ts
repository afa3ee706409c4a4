/**
 * Ranks causes by the evidence: the log-likelihood of the symptoms that are there and of those that
 * are not (naive Bayes), with what earlier incidents have taught as the prior.
 */
import { CAUSES } from '../contract/advisor-words.ts';
import type { Cause } from '../contract/advisor-words.ts';
import { DEFINING, SYMPTOMS, shareOf } from './causes.ts';
import type { Symptom } from './causes.ts';

/** Strength of each symptom, 0 to 1; what could not be measured is not in it. */
export type Symptoms = ReadonlyMap<Symptom, number>;

export interface RankedCause {
  readonly cause: Cause;
  /** Log-likelihood, in natural logarithms, prior included. */
  readonly score: number;
  /** Share of the probability among all causes, 0 to 1. */
  readonly confidence: number;
}

/**
 * Symptoms are no independent witnesses (a busy loop makes all of its latencies worse), so that the
 * likelihood counts less than its face value when it becomes a confidence.
 */
const TEMPERATURE = 1.6;

/** All causes, most likely first. `prior`: in natural logarithms, 0 where nothing is known. */
export function rankCauses(
  symptoms: Symptoms,
  prior: ReadonlyMap<Cause, number> = new Map(),
): readonly RankedCause[] {
  const scored = CAUSES.map((cause) => ({
    cause,
    score: likelihood(cause, symptoms) + (prior.get(cause) ?? 0),
  }));
  const best = Math.max(...scored.map(({ score }) => score));
  const weights = scored.map(({ score }) => Math.exp((score - best) / TEMPERATURE));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return scored
    .map((each, i) => ({ ...each, confidence: (weights[i] ?? 0) / total }))
    .sort((a, b) => b.score - a.score);
}

function likelihood(cause: Cause, symptoms: Symptoms): number {
  let sum = 0;
  for (const symptom of SYMPTOMS) {
    const share = shareOf(cause, symptom);
    // What the cause cannot be without counts as not there when it is not measured.
    const strength = symptoms.get(symptom) ?? (share >= DEFINING ? 0 : undefined);
    if (strength === undefined) continue;
    sum += strength * Math.log(share) + (1 - strength) * Math.log(1 - share);
  }
  return sum;
}
