/**
 * What the pure core needs from outside and what it offers to market data sources. Edges implement
 * these; `host/compose.ts` wires them.
 */
import type {
  OrderEvent,
  PaceAction,
  RiskLimits,
  SettingKey,
  SourceStatus,
} from './contract/messages.ts';
import type { RemoteLink, Reversal } from './domain/remote-link.ts';
import type { DrillAction } from './contract/drills.ts';
import type { Bar, PastTrade, Timeframe } from './domain/bar.ts';
import type { ClientOrderId, OrderId } from './domain/ids.ts';
import type { Instrument } from './domain/instrument.ts';
import type { AccountSettings, DayStart, EquityPoint } from './contract/account.ts';
import type { LotChanges, SymbolLots } from './domain/lot.ts';
import type { PriceBands } from './domain/market.ts';
import type { Fill, Order, Position } from './domain/order.ts';
import type { Refusal } from './domain/refusal.ts';
import type { SideCode } from './domain/side.ts';
import type { TimeUs } from './domain/time.ts';
import type { FeedBook } from './market/feed-book.ts';
import type { EventSpan } from './orders/event-batch.ts';
import type { ScopeAnswer } from './orders/scope-answers.ts';
import type { StoredRisk } from './risk/risk-lock.ts';

/** Wall clock in microseconds since 1970, and a monotonic one for durations. */
export interface Clock {
  wallUs(): TimeUs;
  /** Microseconds since an arbitrary start; never goes back. */
  monotonicUs(): number;
  /** Wall time is not before this from now on: what is on disk was stamped with it. */
  notBefore?(us: number): void;
  /** How far the machine's clock is behind `wallUs`; 0 but after it was set back. */
  behindUs?(): number;
  /** How long the machine has slept since the clock was made, as far as `monotonicUs` stood still meanwhile. */
  sleptUs?(): number;
}

/** Keys of what the risk guard keeps among the settings: its limits, and its state. */
export type RiskSettingKey = 'risk' | 'risk_state';

/** One thing to be made durable. Everything of one `append` goes into one transaction. */
export type JournalWrite =
  /** Rows of order_events, orders (upsert), trades (insert), positions (upsert) and cash. */
  | { readonly kind: 'events'; readonly events: readonly OrderEvent[] }
  /** The same as the core packs them; who writes them takes everything out of their batch. */
  | { readonly kind: 'packed_events'; readonly events: EventSpan }
  /** Lots that the same transaction's fills have opened, changed or closed. */
  | { readonly kind: 'lots'; readonly changes: readonly LotChanges[] }
  /** All of them; those of other symbols are over. */
  | { readonly kind: 'day_starts'; readonly starts: readonly DayStart[] }
  /** A point of the equity curve; `dayUs`: when its trading day began. */
  | { readonly kind: 'equity'; readonly point: EquityPoint; readonly dayUs: number }
  | {
      readonly kind: 'bars';
      readonly symbol: string;
      readonly timeframe: Timeframe;
      readonly bars: readonly Bar[];
      /** Starts of bars that are no more: all their trades were taken back. */
      readonly removedUs?: readonly TimeUs[];
    }
  | {
      readonly kind: 'setting';
      readonly key:
        | SettingKey
        | RiskSettingKey
        | 'account'
        | 'maintenance'
        | 'alerts'
        | 'venue'
        | 'reversals'
        | 'scope_answers'
        | 'instruments';
      readonly value: string;
    }
  /** What orders are at a remote venue; those that are there already are replaced. */
  | { readonly kind: 'remote_orders'; readonly links: readonly RemoteLink[] }
  /** What the account began with; its cash changes by as much. */
  | { readonly kind: 'start_cash'; readonly cashMicros: number }
  /** Money that came or went beside fills: the account began with so much more, and has this much now. */
  | {
      readonly kind: 'cash_adjusted';
      readonly deltaMicros: number;
      readonly cashMicros: number;
    };

/** Where the engine writes; a single writer behind a bounded queue, with group commit. */
export interface Journal {
  /** Queues writes for the next transaction; returns their ticket: 1, 2, 3, ... */
  append(writes: readonly JournalWrite[]): number;
  /** Called once a transaction is on disk, with the highest ticket it holds. */
  onCommitted(listener: (ticket: number) => void): void;
  /** Called when a transaction could not be written; nothing later will be either. */
  onFailed(listener: (problem: string) => void): void;
  /**
   * Why nothing can be written since the start, null when writes work. While it is not null nothing
   * may be appended; the journal goes on trying.
   */
  trouble(): string | null;
  /** Called when writes work, after a start at which they did not. */
  onWritable(listener: () => void): void;
  /** Resolves when all that has been appended is on disk. */
  flush(): Promise<void>;
  /** Writes waiting or under way, and the bound at which appends must stop. */
  queue(): { readonly length: number; readonly bound: number };
}

/** Finds orders that are no longer in memory; used for idempotency and for plain answers. */
export interface OrderLookup {
  byClientOrderId(id: ClientOrderId): Order | null;
  byOrderId(id: OrderId): Order | null;
}

/** The state that the store gives back at start. */
export interface RecoveredState {
  /** Identity of this store, made when it was created. */
  readonly storeId: string;
  readonly after: 'first' | 'clean' | 'crash';
  /** Numbers of the last event, order and execution; 0 when none. */
  readonly lastEventSeq: number;
  readonly lastOrderId: number;
  readonly lastExecutionId: number;
  readonly lastPrioritySeq: number;
  /** When the last event was; 0 when there is none. */
  readonly lastEventUs: number;
  /** In the order of their priority. */
  readonly workingOrders: readonly Order[];
  /** Including flat ones, which hold realised results. */
  readonly positions: readonly Position[];
  /** Open lots of each symbol that has some. */
  readonly lots: readonly SymbolLots[];
  readonly recentFills: readonly Fill[];
  readonly cashMicros: number;
  /** null: never set. */
  readonly limits: RiskLimits | null;
  /** Lock and trading day of the risk guard; null: never stored. */
  readonly risk: StoredRisk | null;
  /** null: never set. */
  readonly account: AccountSettings | null;
  readonly dayStarts: readonly DayStart[];
  /** What commands over many orders have done; oldest first. */
  readonly scopeAnswers: readonly ScopeAnswer[];
  /** Units and names of what a store of the real market counts in; newest last. */
  readonly instruments: readonly Instrument[];
  /** When a remote venue's store took over the account (null: not yet), and what orders are there. */
  readonly remote: {
    readonly openedUs: number | null;
    /** The venue's id of the account that the store is of; null: it has not been told yet. */
    readonly accountId: string | null;
    readonly links: readonly RemoteLink[];
    /** Those under way, of which the second half is still to come. */
    readonly reversals: readonly Reversal[];
  };
  /** The newest `RECOVERED_BARS` bars of each symbol and stored timeframe, oldest first. */
  readonly bars: readonly {
    readonly symbol: string;
    readonly timeframe: Timeframe;
    readonly bars: readonly Bar[];
  }[];
}

/** Order types and times in force as the matching engine numbers them. */
export const HOUSE_OWNER = 0;
export const TRADER_OWNER = 1;

/**
 * The market as a source of simulated or recorded orders sees it. House orders go through the same
 * matching engine as the trader's; they are not persisted. `i` is the index into `instruments`.
 */
export interface HouseMarket {
  /** Where quotes and prints go of markets that are known by them; absent where books are kept. */
  readonly quoted?: QuotedMarket;
  readonly instruments: readonly Instrument[];
  /** Rests what does not trade at once; returns the handle of the rest, or -1 when nothing rests. */
  limit(i: number, side: SideCode, priceTicks: number, qtyLots: number): number;
  /** Trades what it can within `worstTicks` (0: any price) and drops the rest; returns lots traded. */
  take(i: number, side: SideCode, worstTicks: number, qtyLots: number): number;
  /** The id that the last `limit` call's order was given; needed with its handle later. */
  lastOrderId(): number;
  /** False when it no longer rests. */
  cancel(i: number, handle: number, orderId: number): boolean;
  /** New price and open quantity; true when it still rests, under the same handle. Decrease keeps place. */
  replace(
    i: number,
    handle: number,
    orderId: number,
    priceTicks: number,
    leavesLots: number,
  ): boolean;
  /** Open lots, 0 when it no longer rests. */
  leavesLots(i: number, handle: number, orderId: number): number;
  /** Best prices in ticks; 0 when the side is empty. */
  bestBidTicks(i: number): number;
  bestAskTicks(i: number): number;
  lastTradeTicks(i: number): number;
  restingOrders(i: number, side: SideCode): number;
}

/** Drills of the market itself; the venue rejects orders and halts. */
export type MarketDrill = Exclude<DrillAction, { kind: 'drill_reject' | 'drill_halt' }>;

/**
 * The market as a source of quotes and prints sees it: what it tells fills the trader's orders by the
 * fill model, and nothing else.
 */
export interface QuotedMarket {
  /** Whether orders wait for a quote, so that it matters when the next one was made. */
  awaitsQuote(i: number): boolean;
  /**
   * Best prices and their sizes; a price of 0 says that the side is empty. `quotedUs`: when they were
   * made; now when absent.
   */
  quote(
    i: number,
    bidTicks: number,
    bidLots: number,
    askTicks: number,
    askLots: number,
    quotedUs?: number,
  ): void;
  /**
   * A trade, at any whole tick; `aggressor` is the side that came to it. `executedUs`: when it took
   * place, which may be before now and decides the bar it is part of; now when absent. Gives the time
   * that it has been taken at: never after now.
   */
  print(
    i: number,
    priceTicks: number,
    qtyLots: number,
    aggressor: SideCode,
    executedUs?: TimeUs,
  ): TimeUs;
  /** A bar as the market counts it, in the place of what prints have made of its time. */
  bar(i: number, timeframe: '1m' | '1d', bar: Bar): void;
  /**
   * A trade of the past was corrected or taken back: `trades` are all that stand now of what was told,
   * in that order, and all there were from `wholeFromUs` on. Makes the bars around `atUs` anew; false
   * when its minute could not be, because trades are missing or the market has counted it itself.
   * `takenBack`: how many do not stand any more since the last call.
   */
  retell(
    i: number,
    trades: readonly PastTrade[],
    wholeFromUs: number,
    atUs: TimeUs,
    takenBack: number,
  ): boolean;
  /**
   * Minutes that begin from `fromUs` to `toUs` and have trades are these, by their starts: what is there of
   * another was taken back.
   */
  tradedIn(i: number, fromUs: number, toUs: number, startsUs: ReadonlySet<number>): void;
  /**
   * The order book as the market tells it has changed; it is shown, read from where it is, and fills
   * nothing: fills go by quotes and prints.
   */
  book(i: number, book: FeedBook): void;
  /** The prices between which it trades now, in ticks; null: none are in force. */
  bands(i: number, bands: PriceBands | null): void;
  /** The market has stopped an instrument, or lets it trade again. */
  halt(i: number, isHalted: boolean): void;
}

/** A running source of market data: the simulator or a replay. */
export interface MarketSource {
  readonly instruments: readonly Instrument[];
  /** Time of the market now: wall time for the simulator, recorded time for a replay. */
  marketUs(wallUs: TimeUs): TimeUs;
  /**
   * Applies every event due by `wallUs`, at most `eventsMax` of them, so that commands wait for a
   * bounded time. `setTime` must be called with the market time of each event before it is applied.
   */
  advance(
    wallUs: TimeUs,
    eventsMax: number,
    market: HouseMarket,
    setTime: (us: TimeUs) => void,
  ): number;
  /**
   * When the oldest came of what the last `advance` has applied, in microseconds of the monotonic clock; null: none
   * of it came just now. Absent where nothing comes and events are due by time.
   */
  receivedUs?(): number | null;
  control(action: PaceAction, wallUs: TimeUs): void;
  /**
   * Plays up to so many events as fast as it goes, then on as it was; any other control ends it. False
   * when they have been played: what has been cannot be taken back. Absent where nothing is recorded.
   */
  seek?(event: number, wallUs: TimeUs): boolean;
  /** Starts or ends a drill of the market; absent where the market cannot be made to misbehave. */
  drill?(action: MarketDrill, wallUs: TimeUs): void;
  status(wallUs: TimeUs): SourceStatus;
  /**
   * Connects at once, also after what had stopped it; `isDoubtful`: what looks connected may be dead, as after a
   * sleep. Absent where there is no connection.
   */
  reconnect?(isDoubtful: boolean): void;
  /**
   * Follows one more instrument. `admit` is called when its data begins to come, and lets it trade before
   * any of it is told. Resolves with null, or with why it cannot be had; then nothing has changed. Absent
   * where a market has what it has.
   */
  follow?(instrument: Instrument, admit: () => void): Promise<Refusal | null>;
  /** Says what to call when something has come; absent where only time brings events. */
  onEvents?(wake: () => void): void;
  /** Lets go of connections; absent where there are none. Nothing is asked of it afterwards. */
  stop?(): void;
}
