import { metricUnit } from '../contract/metrics.ts';
import type { MetricName, MetricSample } from '../contract/metrics.ts';

/** Digits that a stored value keeps: figures are compared by percent. */
const DIGITS = 4;

interface Folded {
  sum: number;
  count: number;
  max: number;
  last: number;
}

/**
 * Folds the samples of a stretch of time into one: rates, shares and processor time by their mean, sizes
 * in bytes by the last, counts, ratios and fills of buffers by their highest.
 */
export class SampleFolder {
  readonly #folded = new Map<MetricName, Folded>();

  add({ values }: MetricSample): void {
    for (const [name, value] of entriesOf(values)) {
      const folded = this.#folded.get(name);
      if (folded === undefined) {
        this.#folded.set(name, { sum: value, count: 1, max: value, last: value });
        continue;
      }
      folded.sum += value;
      folded.count += 1;
      folded.max = Math.max(folded.max, value);
      folded.last = value;
    }
  }

  /** The fold with `exact` in the place of what is known better for the whole stretch; begins anew. */
  take(atUs: number, exact: MetricSample['values']): MetricSample {
    const values: Partial<Record<MetricName, number>> = {};
    for (const [name, folded] of this.#folded) values[name] = rounded(valueOf(name, folded));
    for (const [name, value] of entriesOf(exact)) values[name] = rounded(value);
    this.#folded.clear();
    return { atUs, values };
  }
}

/** Measured ones alone; the keys of a sample's values are names of metrics. */
function entriesOf(values: MetricSample['values']): [MetricName, number][] {
  return Object.entries(values).filter((entry): entry is [MetricName, number] => {
    return entry[1] !== undefined && Number.isFinite(entry[1]);
  });
}

function valueOf(name: MetricName, { sum, count, max, last }: Folded): number {
  if (name.startsWith('buffer.')) return max;
  switch (metricUnit(name)) {
    case 'bytes':
      return last;
    case 'count':
    case 'times':
    case 'us':
    case 's':
      return max;
    default:
      return sum / count;
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
