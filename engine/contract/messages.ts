/**
 * Every message that crosses a process border. Schemas are the source of the types; values are only
 * what JSON carries unchanged, so that port, socket and memory deliver the same.
 *
 * Client to engine: `hello` first, then requests (one reply each), subscriptions and frame
 * acknowledgements. Engine to client: `welcome` or `refused`, replies, `events` (the numbered stream
 * of execution reports, never dropped or merged) and `data` (market data and telemetry, conflated:
 * at most one frame is on its way until the client has acknowledged it).
 */
import { z } from 'zod';
import { accountSettingsSchema } from './account.ts';
import type { AccountSettings, AccountUpdate, EquityPoint } from './account.ts';
import { alertRequests } from './alerts.ts';
import type { AlertChange, AlertReplies } from './alerts.ts';
import { assetRequests } from './assets.ts';
import type { AssetReplies } from './assets.ts';
import { TIMEFRAMES } from '../domain/bar.ts';
import type { Bar, Timeframe } from '../domain/bar.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { DepthLevel, Quote, Trade } from '../domain/market.ts';
import { ORDER_CLASSES, ORDER_TYPES, TIMES_IN_FORCE } from '../domain/order.ts';
import type { Fill, Order, Position, Venue } from '../domain/order.ts';
import type { Refusal } from '../domain/refusal.ts';
import {
  OPEN_ORDERS_MAX,
  ORDERS_PER_SECOND_MAX,
  PRICE_TICKS_MAX,
  QTY_LOTS_MAX,
  RISK_SYMBOLS_MAX,
  SETTING_CHARS_MAX,
  TRAIL_BASIS_POINTS_MAX,
} from './bounds.ts';
import { drillActions } from './drills.ts';
import { documentRequests } from './documents.ts';
import type { DocumentHead, DocumentReplies } from './documents.ts';
import type { DrillAction, RunningDrill } from './drills.ts';
import type { FeedStatus } from './feed-status.ts';
import { exportCancelSchema, exportStartSchema } from './exports.ts';
import type { ExportProgress, ExportStarted } from './exports.ts';
import { symbolField } from './fields.ts';
import { historyRequests } from './history.ts';
import type { HistoryReplies } from './history.ts';
import { importRequests } from './imports.ts';
import type { ImportProgress, ImportReplies } from './imports.ts';
import { advisorRequests } from './advisor.ts';
import type { AdvisorReplies, AdvisorStatus } from './advisor.ts';
import { backupRequests, maintenanceRequests } from './maintenance.ts';
import type {
  BackupReplies,
  DataTask,
  MaintenanceReplies,
  MaintenanceStatus,
} from './maintenance.ts';
import type { OrderExplanation } from './order-explanation.ts';
import type { StoreStatus } from './store-status.ts';
import { telemetryRequests } from './telemetry-requests.ts';
import type { TelemetryReplies } from './telemetry-requests.ts';
import type { Telemetry } from './telemetry.ts';
import { venueRequests } from './venues.ts';
import type { VenueReplies, VenueStatus } from './venues.ts';

// ---------------------------------------------------------------------------------------------
// Fields
// ---------------------------------------------------------------------------------------------

const text = (max: number) => z.string().max(max);
const safeInt = z.int();
const symbol = symbolField;
const clientOrderId = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/, '1 to 128 printable ASCII characters without spaces');
const orderId = z.int().min(1);
const qtyLots = z.int().min(1).max(QTY_LOTS_MAX);
const priceTicks = z.int().min(1).max(PRICE_TICKS_MAX);
const trailBasisPoints = z.int().min(1).max(TRAIL_BASIS_POINTS_MAX);
const side = z.enum(['buy', 'sell']);
const requestId = z.int().min(1);
const subscriptionId = z.int().min(1);
const timeframe = z.enum(TIMEFRAMES);
const pageLimit = z.int().min(1).max(1_000);

const orderDraft = {
  symbol,
  side,
  orderType: z.enum(ORDER_TYPES),
  timeInForce: z.enum(TIMES_IN_FORCE),
  /**
   * An order has either a quantity or a sum of money, which becomes one at the market's price when
   * it is accepted, rounded down: market orders only.
   */
  qtyLots: qtyLots.nullable(),
  notionalMicros: z.int().min(1).nullable(),
  /** Required on limit and stop-limit orders, null on all others. */
  limitPriceTicks: priceTicks.nullable(),
  /** Required on stop and stop-limit orders, null on all others. */
  stopPriceTicks: priceTicks.nullable(),
  /** A trailing stop has one of the two, every other order none. */
  trailTicks: priceTicks.nullable(),
  trailBasisPoints: trailBasisPoints.nullable(),
  /** Iceberg: at most this much is shown in the book; null: everything. */
  displayQtyLots: qtyLots.nullable(),
  postOnly: z.boolean(),
  /** Also trades before and after the regular session. */
  extendedHours: z.boolean(),
  orderClass: z.enum(ORDER_CLASSES),
  /** Exits of a group: a bracket and an oco have both, an oto has one, a simple order none. */
  takeProfit: z.strictObject({ limitPriceTicks: priceTicks }).nullable(),
  stopLoss: z
    .strictObject({
      stopPriceTicks: priceTicks,
      /** null: a market order once it is triggered. */
      limitPriceTicks: priceTicks.nullable(),
    })
    .nullable(),
};

// ---------------------------------------------------------------------------------------------
// Requests: commands change the engine's state, queries do not
// ---------------------------------------------------------------------------------------------

/** Places an order; the same clientOrderId again gives the first order's answer. */
const orderSubmit = z.strictObject({
  type: z.literal('order.submit'),
  clientOrderId,
  ...orderDraft,
  // Half a surrogate pair is no text: the store and files would keep another character than was acknowledged.
  tag: text(64).refine((tag) => !/\p{Cs}/u.test(tag), 'text without half a surrogate pair'),
});

/** Says what an order would cost and whether it would be refused; changes nothing. */
const orderPreview = z.strictObject({ type: z.literal('order.preview'), ...orderDraft });

const orderCancel = z.strictObject({ type: z.literal('order.cancel'), orderId });

/** The same for a client that has not heard the order's number yet. */
const orderCancelByClientId = z.strictObject({
  type: z.literal('order.cancel_by_client_id'),
  clientOrderId,
});

/**
 * New total quantity, prices, trail or display quantity; null leaves one as it is. A quantity
 * decrease at the same price keeps its place. A trail cannot change between price and percent.
 */
const orderReplace = z.strictObject({
  type: z.literal('order.replace'),
  orderId,
  qtyLots: qtyLots.nullable(),
  limitPriceTicks: priceTicks.nullable(),
  stopPriceTicks: priceTicks.nullable(),
  trailTicks: priceTicks.nullable(),
  trailBasisPoints: trailBasisPoints.nullable(),
  displayQtyLots: qtyLots.nullable(),
});

/** Cancels working orders; null means any symbol or side. */
const ordersCancelAll = z.strictObject({
  type: z.literal('orders.cancel_all'),
  symbol: symbol.nullable(),
  side: side.nullable(),
});

/** Cancels the symbol's orders and closes its position at the market. null: every symbol. */
const positionsFlatten = z.strictObject({
  type: z.literal('positions.flatten'),
  /** Prefix of the closing orders' clientOrderIds, which makes the command idempotent. */
  clientOrderId,
  symbol: symbol.nullable(),
  cancelOrders: z.boolean(),
});

/**
 * Closes a quantity or a share of a position, or with neither all of it, at the market. Orders of
 * the symbol that it does not cancel stay as they are: they may open a position again.
 */
const positionsClose = z.strictObject({
  type: z.literal('positions.close'),
  /** Of the closing order, which makes the command idempotent. */
  clientOrderId,
  symbol,
  /** At most what is held. */
  qtyLots: qtyLots.nullable(),
  /** Hundredths of a percent of what is held, rounded to lots, at least one. */
  basisPoints: z.int().min(1).max(10_000).nullable(),
  /** Cancels the symbol's orders first. */
  cancelOrders: z.boolean(),
});

/**
 * Closes a position at the market and, when that has filled, opens the same the other way. Limits
 * hold for what opens, not for what closes.
 */
const positionsReverse = z.strictObject({
  type: z.literal('positions.reverse'),
  /** Prefix of both orders' clientOrderIds, which makes the command idempotent. */
  clientOrderId,
  symbol,
  cancelOrders: z.boolean(),
});

const ordersPerSecond = z.int().min(1).max(ORDERS_PER_SECOND_MAX);
const riskSymbols = z.array(symbol).max(RISK_SYMBOLS_MAX);

/** What the risk guard holds every client to; null: no limit. engine/risk says what each counts. */
export const riskLimitsSchema = z.strictObject({
  /** Quantity in whole units, as all limits of it: shares, contracts, coins. */
  orderUnitsMax: qtyLots,
  orderValueMicrosMax: z.int().min(1),
  /** Largest distance of a limit price beyond the market, and of a market order's worst fill, in
   * hundredths of a percent of the reference price. */
  priceCollarBasisPoints: z.int().min(1).max(10_000),
  /** Long or short in one symbol if all that works on the order's side were filled. */
  positionUnitsMax: qtyLots.nullable(),
  /** The same, valued at the market. */
  positionValueMicrosMax: z.int().min(1).nullable(),
  /** Orders that work at the same time, those that wait included. */
  openOrdersMax: z.int().min(1).max(OPEN_ORDERS_MAX).nullable(),
  /** New orders and replacements in any second of market time, of all clients and of each one. */
  ordersPerSecondMax: ordersPerSecond.nullable(),
  clientOrdersPerSecondMax: ordersPerSecond.nullable(),
  /** Loss since the start of the trading day, open positions at the market, that locks the account. */
  dailyLossMicrosMax: z.int().min(1).nullable(),
  /** Symbols that may be traded; null: all of them. */
  allowSymbols: riskSymbols.min(1).readonly().nullable(),
  /** Symbols that may not be traded, whatever the other list says. */
  denySymbols: riskSymbols.readonly(),
});
const riskSetLimits = z.strictObject({
  type: z.literal('risk.set_limits'),
  limits: riskLimitsSchema,
});

/** The kill switch: cancels all orders, flattens all positions and locks until `risk.unlock`. */
const riskKill = z.strictObject({
  type: z.literal('risk.kill'),
  /** Prefix of the closing orders' clientOrderIds, which makes the command idempotent. */
  clientOrderId,
});
/** Ends the lock of the kill switch; that of a daily loss ends with the trading day only. */
const riskUnlock = z.strictObject({ type: z.literal('risk.unlock') });

/**
 * Steers the replay of a recorded market (speed 0 = as fast as it goes), or the simulator's pace;
 * starts and ends drills of the simulator.
 */
const sourceControl = z.strictObject({
  type: z.literal('source.control'),
  action: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('pause') }),
    z.strictObject({ kind: z.literal('resume') }),
    z.strictObject({ kind: z.literal('step'), events: z.int().min(1).max(10_000) }),
    z.strictObject({ kind: z.literal('speed'), speed: z.number().min(0).max(1_000) }),
    /** Plays a recording up to so many of its events as fast as it goes, back ones from its start. */
    z.strictObject({ kind: z.literal('seek'), event: z.int().min(0) }),
    /** Connects to the real market at once instead of after a wait, also after what had stopped it. */
    z.strictObject({ kind: z.literal('reconnect') }),
    /** Lets market orders through although no market data comes, or no longer; until it comes again. */
    z.strictObject({ kind: z.literal('stale_orders'), allowed: z.boolean() }),
    ...drillActions,
  ]),
});

/** Keys of the settings the store keeps for the terminal. */
export const SETTING_KEYS = ['workspace', 'appearance', 'terminal'] as const;
const settingSave = z.strictObject({
  type: z.literal('setting.save'),
  key: z.enum(SETTING_KEYS),
  /** JSON text. */
  value: text(SETTING_CHARS_MAX),
});
const settingsLoad = z.strictObject({ type: z.literal('settings.load') });

/**
 * Bars that start before `beforeUs` (null: up to now, the forming one included), newest last: the
 * newest `limit` of them, or with `afterUs` the oldest `limit` of those that start after it.
 */
const barsHistory = z.strictObject({
  type: z.literal('bars.history'),
  symbol,
  timeframe,
  beforeUs: safeInt.nullable(),
  afterUs: safeInt.optional(),
  limit: z.int().min(1).max(5_000),
});

/** Fills, newest first, below `beforeExecutionId` (null: from the newest). */
const fillsPage = z.strictObject({
  type: z.literal('fills.page'),
  symbol: symbol.nullable(),
  beforeExecutionId: safeInt.nullable(),
  limit: pageLimit,
});

/** Orders in any status, newest first, below `beforeOrderId`. */
const ordersPage = z.strictObject({
  type: z.literal('orders.page'),
  symbol: symbol.nullable(),
  beforeOrderId: safeInt.nullable(),
  limit: pageLimit,
});

/** Asks why an order has not filled; changes nothing. */
const orderExplain = z.strictObject({ type: z.literal('order.explain'), orderId });

/** Sets what the account charges and allows from now on; what has been charged stays. */
const accountConfigure = z.strictObject({
  type: z.literal('account.configure'),
  settings: accountSettingsSchema(symbol),
});

/** The newest points of the equity curve in a period (null: open), oldest first. */
const equityHistory = z.strictObject({
  type: z.literal('equity.history'),
  fromUs: safeInt.nullable(),
  toUs: safeInt.nullable(),
  limit: z.int().min(1).max(5_000),
});

export const requestBodySchema = z.discriminatedUnion('type', [
  orderSubmit,
  orderPreview,
  orderExplain,
  orderCancel,
  orderCancelByClientId,
  orderReplace,
  ordersCancelAll,
  positionsFlatten,
  positionsClose,
  positionsReverse,
  riskSetLimits,
  riskKill,
  riskUnlock,
  sourceControl,
  settingSave,
  settingsLoad,
  barsHistory,
  fillsPage,
  ordersPage,
  exportStartSchema,
  exportCancelSchema,
  accountConfigure,
  equityHistory,
  ...importRequests,
  ...backupRequests,
  ...maintenanceRequests,
  ...advisorRequests,
  ...historyRequests,
  ...telemetryRequests,
  ...documentRequests,
  ...venueRequests,
  ...alertRequests,
  ...assetRequests,
]);
export type RequestBody = z.infer<typeof requestBodySchema>;
export type RequestType = RequestBody['type'];
export type RequestOf<K extends RequestType> = Extract<RequestBody, { type: K }>;
export type RiskLimits = Readonly<z.infer<typeof riskLimitsSchema>>;
export type SettingKey = (typeof SETTING_KEYS)[number];
export type SourceAction = RequestOf<'source.control'>['action'];
/** Those that every source follows. */
export type PaceAction = Exclude<
  SourceAction,
  DrillAction | { kind: 'reconnect' | 'stale_orders' | 'seek' }
>;

/** Where the risk guard stands: while it is locked, orders may only reduce positions. */
export interface RiskState {
  /** What locks; the kill switch hides a daily loss, which `untilDate` still tells of. */
  readonly lockedBy: 'kill_switch' | 'daily_loss' | null;
  /** Market time at which it was locked; null: it is not. */
  readonly sinceUs: number | null;
  /** Trading date with which the lock of a daily loss ends, YYYY-MM-DD; null: there is none. */
  readonly untilDate: string | null;
}

/** Engine-side times of one command, in microseconds of the engine's monotonic clock. */
export interface StageTimes {
  /** Message taken from the transport. */
  readonly receivedUs: number;
  /** Validated, checked for risk and matched. */
  readonly matchedUs: number;
  /** The transaction that holds it was reported as on disk. */
  readonly committedUs: number;
}

export interface OrderReply {
  readonly order: Order;
  /** True when the clientOrderId was known already and nothing new was placed. */
  readonly duplicate: boolean;
  readonly stages: StageTimes;
}

export interface OrderPreview {
  /** As asked for, or what a sum of money comes to now. */
  readonly qtyLots: number;
  /** Expected average price of the part that would trade at once, x 1 tick; null when none would. */
  readonly takePriceTicks: number | null;
  readonly takeQtyLots: number;
  /** Quantity x limit price, or x the expected price of a market order; null without a market. */
  readonly valueMicros: number | null;
  readonly positionAfterLots: number;
  readonly cashAfterMicros: number | null;
  /** Buying power once it works; null where it would be refused. What only closes takes nothing. */
  readonly buyingPowerAfterMicros: number | null;
  /** Shares displayed at or before the order's price, which trade first; 0 when it would lead. */
  readonly queueAheadLots: number;
  /** Why it would be refused, or null. */
  readonly refusal: Refusal | null;
}

/** What each request is answered with when it is not refused. */
export interface ReplyMap
  extends
    ImportReplies,
    BackupReplies,
    MaintenanceReplies,
    AdvisorReplies,
    HistoryReplies,
    DocumentReplies,
    TelemetryReplies,
    VenueReplies,
    AlertReplies,
    AssetReplies {
  'order.submit': OrderReply;
  'order.preview': OrderPreview;
  'order.explain': OrderExplanation;
  'order.cancel': OrderReply;
  'order.cancel_by_client_id': OrderReply;
  'order.replace': OrderReply;
  'orders.cancel_all': { readonly canceledOrderIds: readonly number[] };
  'positions.flatten': {
    readonly canceledOrderIds: readonly number[];
    readonly closingOrders: readonly Order[];
  };
  'positions.close': {
    readonly canceledOrderIds: readonly number[];
    /** Rejected, with its refusal, when the instrument is halted. */
    readonly order: Order;
    /** True when the clientOrderId was known already and nothing new was done. */
    readonly duplicate: boolean;
  };
  'positions.reverse': {
    readonly canceledOrderIds: readonly number[];
    readonly closing: Order;
    /** Rejected, with its refusal, when a limit forbade it; null when the closing one did not fill. */
    readonly opening: Order | null;
    readonly duplicate: boolean;
  };
  'risk.set_limits': { readonly limits: RiskLimits };
  'risk.kill': {
    readonly risk: RiskState;
    readonly canceledOrderIds: readonly number[];
    readonly closingOrders: readonly Order[];
  };
  'risk.unlock': { readonly risk: RiskState };
  'source.control': { readonly source: SourceStatus };
  'setting.save': { readonly key: SettingKey };
  'settings.load': { readonly settings: Readonly<Partial<Record<SettingKey, string>>> };
  'bars.history': { readonly bars: readonly Bar[]; readonly more: boolean };
  'fills.page': { readonly fills: readonly Fill[]; readonly more: boolean };
  'orders.page': { readonly orders: readonly Order[]; readonly more: boolean };
  'export.start': ExportStarted;
  'export.cancel': { readonly exportId: number; readonly canceled: boolean };
  'account.configure': { readonly settings: AccountSettings };
  'equity.history': { readonly points: readonly EquityPoint[]; readonly more: boolean };
}

// ---------------------------------------------------------------------------------------------
// Subscriptions
// ---------------------------------------------------------------------------------------------

/** What can be followed. Every one starts with a full picture and goes on with changes. */
export const channelSchema = z.discriminatedUnion('channel', [
  /** Quotes of all instruments. */
  z.strictObject({ channel: z.literal('quotes') }),
  z.strictObject({
    channel: z.literal('depth'),
    symbol,
    /** Levels a side. */
    levels: z.int().min(1).max(200),
  }),
  z.strictObject({ channel: z.literal('trades'), symbol }),
  z.strictObject({ channel: z.literal('bars'), symbol, timeframe }),
  z.strictObject({ channel: z.literal('telemetry') }),
  z.strictObject({ channel: z.literal('source') }),
  /** The account's sums at the last prices, and its settings. */
  z.strictObject({ channel: z.literal('account') }),
  /** The venue that orders go to, and the connection to it. */
  z.strictObject({ channel: z.literal('venue') }),
]);
export type Channel = z.infer<typeof channelSchema>;
export type ChannelName = Channel['channel'];

/** One subscription's share of a data frame. */
export interface DataMap {
  /** Quotes that changed since the last frame, latest values. */
  quotes: { readonly quotes: readonly Quote[] };
  /** The whole visible book, best level first. */
  depth: {
    readonly bids: readonly DepthLevel[];
    readonly asks: readonly DepthLevel[];
    readonly updatedUs: number;
  };
  /** Prints in order, oldest first. `skipped` counts those that a slow client missed before them. */
  trades: { readonly trades: readonly Trade[]; readonly skipped: number };
  /**
   * Bars that changed since the last frame, oldest first; the last one is forming. `isRewritten`: bars of
   * before are gone or others, so that what is shown has to be read anew.
   */
  bars: { readonly bars: readonly Bar[]; readonly isRewritten?: true };
  telemetry: Telemetry;
  source: SourceStatus;
  account: AccountUpdate;
  venue: VenueStatus;
}

/** Where market data comes from and how it goes. */
export interface SourceStatus {
  readonly kind: 'simulator' | 'replay' | 'alpaca';
  readonly label: string;
  /** `disconnected`: no data comes, as a drill wants it or since the feed is away. */
  readonly state: 'running' | 'paused' | 'disconnected' | 'ended' | 'failed';
  /** 1 = as recorded; 0 = as fast as it goes. */
  readonly speed: number;
  /** Time of the market, which is that of the recording in a replay. */
  readonly marketUs: number;
  /** Replay: events applied and in all; simulator: events applied and 0. */
  readonly eventsDone: number;
  readonly eventsTotal: number;
  /** Event that a replay is on its way to; absent while it keeps its pace. */
  readonly seekingTo?: number;
  /** Why it failed, in plain words; '' otherwise. */
  readonly problem: string;
  /** Drills under way; none in a replay. */
  readonly drills: readonly RunningDrill[];
  /** What becomes of market orders while no data comes; absent while it does. */
  readonly marketOrders?: 'blocked' | 'overridden';
  /** The connection to the real market; null where the market is simulated or recorded. */
  readonly feed: FeedStatus | null;
}

// ---------------------------------------------------------------------------------------------
// Events
// ---------------------------------------------------------------------------------------------

interface Sequenced {
  readonly seq: number;
  readonly atUs: number;
}

/** Execution reports: numbered 1, 2, 3, ... by venue, on disk before anyone hears of them. */
export type OrderEvent = Sequenced &
  (
    | { readonly type: 'order.accepted'; readonly order: Order }
    | { readonly type: 'order.rejected'; readonly order: Order }
    | { readonly type: 'order.replaced'; readonly order: Order }
    /** A stop was elected by the last trade; what it does as a market or limit order follows. */
    | { readonly type: 'order.triggered'; readonly order: Order }
    /**
     * Changed by the venue: a trailing stop has followed the market (at most one a second and
     * order), an exit has grown or shrunk with its group, a session has ended in which it rested, so that it
     * waits for the next one.
     */
    | { readonly type: 'order.restated'; readonly order: Order }
    /** What was accepted or held works from now: its session has opened, its entry has filled. */
    | { readonly type: 'order.activated'; readonly order: Order }
    | { readonly type: 'order.canceled'; readonly order: Order }
    | { readonly type: 'order.expired'; readonly order: Order }
    | {
        readonly type: 'order.filled';
        readonly order: Order;
        readonly fill: Fill;
        readonly position: Position;
        readonly cashMicros: number;
      }
  );
export type OrderEventType = OrderEvent['type'];

/** The whole trading state at `seq`, sent when a client starts or is too far behind to catch up. */
export interface TradingSnapshot {
  readonly seq: number;
  readonly workingOrders: readonly Order[];
  readonly positions: readonly Position[];
  /** Newest first, at most SNAPSHOT_FILLS_MAX. */
  readonly recentFills: readonly Fill[];
  readonly cashMicros: number;
  readonly limits: RiskLimits;
  readonly risk: RiskState;
}

export interface Notice {
  readonly level: 'info' | 'warning' | 'error';
  /** Stable code such as `engine.recovered`, `store.slow`. */
  readonly code: string;
  readonly text: string;
  readonly atUs: number;
}

// ---------------------------------------------------------------------------------------------
// Frames
// ---------------------------------------------------------------------------------------------

export const clientMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    contractVersion: z.int(),
    /** Shown in logs and kept with each order. */
    clientName: z.string().regex(/^[\w .-]{1,32}$/, '1 to 32 letters, digits, spaces, . _ or -'),
    /** Access token where the host asks for one; '' where it does not. */
    token: text(256),
    /** Last event the client has, and of which engine data; null: send a snapshot. */
    resume: z.strictObject({ storeId: text(64), afterSeq: z.int().min(0) }).nullable(),
  }),
  z.strictObject({ type: z.literal('request'), id: requestId, body: requestBodySchema }),
  z.strictObject({
    type: z.literal('subscribe'),
    sub: subscriptionId,
    channel: channelSchema,
  }),
  z.strictObject({ type: z.literal('unsubscribe'), sub: subscriptionId }),
  /** The client has taken frame `frame`; the next one may follow after `paceMs` (16 = a display
   * frame; more for a hidden window). */
  z.strictObject({
    type: z.literal('ack'),
    frame: z.int().min(1),
    paceMs: z.int().min(0).max(10_000),
  }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;
export type ClientMessageOf<K extends ClientMessage['type']> = Extract<ClientMessage, { type: K }>;

/** How the engine came up: what a client tells its user after a reconnect. */
export interface RecoveryReport {
  /** `first`: new store; `clean`: the last run ended well; `crash`: it did not. */
  readonly after: 'first' | 'clean' | 'crash';
  readonly workingOrders: number;
  readonly positions: number;
  readonly tookMs: number;
}

export interface Welcome {
  readonly type: 'welcome';
  readonly contractVersion: number;
  readonly productVersion: string;
  readonly venue: Venue;
  /** Identity of the store; event numbers of another store mean nothing. */
  readonly storeId: string;
  /** Identity of this run of the engine. */
  readonly engineRunId: string;
  /** Wall clock and monotonic clock of the engine at sending, to align a client's clock. */
  readonly wallUs: number;
  readonly monotonicUs: number;
  readonly instruments: readonly Instrument[];
  readonly source: SourceStatus;
  readonly recovery: RecoveryReport;
  /** How files reach the user: `path` shows/saves through the desktop host, `ticket` by download. */
  readonly exportDelivery: 'path' | 'ticket';
  /** A snapshot, or null when the missed events follow instead. */
  readonly snapshot: TradingSnapshot | null;
}

export interface Update<K extends ChannelName = ChannelName> {
  readonly sub: number;
  readonly channel: K;
  readonly data: DataMap[K];
}
export type AnyUpdate = { [K in ChannelName]: Update<K> }[ChannelName];

export type EngineMessage =
  | Welcome
  /** The handshake failed or the connection is being closed; nothing follows. */
  | { readonly type: 'refused'; readonly refusal: Refusal }
  | {
      readonly type: 'reply';
      readonly id: number;
      readonly ok: true;
      readonly result: ReplyMap[RequestType];
    }
  | {
      readonly type: 'reply';
      /** 0 when the message was so wrong that its id could not be read. */
      readonly id: number;
      readonly ok: false;
      readonly refusal: Refusal;
    }
  | { readonly type: 'events'; readonly events: readonly OrderEvent[] }
  | {
      readonly type: 'data';
      readonly frame: number;
      /** When it was handed to the transport, by the engine's monotonic clock in microseconds. */
      readonly sentUs: number;
      readonly updates: readonly AnyUpdate[];
    }
  | { readonly type: 'export'; readonly progress: ExportProgress }
  | { readonly type: 'import'; readonly progress: ImportProgress }
  | { readonly type: 'data_task'; readonly task: DataTask }
  | { readonly type: 'maintenance'; readonly status: MaintenanceStatus }
  /** What the advisor has found has changed. */
  | { readonly type: 'advisor'; readonly status: AdvisorStatus }
  /** A document was put, or deleted (revision 0); who asked for it hears it too. */
  | { readonly type: 'document'; readonly head: DocumentHead }
  | { readonly type: 'alert'; readonly change: AlertChange }
  /** One more instrument trades here from now on. */
  | { readonly type: 'instrument'; readonly instrument: Instrument }
  | { readonly type: 'limits'; readonly limits: RiskLimits }
  | { readonly type: 'risk'; readonly risk: RiskState }
  | { readonly type: 'store'; readonly store: StoreStatus }
  | { readonly type: 'notice'; readonly notice: Notice };

export { ENGINE_STAGES } from './metrics.ts';
export type { EngineStage } from './metrics.ts';
export type { LatencySummary, StatementTiming, Telemetry } from './telemetry.ts';
export type { Bar, Fill, Instrument, Order, Position, Quote, Refusal, Timeframe, Trade };
