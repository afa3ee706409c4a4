/** Judges a cure by one metric, before and some seconds after. */
import type { AdvisorMetric, CureOutcome } from '../contract/advisor-words.ts';
import { METRICS, logOf } from './metrics.ts';

/** Part of the way back to the usual that counts as help. */
const HELPED_SHARE = 0.4;
/** A metric this many times as high as before is worse. */
const WORSE_FACTOR = 1.5;
/** Something that grew is helped when it is below this part of what it was: by itself it grows on. */
const SHRUNK_SHARE = 0.9;

export function outcomeOf(
  metric: AdvisorMetric,
  before: number,
  after: number,
  usual: number | null,
): Exclude<CureOutcome, 'failed'> {
  const { wrongFrom, grows } = METRICS[metric];
  if (wrongFrom !== undefined) return after < wrongFrom ? 'helped' : 'no_change';
  if (logOf(metric, after) > logOf(metric, before) + Math.log(WORSE_FACTOR)) return 'worse';
  if (grows && after < SHRUNK_SHARE * before) return 'helped';
  const down = logOf(metric, before) - logOf(metric, after);
  const whole = logOf(metric, before) - (usual === null ? logOf(metric, 0) : logOf(metric, usual));
  return down > 0 && down >= HELPED_SHARE * whole ? 'helped' : 'no_change';
}
