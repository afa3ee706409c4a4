/** Says a case of the advisor in the words of the contract. */
import type { Advisor } from '../../advisor/advisor.ts';
import type { Case } from '../../advisor/case.ts';
import { expectedOf, metricOf } from '../../advisor/causes.ts';
import type { Forecast } from '../../advisor/growth-watch.ts';
import type { RankedCause } from '../../advisor/diagnosis.ts';
import type { AdvisorMetric } from '../../contract/advisor-words.ts';
import type { CauseGuess, Evidence, Finding, TimeToLimit } from '../../contract/advisor.ts';

const S_PER_HOUR = 3_600;
/** Causes that are told, and pieces of evidence for each. */
const CAUSES_TOLD = 3;
const EVIDENCE_TOLD = 6;
/** Beyond this a forecast says nothing that anyone plans for. */
const HORIZON_S = 365 * 86_400;

/** The advisor's clock: `wallUs` is the time at its `nowS`; its seconds pass sooner where tests or developers ask for it. */
export interface AdvisorTime {
  readonly nowS: number;
  readonly wallUs: number;
  /** Of one of its seconds. */
  readonly usPerS: number;
}

/** `fullest`: the name of the buffer that is fullest now; null: all are empty. */
export function findingOf(
  advisor: Advisor,
  each: Case,
  time: AdvisorTime,
  fullest: string | null,
): Finding {
  const { nowS, wallUs, usPerS } = time;
  const at = (atS: number): number => Math.round(wallUs - (nowS - atS) * usPerS);
  const guesses = each.ranked.slice(0, CAUSES_TOLD).map((ranked) => guessOf(advisor, each, ranked));
  return {
    findingId: each.caseId,
    sinceUs: at(each.sinceS),
    foundUs: at(each.toldS),
    endedUs: null,
    causes: guesses,
    forecast: forecastOf(advisor, each),
    buffer: each.cause === 'growing_buffer' ? fullest : null,
    cures: each.recall?.offers(each.cause) ?? [],
  };
}

export function timeToLimit(metric: AdvisorMetric, forecast: Forecast): TimeToLimit {
  const { value, limit, perS, lowS, likelyS, highS } = forecast;
  const soon = (s: number): number | null => (s < HORIZON_S ? Math.round(s) : null);
  return {
    metric,
    value,
    limit,
    perHour: perS * S_PER_HOUR,
    lowS: soon(lowS),
    likelyS: soon(likelyS),
    highS: soon(highS),
  };
}

function guessOf(advisor: Advisor, each: Case, { cause, confidence }: RankedCause): CauseGuess {
  const evidence = expectedOf(cause)
    .slice(0, EVIDENCE_TOLD)
    .map((symptom): Evidence => {
      const metric = metricOf(symptom);
      const watch = advisor.watch(metric);
      return {
        metric,
        expected: symptom === metric ? 'above' : 'growing',
        strength: Math.round((each.symptoms.get(symptom) ?? 0) * 100) / 100,
        usual: rounded(watch.usual),
        now: rounded(watch.mean),
      };
    });
  return {
    cause,
    confidence: Math.round(confidence * 1_000) / 1_000,
    evidence,
    seenBefore: each.recall?.seenBefore(cause) ?? 0,
  };
}

/** Of the metric among its evidence that reaches its limit first. */
function forecastOf(advisor: Advisor, each: Case): TimeToLimit | null {
  const about = new Set(expectedOf(each.cause).map((symptom) => metricOf(symptom)));
  const [soonest] = advisor
    .forecasts()
    .filter(({ metric }) => about.has(metric))
    .sort((a, b) => a.likelyS - b.likelyS);
  return soonest === undefined ? null : timeToLimit(soonest.metric, soonest);
}

/** Three digits are enough for a person and keep the messages small. */
function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(3));
}
