/**
 * When a market trades. A calendar turns rules (which dates have trading, and their sessions) into
 * answers about moments. Time moves forward in small steps, so the day of the last question and the
 * one after it are kept: a question about the same day is a comparison and makes no garbage; one
 * about another day asks the platform for its zone, which takes 0.1 to 0.3 ms.
 */
import { tradeDayAt, tradeDayOn, zoneTimeOn } from '../domain/session.ts';
import type { TradeDay } from '../domain/session.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, timeUs } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';
import type { Auction, AuctionTimeInForce, SessionPhase, TradingDay } from './trading-day.ts';

/** Days after which a gtc order expires, and when on that day. Source: Alpaca's rule. */
const GTC_DAYS = 90;
const GTC_END_OF_DAY_US = 16 * US_PER_HOUR + 15 * US_PER_MINUTE;

/** What makes one market's calendar differ from another's. */
export interface CalendarRules {
  /** IANA zone of the market's hours. */
  readonly zone: string;
  /** Whether the market trades on a date, YYYY-MM-DD. At least one date in every ten has trading. */
  isTradingDate(date: string): boolean;
  /** One regular session follows the other without a gap, so that no hour ever changes anything. */
  readonly isAlwaysOpen?: true;
  /** Hours and auctions of a date with trading. */
  hoursOf(date: TradeDay): Omit<TradingDay, keyof TradeDay>;
}

/** What becomes of an opg or cls order that is entered now. */
export type AuctionEntry =
  /** It takes part in the auction that clears then. */
  | { readonly kind: 'open'; readonly clearsUs: TimeUs }
  /** It comes too late for today's and too early for the next one's. */
  | { readonly kind: 'refused'; readonly fromUs: TimeUs; readonly untilUs: TimeUs }
  /** This market holds none. */
  | { readonly kind: 'none' };

/** Answers for one market; not shared between threads, cheap to have many of. */
export class TradingCalendar {
  readonly #rules: CalendarRules;
  #day: TradingDay | null = null;
  /** The trading day after `#day`, once asked for. */
  #next: TradingDay | null = null;

  constructor(rules: CalendarRules) {
    this.#rules = rules;
  }

  /** IANA zone of the market's hours. */
  get zone(): string {
    return this.#rules.zone;
  }

  /** The trading day that a moment belongs to; closed hours belong to the day that follows them. */
  dayAt(us: TimeUs): TradingDay {
    const day = this.#day;
    if (day !== null && us >= day.startUs && us < day.endUs) return day;
    const next = this.#next;
    const found = next !== null && us >= next.startUs && us < next.endUs ? next : this.#find(us);
    this.#day = found;
    this.#next = null;
    return found;
  }

  /** The trading day of a date, YYYY-MM-DD; null when there is no trading on it. */
  dayOn(date: string): TradingDay | null {
    const span = tradeDayOn(this.zone, date);
    return span !== null && this.#rules.isTradingDate(date) ? this.#tradingDay(span) : null;
  }

  /** Trading date, YYYY-MM-DD, of what happens at `us`: that of `dayAt`. */
  tradeDateOf(us: TimeUs): string {
    return this.dayAt(us).date;
  }

  /** The session that is open at `us`. */
  sessionAt(us: TimeUs): SessionPhase | 'closed' {
    for (const session of this.dayAt(us).sessions) {
      if (us < session.endUs) return us >= session.startUs ? session.phase : 'closed';
    }
    return 'closed';
  }

  /** First moment after `us` at which a session starts or ends; Infinity in one that is always open. */
  nextChangeUs(us: TimeUs): number {
    if (this.#rules.isAlwaysOpen === true) return Number.POSITIVE_INFINITY;
    const day = this.dayAt(us);
    for (const { startUs, endUs } of day.sessions) {
      if (us < startUs) return startUs;
      if (us < endUs) return endUs;
    }
    const { sessions, regular } = this.#after(day);
    return (sessions[0] ?? regular).startUs;
  }

  /** Start of the first regular session that starts after `us`. */
  nextOpenUs(us: TimeUs): TimeUs {
    const day = this.dayAt(us);
    return us < day.regular.startUs ? day.regular.startUs : this.#after(day).regular.startUs;
  }

  /** End of the first regular session that ends after `us`. */
  nextCloseUs(us: TimeUs): TimeUs {
    const day = this.dayAt(us);
    return us < day.regular.endUs ? day.regular.endUs : this.#after(day).regular.endUs;
  }

  /**
   * When a day order entered at `us` expires: at the close of the regular session, or of the day's
   * last one if it trades in extended hours too. After that it is for the next trading day.
   */
  dayOrderEndsUs(us: TimeUs, isExtendedHours: boolean): TimeUs {
    if (!isExtendedHours) return this.nextCloseUs(us);
    const day = this.dayAt(us);
    const endUs = lastEndUs(day);
    return us < endUs ? endUs : lastEndUs(this.#after(day));
  }

  /**
   * When a gtc order entered at `us` expires: at 16:15 of the 90th day after it, which may be any day
   * of the week, and in a market that is always open to the microsecond. Source: Alpaca's expires_at.
   */
  gtcOrderEndsUs(us: TimeUs): TimeUs {
    const lifeUs = GTC_DAYS * US_PER_DAY;
    if (this.#rules.isAlwaysOpen === true) return timeUs(us + lifeUs);
    return zoneTimeOn(this.zone, us, lifeUs + GTC_END_OF_DAY_US);
  }

  /** Whether an auction order can be entered at `us`, and for when. */
  auctionEntry(timeInForce: AuctionTimeInForce, us: TimeUs): AuctionEntry {
    const day = this.dayAt(us);
    const auction = auctionOf(day, timeInForce);
    if (auction === undefined) return NO_AUCTION;
    const { clearsUs, entryEndsUs, entryResumesUs } = auction;
    if (us < entryEndsUs) return { kind: 'open', clearsUs };
    if (us < entryResumesUs)
      return { kind: 'refused', fromUs: entryEndsUs, untilUs: entryResumesUs };
    const next = auctionOf(this.#after(day), timeInForce);
    return next === undefined ? NO_AUCTION : { kind: 'open', clearsUs: next.clearsUs };
  }

  /** The trading day after `day`, which is the current one. */
  #after(day: TradingDay): TradingDay {
    this.#next ??= this.#find(day.endUs);
    return this.#next;
  }

  #find(us: TimeUs): TradingDay {
    let span = tradeDayAt(this.zone, us);
    while (!this.#rules.isTradingDate(span.date)) span = tradeDayAt(this.zone, span.endUs);
    return this.#tradingDay(span);
  }

  #tradingDay(span: TradeDay): TradingDay {
    let { startUs } = span;
    let before = tradeDayAt(this.zone, timeUs(startUs - 1));
    while (!this.#rules.isTradingDate(before.date)) {
      ({ startUs } = before);
      before = tradeDayAt(this.zone, timeUs(startUs - 1));
    }
    return { date: span.date, startUs, endUs: span.endUs, ...this.#rules.hoursOf(span) };
  }
}

const NO_AUCTION: AuctionEntry = { kind: 'none' };

function auctionOf(day: TradingDay, timeInForce: AuctionTimeInForce): Auction | undefined {
  return day.auctions.find((auction) => auction.timeInForce === timeInForce);
}

function lastEndUs({ sessions, regular }: TradingDay): TimeUs {
  return (sessions.at(-1) ?? regular).endUs;
}
