import { describe, expect, test } from 'vitest';
import type { AssetClass } from '../../../engine/domain/instrument.ts';
import { ORDER_CLASSES, ORDER_TYPES, TIMES_IN_FORCE } from '../../../engine/domain/order.ts';
import type { OrderType, TimeInForce, Venue } from '../../../engine/domain/order.ts';
import { checkStopTrigger, checkVenue } from '../../../engine/domain/venue-capabilities.ts';
import type { VenueTerms } from '../../../engine/domain/venue-capabilities.ts';

const VENUES: readonly Venue[] = ['local', 'alpaca-paper', 'alpaca-live'];
const PLAIN: VenueTerms = {
  orderType: 'limit',
  timeInForce: 'day',
  orderClass: 'simple',
  extendedHours: false,
  postOnly: false,
  displayQtyLots: null,
};

/** Field, value and rule of a refusal in one line; '' when the order is taken. */
function why(venue: Venue, fields: Partial<VenueTerms>, assetClass: AssetClass = 'us_equity') {
  const refusal = checkVenue(venue, assetClass, { ...PLAIN, ...fields });
  if (refusal === null) return '';
  expect(refusal.code).toBe('venue.unsupported');
  return `${refusal.field}=${refusal.value}: ${refusal.rule}`;
}

/** Columns: market, limit, stop, stop_limit, trailing_stop. Source: Alpaca's table for equities. */
const EQUITY_TABLE: Readonly<Record<TimeInForce, string>> = {
  day: 'yes yes yes yes yes',
  gtc: 'yes yes yes yes yes',
  ioc: 'yes yes no no no',
  fok: 'yes yes no no no',
  opg: 'yes yes no no no',
  cls: 'yes yes no no no',
};

const CRYPTO_TABLE: Readonly<Record<TimeInForce, string>> = {
  day: 'no no no no no',
  gtc: 'yes yes no yes no',
  ioc: 'yes yes no no no',
  fok: 'no no no no no',
  opg: 'no no no no no',
  cls: 'no no no no no',
};

/** Which of the types each time in force goes with. */
function table(take: (orderType: OrderType, timeInForce: TimeInForce) => boolean) {
  return Object.fromEntries(
    TIMES_IN_FORCE.map((time) => [
      time,
      ORDER_TYPES.map((type) => (take(type, time) ? 'yes' : 'no')).join(' '),
    ]),
  );
}

describe('type and time in force', () => {
  test.each(VENUES)('of equities go together on %s as they do at Alpaca', (venue) => {
    const taken = table((orderType, timeInForce) => why(venue, { orderType, timeInForce }) === '');
    expect(taken).toEqual(EQUITY_TABLE);
  });

  test.each(['alpaca-paper', 'alpaca-live'] as const)('of crypto have limits on %s', (venue) => {
    const take = (orderType: OrderType, timeInForce: TimeInForce) =>
      why(venue, { orderType, timeInForce }, 'crypto') === '';
    expect(table(take)).toEqual(CRYPTO_TABLE);
  });

  test('are refused with what would do', () => {
    expect(why('local', { orderType: 'stop', timeInForce: 'ioc' })).toBe(
      'timeInForce=ioc: a stop order is day or gtc on local',
    );
    expect(why('alpaca-paper', { orderType: 'stop', timeInForce: 'gtc' }, 'crypto')).toBe(
      'orderType=stop: no stop orders here on alpaca-paper',
    );
    expect(why('alpaca-live', {}, 'future')).toBe(
      'orderType=limit: no limit orders here on alpaca-live',
    );
  });
});

describe('extended hours', () => {
  const taken = (venue: Venue) =>
    table((orderType, timeInForce) => {
      return why(venue, { orderType, timeInForce, extendedHours: true }) === '';
    });
  const NONE = 'no no no no no';
  const LIMIT = 'no yes no no no';

  test('are for day limit orders at Alpaca, and for gtc ones too on local', () => {
    const rest = { ioc: NONE, fok: NONE, opg: NONE, cls: NONE };
    expect(taken('alpaca-paper')).toEqual({ day: LIMIT, gtc: NONE, ...rest });
    expect(taken('alpaca-live')).toEqual({ day: LIMIT, gtc: NONE, ...rest });
    expect(taken('local')).toEqual({ day: LIMIT, gtc: LIMIT, ...rest });
    expect(why('alpaca-paper', { timeInForce: 'gtc', extendedHours: true })).toBe(
      'extendedHours=true: only simple limit orders, day, trade in extended hours',
    );
  });

  test('are not for groups, nor for what trades round the clock at Alpaca', () => {
    expect(why('local', { orderClass: 'bracket', extendedHours: true })).toBe(
      'extendedHours=true: only simple limit orders, day or gtc, trade in extended hours',
    );
    expect(why('alpaca-paper', { timeInForce: 'gtc', extendedHours: true }, 'crypto')).toBe(
      'extendedHours=true: a market without sessions has no extended hours',
    );
  });
});

describe('post-only orders and icebergs', () => {
  test('are taken by local and refused for Alpaca before they are sent', () => {
    for (const fields of [{ postOnly: true }, { displayQtyLots: 5 }]) {
      expect(why('local', fields)).toBe('');
      expect(why('alpaca-paper', fields)).not.toBe('');
      expect(why('alpaca-live', fields)).not.toBe('');
    }
    expect(why('alpaca-live', { postOnly: true })).toBe(
      'postOnly=true: no post-only orders on alpaca-live',
    );
  });

  test.each(['opg', 'cls'] as const)('are nothing for an auction: %s', (timeInForce) => {
    expect(why('local', { timeInForce, postOnly: true })).toBe(
      'postOnly=true: no post-only orders in an auction',
    );
    expect(why('local', { timeInForce, displayQtyLots: 5 })).toBe(
      'displayQtyLots=5: no orders that show only a part in an auction',
    );
  });
});

describe('the class of an order', () => {
  test.each(VENUES)('decides on %s how it may be entered', (venue) => {
    const taken = (orderType: OrderType, timeInForce: TimeInForce) =>
      ORDER_CLASSES.filter(
        (orderClass) => why(venue, { orderType, timeInForce, orderClass }) === '',
      );
    expect(taken('limit', 'day')).toEqual(['simple', 'bracket', 'oco', 'oto']);
    expect(taken('market', 'gtc')).toEqual(['simple', 'bracket', 'oto']);
    expect(taken('limit', 'ioc')).toEqual(['simple']);
    expect(taken('market', 'opg')).toEqual(['simple']);
    expect(taken('stop', 'day')).toEqual(['simple']);
  });

  test('is simple for crypto at Alpaca', () => {
    expect(why('alpaca-paper', { timeInForce: 'gtc', orderClass: 'oco' }, 'crypto')).toBe(
      'orderClass=oco: only simple orders here on alpaca-paper',
    );
  });
});

test('stops by quote are for the local venue alone', () => {
  expect(checkStopTrigger('local', 'quote')).toBeNull();
  for (const venue of VENUES) expect(checkStopTrigger(venue, 'last_trade')).toBeNull();
  expect(checkStopTrigger('alpaca-live', 'quote')).toEqual({
    code: 'venue.unsupported',
    field: 'stopTrigger',
    value: 'quote',
    rule: 'stops on alpaca-live are triggered by the last trade',
  });
});
