import type { Bar, Timeframe } from '../domain/bar.ts';
import { TIMEFRAME_US } from '../domain/bar.ts';
import { incrementTicksAt } from '../domain/instrument.ts';
import type { Instrument } from '../domain/instrument.ts';
import { priceTicks, qtyLots } from '../domain/price.ts';
import { zoneOffsetUs } from '../domain/session.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';
import type { Random } from './random.ts';

/** How restless and busy an instrument is. */
export interface PathStyle {
  /** Standard deviation of a day's return. */
  readonly dayVolatility: number;
  /** Mean trades a second over a day. */
  readonly tradesPerS: number;
  readonly sizeLots: number;
}

/** Regular hours of US equities in minutes of the exchange's day: 9:30 to 16:00. */
const OPEN_MINUTE = 9 * 60 + 30;
const CLOSE_MINUTE = 16 * 60;
/** Activity outside regular hours, where 1 is that of midday. */
const QUIET_ACTIVITY = 0.15;
/** Activity at the open and the close is this much above midday's: the well-known U. */
const EDGE_ACTIVITY = 2;
/** Mean of the activity over the 24 hours, by which it is scaled. */
const ACTIVITY_MEAN = QUIET_ACTIVITY * (1 - 390 / 1_440) + (1 + EDGE_ACTIVITY / 3) * (390 / 1_440);
/** Mean size of a trade in units of `sizeLots`; source: `TAKE_SIZE` over the orders it meets. */
const TRADE_UNITS_MEAN = 1.6;

/**
 * Bars that start at `starts` (ascending, each of the timeframe), the last one closing at
 * `endTicks` and each opening where the one before it closed. Prices keep the price increments.
 */
export function barsBackFrom(
  instrument: Instrument,
  endTicks: number,
  starts: readonly TimeUs[],
  timeframe: Timeframe,
  style: PathStyle,
  random: Random,
): Bar[] {
  const bars: Bar[] = [];
  const lengthUs = TIMEFRAME_US[timeframe];
  const activityAt = timeframe === '1d' ? () => 1 : activityOf(instrument);
  let closeTicks = endTicks;
  for (let i = starts.length - 1; i >= 0; i -= 1) {
    const startUs = starts[i];
    if (startUs === undefined) continue;
    const activity = activityAt(startUs) / (timeframe === '1d' ? 1 : ACTIVITY_MEAN);
    const deviation =
      style.dayVolatility * Math.sqrt((lengthUs / US_PER_DAY) * activity) * closeTicks;
    const openTicks = onGrid(instrument, closeTicks - deviation * random.normal());
    const reach = deviation * 0.5;
    const high = Math.max(openTicks, closeTicks) + reach * Math.abs(random.normal());
    const low = Math.min(openTicks, closeTicks) - reach * Math.abs(random.normal());
    const expected = (lengthUs / US_PER_SECOND) * style.tradesPerS * activity;
    const trades = Math.max(2, Math.round(expected * Math.exp(0.4 * random.normal())));
    const size = TRADE_UNITS_MEAN * style.sizeLots * Math.exp(0.3 * random.normal());
    bars.push({
      startUs,
      openTicks: priceTicks(openTicks),
      highTicks: priceTicks(Math.max(openTicks, closeTicks, onGrid(instrument, high))),
      lowTicks: priceTicks(Math.min(openTicks, closeTicks, onGrid(instrument, low))),
      closeTicks: priceTicks(closeTicks),
      volumeLots: qtyLots(Math.max(trades, Math.round(trades * size))),
      trades,
    });
    closeTicks = openTicks;
  }
  return bars.reverse();
}

function onGrid(instrument: Instrument, ticks: number): number {
  const increment = incrementTicksAt(instrument, ticks);
  return Math.max(increment, Math.round(ticks / increment) * increment);
}

/** A market without hours has no open and no close to be busy at. */
function activityOf({ assetClass, zone }: Instrument): (us: TimeUs) => number {
  return assetClass === 'crypto' ? () => ACTIVITY_MEAN : activityIn(zone);
}

/** Activity by the exchange's time of day; the zone's offset is asked for once an hour. */
function activityIn(zone: string): (us: TimeUs) => number {
  let hour = NaN;
  let offsetUs = 0;
  return (us) => {
    const hourNow = Math.floor(us / US_PER_HOUR);
    if (hourNow !== hour) {
      hour = hourNow;
      offsetUs = zoneOffsetUs(zone, us);
    }
    const wallUs = us + offsetUs;
    const minute = (wallUs - Math.floor(wallUs / US_PER_DAY) * US_PER_DAY) / US_PER_MINUTE;
    if (minute < OPEN_MINUTE || minute >= CLOSE_MINUTE) return QUIET_ACTIVITY;
    const fromMidday = (2 * (minute - OPEN_MINUTE)) / (CLOSE_MINUTE - OPEN_MINUTE) - 1;
    return 1 + EDGE_ACTIVITY * fromMidday * fromMidday;
  };
}
