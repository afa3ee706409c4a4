/**
 * Time axis in the exchange's zone. Points keep their true UTC time, so that no two bars collide in
 * the hour that is repeated in autumn; only the weight of a point (does a day, an hour begin here?)
 * and its label are those of the exchange's wall clock.
 */
import { defaultHorzScaleBehavior } from 'lightweight-charts';
import type { Mutable, TickMarkWeightValue, Time, TimeScalePoint } from 'lightweight-charts';
import { US_PER_DAY, US_PER_SECOND } from '../../engine/domain/time.ts';
import type { Timeframe } from '../../engine/domain/bar.ts';
import { axisUs } from './chart-points.ts';
import { ZoneClock } from './zone-clock.ts';

/** Weights of lightweight-charts 5.2 for what begins at a point (its TickMarkWeight). */
const WEIGHT_YEAR = 70;
const WEIGHT_MONTH = 60;
const WEIGHT_DAY = 50;
const INTRADAY_WEIGHTS: readonly (readonly [seconds: number, weight: number])[] = [
  [12 * 3_600, 33],
  [6 * 3_600, 32],
  [3 * 3_600, 31],
  [3_600, 30],
  [1_800, 22],
  [300, 21],
  [60, 20],
  [1, 10],
];

/** The heaviest unit of wall time that begins between two points, as the axis weighs it. */
export function tickWeight(previousWallUs: number, wallUs: number): number {
  // Dates only where a day begins: a page of history is weighed as a whole.
  if (Math.floor(previousWallUs / US_PER_DAY) !== Math.floor(wallUs / US_PER_DAY)) {
    const before = new Date(previousWallUs / 1_000);
    const now = new Date(wallUs / 1_000);
    if (before.getUTCFullYear() !== now.getUTCFullYear()) return WEIGHT_YEAR;
    if (before.getUTCMonth() !== now.getUTCMonth()) return WEIGHT_MONTH;
    return WEIGHT_DAY;
  }
  for (const [seconds, weight] of INTRADAY_WEIGHTS) {
    const unitUs = seconds * US_PER_SECOND;
    if (Math.floor(previousWallUs / unitUs) !== Math.floor(wallUs / unitUs)) return weight;
  }
  return 0;
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Kinds of axis label, numbered as lightweight-charts' TickMarkType. */
const LABEL_YEAR = 0;
const LABEL_MONTH = 1;
const LABEL_DAY = 2;
const LABEL_TIME = 3;

/** Text of one mark of the axis. `kind`: 0 year, 1 month, 2 day, 3 hours:minutes, 4 with seconds. */
export function axisLabel(wallUs: number, kind: number): string {
  const at = new Date(wallUs / 1_000);
  const month = MONTHS[at.getUTCMonth()] ?? '';
  if (kind === LABEL_YEAR) return String(at.getUTCFullYear());
  if (kind === LABEL_MONTH) return month;
  if (kind === LABEL_DAY) return `${String(at.getUTCDate())} ${month}`;
  const minutes = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
  return kind === LABEL_TIME ? minutes : `${minutes}:${two(at.getUTCSeconds())}`;
}

/** Text of a bar's start for crosshair, legend and table: date and, below a day, time. */
export function barTimeText(wallUs: number, timeframe: Timeframe): string {
  const at = new Date(wallUs / 1_000);
  const date = `${String(at.getUTCFullYear())}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
  if (timeframe === '1d') return date;
  const seconds = /[st]$/.test(timeframe) ? `:${two(at.getUTCSeconds())}` : '';
  return `${date} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}${seconds}`;
}

/** UTC seconds of a point of the axis; this chart never feeds it any other kind of time. */
function utcSeconds(time: unknown): number {
  return typeof time === 'number' ? time : 0;
}

const TimeBehavior = defaultHorzScaleBehavior();

/** Behaviour of the time axis; its zone and timeframe follow the chart's symbol. */
export class ExchangeTimeScale extends TimeBehavior {
  #clock = new ZoneClock('UTC');
  #timeframe: Timeframe = '1m';

  get clock(): ZoneClock {
    return this.#clock;
  }

  /** Takes effect on the data set after it. Whether the zone is another than before. */
  follow(zone: string, timeframe: Timeframe): boolean {
    const isOther = zone !== this.#clock.zone;
    if (isOther) this.#clock = new ZoneClock(zone);
    this.#timeframe = timeframe;
    return isOther;
  }

  /** Label of a mark of the axis. */
  readonly markText = (time: Time, kind: number): string => axisLabel(this.#wall(time), kind);

  /** Label under the crosshair. */
  readonly pointText = (time: Time): string => barTimeText(this.#wall(time), this.#timeframe);

  override fillWeightsForPoints(
    points: readonly Mutable<TimeScalePoint>[],
    startIndex: number,
  ): void {
    for (let i = startIndex; i < points.length; i += 1) {
      const point = points[i];
      if (point === undefined) continue;
      const previous = points[i - 1];
      const weight =
        previous === undefined
          ? WEIGHT_DAY
          : tickWeight(this.#wall(previous.originalTime), this.#wall(point.originalTime));
      // The library brands its weights; these are its own values, see above.
      point.timeWeight = weight as TickMarkWeightValue;
    }
  }

  #wall(time: unknown): number {
    return this.#clock.barWallUs(axisUs(utcSeconds(time)), this.#timeframe);
  }
}
