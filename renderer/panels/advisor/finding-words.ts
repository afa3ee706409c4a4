import type { AdvisorMetric, Cure } from '../../../engine/contract/advisor-words.ts';
import type { CureRun, Evidence, Finding, TimeToLimit } from '../../../engine/contract/advisor.ts';
import { NO_VALUE, formatAge, formatBytes, formatDurationUs } from '../../format/index.ts';
import { ADVISOR_METRIC_TEXT, CAUSE_TEXT, CURE_TEXT, advisorText } from '../../text/advisor.ts';
import { performancePagesText } from '../../text/performance-pages.ts';

const US_PER_S = 1_000_000;
/** From here on a piece of evidence counts as there. */
const THERE_FROM = 0.5;
/** Digits of figures without a unit of their own. */
const DIGITS = 3;
/** Below this a figure is nothing that anybody would notice. */
const NOTHING_BELOW = 0.0005;

/** A metric's value in its unit. */
export function metricValue(metric: AdvisorMetric, value: number | null): string {
  if (value === null) return NO_VALUE;
  const { unit } = ADVISOR_METRIC_TEXT[metric];
  switch (unit) {
    case 'us':
      return formatDurationUs(value);
    case 'bytes':
      return formatBytes(value);
    case 's':
      return value >= 60 ? formatAge(value * US_PER_S) : `${digits(value)} s`;
    case '':
      return digits(value);
    // A tenth of a percent is as exact as anyone reads it.
    case '%':
      return `${digits(Math.round(value * 10) / 10)}%`;
    default:
      return `${digits(value)}${unit === '/s' ? unit : ` ${unit}`}`;
  }
}

/**
 * What a piece of evidence says of its figures. What is wrong from a count on still speaks for a while after it is
 * right again.
 */
export function evidenceVerdict({ expected, strength, usual, now }: Evidence): {
  readonly text: string;
  readonly isThere: boolean;
} {
  const isThere = strength >= THERE_FROM;
  if (now === null) return { text: advisorText.notMeasured, isThere };
  if (!isThere) return { text: advisorText.asUsual, isThere };
  if (expected === 'growing') return { text: advisorText.growing, isThere };
  const isOver = usual !== null && now <= usual;
  return { text: isOver ? advisorText.wasAbove : advisorText.above, isThere };
}

export function percent(share: number): string {
  // Nobody is a hundred percent sure.
  return `${String(Math.min(99, Math.round(share * 100)))}%`;
}

/** Of cures that are on until they are taken back; null: none is. */
export function lastingWords(
  lasting: readonly Cure[],
): { readonly text: string; readonly title: string } | null {
  if (lasting.length === 0) return null;
  const all = lasting.map((cure) => CURE_TEXT[cure]);
  return {
    text: advisorText.stillOn(all.map(({ name }) => name).join(', ')),
    title: advisorText.stillOnTitle(all.map(({ title }) => title).join('. ')),
  };
}

/** What a cure was judged by, before and after: Missing indexes 3 → 0; '' before it is. */
export function runFigures({ metric, before, after }: CureRun): string {
  if (metric === null || after === null) return '';
  const { name } = ADVISOR_METRIC_TEXT[metric];
  return `${name} ${metricValue(metric, before)} → ${metricValue(metric, after)}`;
}

/** What an incident looked like, the strongest first; what this version has no words for by its name. */
export function symptomsText(fingerprint: Readonly<Record<string, number>>): string {
  return Object.entries(fingerprint)
    .sort(([, a], [, b]) => b - a)
    .map(([symptom]) => {
      const metric = symptom.replace(/ growing$/, '');
      const known = Object.hasOwn(ADVISOR_METRIC_TEXT, metric);
      // Looked up in the line before.
      const name = known ? ADVISOR_METRIC_TEXT[metric as AdvisorMetric].name : metric;
      return metric === symptom ? name : `${name} ${advisorText.growing}`;
    })
    .join(' · ');
}

/** The name of a finding's likeliest cause. */
export function causeName({ causes }: Finding): string {
  const [first] = causes;
  return first === undefined ? '' : CAUSE_TEXT[first.cause].name;
}

export function forecastText(forecast: TimeToLimit): string {
  const { metric, limit, lowS, likelyS, highS } = forecast;
  const age = (s: number | null): string =>
    s === null ? advisorText.never : formatAge(s * US_PER_S);
  // What is taken of a disk is measured by what is free; its own figures say nothing.
  if (metric === 'disk.used') return advisorText.diskFull(age(likelyS), age(lowS), age(highS));
  return advisorText.forecast(
    ADVISOR_METRIC_TEXT[metric].name,
    metricValue(metric, limit),
    age(likelyS),
    age(lowS),
    age(highS),
  );
}

/** What is wrong, and of a buffer that grows, which one it is. */
export function whatText({ causes, buffer }: Pick<Finding, 'causes' | 'buffer'>): string {
  const [first] = causes;
  if (first === undefined) return '';
  const { what } = CAUSE_TEXT[first.cause];
  if (first.cause !== 'growing_buffer' || buffer === null) return what;
  return `${what} ${advisorText.buffer(performancePagesText.bufferNames[buffer] ?? buffer)}`;
}

/** The same in a few words: Disk full in 25 min. */
export function limitName({ metric, likelyS }: TimeToLimit): string {
  const age = likelyS === null ? advisorText.never : formatAge(likelyS * US_PER_S);
  if (metric === 'disk.used') return advisorText.diskFullShort(age);
  return advisorText.limitShort(ADVISOR_METRIC_TEXT[metric].name, age);
}

function digits(value: number): string {
  if (Math.abs(value) < NOTHING_BELOW) return '0';
  if (value >= 1_000) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(DIGITS)));
}
