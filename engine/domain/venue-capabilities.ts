/**
 * What each venue takes, so that what it would not take is refused before it is sent. The local
 * venue keeps Alpaca's table of types and times in force and goes beyond it where it says so.
 * Source: Alpaca's documentation of orders, time in force, extended hours and crypto.
 */
import type { AssetClass } from './instrument.ts';
import { STOP_TRIGGERS, isStopType } from './order.ts';
import type { OrderClass, OrderType, StopTrigger, TimeInForce, Venue } from './order.ts';
import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';

type TimesByType = Readonly<Record<OrderType, readonly TimeInForce[]>>;

/** What one venue takes of one class of instruments. */
export interface VenueCapabilities {
  /** Times in force that each type of order may have; none: the type is not taken. */
  readonly timesInForce: TimesByType;
  /** Times in force of limit orders that trade before and after the regular session too. */
  readonly extendedHours: readonly TimeInForce[];
  readonly postOnly: boolean;
  /** Orders that show a part of their quantity. */
  readonly iceberg: boolean;
  /** Classes beside `simple`. */
  readonly orderClasses: readonly OrderClass[];
}

/** What of an order decides whether a venue takes it. */
export interface VenueTerms {
  readonly orderType: OrderType;
  readonly timeInForce: TimeInForce;
  readonly orderClass: OrderClass;
  readonly extendedHours: boolean;
  readonly postOnly: boolean;
  readonly displayQtyLots: number | null;
}

const RESTING: readonly TimeInForce[] = ['day', 'gtc'];
const ALL_TIMES: readonly TimeInForce[] = ['day', 'gtc', 'ioc', 'fok', 'opg', 'cls'];
const GROUPS: readonly OrderClass[] = ['bracket', 'oco', 'oto'];

/** A stop waits for its price, which an order that is over at once or in an auction cannot. */
const EQUITY_TIMES: TimesByType = {
  market: ALL_TIMES,
  limit: ALL_TIMES,
  stop: RESTING,
  stop_limit: RESTING,
  trailing_stop: RESTING,
};

const LOCAL: VenueCapabilities = {
  timesInForce: EQUITY_TIMES,
  extendedHours: RESTING,
  postOnly: true,
  iceberg: true,
  orderClasses: GROUPS,
};

const ALPACA_EQUITY: VenueCapabilities = {
  timesInForce: EQUITY_TIMES,
  extendedHours: ['day'],
  postOnly: false,
  iceberg: false,
  orderClasses: GROUPS,
};

const ALPACA_CRYPTO: VenueCapabilities = {
  timesInForce: {
    market: ['gtc', 'ioc'],
    limit: ['gtc', 'ioc'],
    stop: [],
    stop_limit: ['gtc'],
    trailing_stop: [],
  },
  extendedHours: [],
  postOnly: false,
  iceberg: false,
  orderClasses: [],
};

const ALPACA_NOTHING: VenueCapabilities = {
  ...ALPACA_CRYPTO,
  timesInForce: { market: [], limit: [], stop: [], stop_limit: [], trailing_stop: [] },
};

/** What may trigger stops at a venue; Alpaca's are elected by trades alone. */
export function stopTriggersOf(venue: Venue): readonly StopTrigger[] {
  return venue === 'local' ? STOP_TRIGGERS : ['last_trade'];
}

/** Why a venue does not trigger stops so, or null. */
export function checkStopTrigger(venue: Venue, by: StopTrigger): Refusal | null {
  if (stopTriggersOf(venue).includes(by)) return null;
  return unsupported('stopTrigger', by, `stops on ${venue} are triggered by the last trade`);
}

/** What a venue takes of a class of instruments. */
export function capabilitiesOf(venue: Venue, assetClass: AssetClass): VenueCapabilities {
  if (venue === 'local') return LOCAL;
  switch (assetClass) {
    case 'us_equity':
      return ALPACA_EQUITY;
    case 'crypto':
      return ALPACA_CRYPTO;
    case 'future':
      return ALPACA_NOTHING;
  }
}

/** Why the venue would not take an order, or null. What it waits for or costs is not looked at. */
export function checkVenue(
  venue: Venue,
  assetClass: AssetClass,
  terms: VenueTerms,
): Refusal | null {
  const can = capabilitiesOf(venue, assetClass);
  return (
    checkTime(venue, can, terms) ??
    checkClass(venue, can, terms) ??
    checkExtendedHours(can, terms) ??
    checkFlags(venue, can, terms)
  );
}

function checkTime(
  venue: Venue,
  { timesInForce }: VenueCapabilities,
  { orderType, timeInForce }: VenueTerms,
): Refusal | null {
  const times = timesInForce[orderType];
  if (times.includes(timeInForce)) return null;
  if (times.length === 0) {
    return unsupported('orderType', orderType, `no ${words(orderType)} orders here on ${venue}`);
  }
  const rule = `a ${words(orderType)} order is ${listed(times)} on ${venue}`;
  return unsupported('timeInForce', timeInForce, rule);
}

function checkClass(
  venue: Venue,
  { orderClasses }: VenueCapabilities,
  { orderType, timeInForce, orderClass }: VenueTerms,
): Refusal | null {
  if (orderClass === 'simple') return null;
  if (!orderClasses.includes(orderClass)) {
    return unsupported('orderClass', orderClass, `only simple orders here on ${venue}`);
  }
  if (!RESTING.includes(timeInForce)) {
    const rule = `a ${orderClass} order is ${listed(RESTING)}`;
    return unsupported('timeInForce', timeInForce, rule);
  }
  if (orderClass === 'oco' ? orderType === 'limit' : !isStopType(orderType)) return null;
  const types = orderClass === 'oco' ? 'a limit order' : 'a market or limit order';
  return unsupported('orderType', orderType, `the first order of a ${orderClass} is ${types}`);
}

function checkExtendedHours(
  { extendedHours }: VenueCapabilities,
  terms: VenueTerms,
): Refusal | null {
  if (!terms.extendedHours) return null;
  const { orderType, timeInForce, orderClass } = terms;
  const isSimple = orderClass === 'simple';
  if (isSimple && orderType === 'limit' && extendedHours.includes(timeInForce)) return null;
  const rule =
    extendedHours.length === 0
      ? 'a market without sessions has no extended hours'
      : `only simple limit orders, ${listed(extendedHours)}, trade in extended hours`;
  return unsupported('extendedHours', true, rule);
}

function checkFlags(
  venue: Venue,
  { postOnly, iceberg }: VenueCapabilities,
  terms: VenueTerms,
): Refusal | null {
  const isForAuction = terms.timeInForce === 'opg' || terms.timeInForce === 'cls';
  const what = isForAuction ? 'in an auction' : `on ${venue}`;
  if (terms.postOnly && (!postOnly || isForAuction)) {
    return unsupported('postOnly', true, `no post-only orders ${what}`);
  }
  if (terms.displayQtyLots !== null && (!iceberg || isForAuction)) {
    const rule = `no orders that show only a part ${what}`;
    return unsupported('displayQtyLots', terms.displayQtyLots, rule);
  }
  return null;
}

function unsupported(field: string, value: unknown, rule: string): Refusal {
  return refusal('venue.unsupported', field, value, rule);
}

/** `stop_limit` as a person writes it. */
function words(type: OrderType): string {
  return type.replace('_', '-');
}

function listed(words: readonly string[]): string {
  const [last, ...before] = [...words].reverse();
  return before.length === 0 ? (last ?? '') : `${before.reverse().join(', ')} or ${last ?? ''}`;
}
