import type { AdvisorStatus, TimeToLimit } from '../../../engine/contract/advisor.ts';

/** From here on a limit is a warning and not only a line in the panel: time to do something about it, in seconds. */
const NEAR_S = 3_600;

/** A limit further away than a day is nobody's worry yet, in seconds. */
const SOON_S = 86_400;

/** What reaches its limit within a day; what an open finding says itself is told with that. */
export function soonLimits({ findings, forecasts }: AdvisorStatus): readonly TimeToLimit[] {
  const told = new Set(
    findings.flatMap(({ endedUs, forecast }) =>
      endedUs !== null || forecast === null ? [] : [forecast.metric],
    ),
  );
  return forecasts.filter(
    ({ metric, likelyS }) => !told.has(metric) && (likelyS ?? Infinity) < SOON_S,
  );
}

/** What reaches its limit within the hour, by both ends of its interval told in time, and no open finding is about. */
export function nearLimits({ findings, forecasts }: AdvisorStatus): readonly TimeToLimit[] {
  const told = new Set(
    findings.flatMap(({ endedUs, causes: [first], forecast }) =>
      endedUs !== null || first === undefined
        ? []
        : [...first.evidence, ...(forecast === null ? [] : [forecast])].map((each) => each.metric),
    ),
  );
  return forecasts.filter(
    ({ metric, likelyS, highS }) =>
      !told.has(metric) && highS !== null && (likelyS ?? Infinity) < NEAR_S,
  );
}
