/**
 * Wall time of an exchange, fast enough for thousands of axis points. Asking Intl costs microseconds
 * each time, so the zone's offset is remembered by UTC day; only on the two days a year on which it
 * changes is it asked for by hour.
 */
import { tradeDateTurnHour, zoneOffsetUs } from '../../engine/domain/session.ts';
import { US_PER_DAY, US_PER_HOUR, timeUs } from '../../engine/domain/time.ts';
import type { Timeframe } from '../../engine/domain/bar.ts';

/** Offsets remembered at most: eleven years of days. Then all are forgotten, which is harmless. */
const OFFSETS_MAX = 4_096;
/** Marks a day within which the offset changes. */
const CHANGES = Number.NaN;

/** Offsets of one IANA zone. */
export class ZoneClock {
  readonly zone: string;
  /** From the turn of the trading date to the midnight that begins the date it is named after. */
  readonly #turnToMidnightUs: number;
  readonly #offsetByDay = new Map<number, number>();

  constructor(zone: string) {
    this.zone = zone;
    this.#turnToMidnightUs = ((24 - tradeDateTurnHour(zone)) % 24) * US_PER_HOUR;
  }

  /** Microseconds that a clock at the exchange would show, counted as if it were UTC. */
  wallUs(us: number): number {
    return us + this.#offsetUs(us);
  }

  /** As `wallUs`, but a day's bar counts as its trading date, which begins the evening before. */
  barWallUs(startUs: number, timeframe: Timeframe): number {
    const wall = this.wallUs(startUs);
    return timeframe === '1d' ? wall + this.#turnToMidnightUs : wall;
  }

  #offsetUs(us: number): number {
    const day = Math.floor(us / US_PER_DAY);
    let offset = this.#offsetByDay.get(day);
    if (offset === undefined) {
      if (this.#offsetByDay.size >= OFFSETS_MAX) this.#offsetByDay.clear();
      const begin = zoneOffsetUs(this.zone, timeUs(day * US_PER_DAY));
      const end = zoneOffsetUs(this.zone, timeUs((day + 1) * US_PER_DAY));
      offset = begin === end ? begin : CHANGES;
      this.#offsetByDay.set(day, offset);
    }
    return Number.isNaN(offset) ? zoneOffsetUs(this.zone, timeUs(us)) : offset;
  }
}
