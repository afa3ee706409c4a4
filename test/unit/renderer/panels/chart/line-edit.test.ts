import { describe, expect, test } from 'vitest';
import { orderId } from '../../../../../engine/domain/ids.ts';
import type { Position } from '../../../../../engine/domain/order.ts';
import { priceTicks } from '../../../../../engine/domain/price.ts';
import type { LineSpec } from '../../../../../renderer/chart/order-lines.ts';
import {
  changeToTicks,
  endLineEdit,
  isMovable,
  isMoved,
  nudgeTicks,
  snapTicks,
  useLineEdit,
} from '../../../../../renderer/panels/chart/line-edit.ts';
import type { LineEdit } from '../../../../../renderer/panels/chart/line-edit.ts';
import { exitAt, movingLine } from '../../../../../renderer/panels/chart/trade-lines.ts';
import { AAPL, dollars, order, position } from '../../market-samples.ts';

const STOP = {
  type: 'stop_limit',
  stopPriceTicks: priceTicks(dollars(186)),
} as const;

describe('prices of a line that is moved', () => {
  test('lie on the grid, also below a dollar', () => {
    expect(snapTicks(AAPL, dollars(187.254))).toBe(dollars(187.25));
    expect(snapTicks(AAPL, dollars(0.51234))).toBe(dollars(0.5123));
    expect(snapTicks(AAPL, -50)).toBe(1);
  });

  test('go by steps, from between two steps to the next one first', () => {
    expect(nudgeTicks(AAPL, dollars(187.25), 1)).toBe(dollars(187.26));
    expect(nudgeTicks(AAPL, dollars(187.25), -10)).toBe(dollars(187.15));
    expect(nudgeTicks(AAPL, dollars(187.257), 1)).toBe(dollars(187.26));
    expect(nudgeTicks(AAPL, dollars(187.257), -1)).toBe(dollars(187.25));
  });
});

describe('what moving an order changes', () => {
  test('is the limit of one in the book', () => {
    expect(changeToTicks(order(1, 'buy', 187), 5)).toEqual({ qtyLots: null, limitPriceTicks: 5 });
  });

  test('is the stop of one that waits; its limit keeps the distance', () => {
    expect(changeToTicks(order(1, 'sell', 185, STOP), dollars(186.5))).toEqual({
      qtyLots: null,
      limitPriceTicks: dollars(185.5),
      stopPriceTicks: dollars(186.5),
    });
    const plain = order(1, 'sell', 185, { ...STOP, type: 'stop', limitPriceTicks: null });
    expect(changeToTicks(plain, dollars(186.5))).toEqual({
      qtyLots: null,
      limitPriceTicks: null,
      stopPriceTicks: dollars(186.5),
    });
  });

  test('is nothing of a trailing stop, which moves by itself', () => {
    expect(isMovable(order(1, 'sell', 185, { ...STOP, type: 'trailing_stop' }))).toBe(false);
    expect(isMovable(order(1, 'sell', 185, STOP))).toBe(true);
  });
});

describe('a position that is moved away from its price', () => {
  const long = position(100, 18_725);
  const short = position(-100, 18_725);
  const exit = (held: Position, price: number, market: number) =>
    exitAt(AAPL, held, dollars(price), () => dollars(market));

  test('becomes a stop where one waits, else a limit, and says what it makes', () => {
    expect(exit(long, 188.25, 187.5)).toEqual({
      ...{ side: 'sell', orderType: 'limit', resultMicros: 100_000_000 },
    });
    expect(exit(long, 186.25, 187.5)).toEqual({
      ...{ side: 'sell', orderType: 'stop', resultMicros: -100_000_000 },
    });
    expect(exit(short, 188.25, 187.5)).toEqual({
      ...{ side: 'buy', orderType: 'stop', resultMicros: -100_000_000 },
    });
    expect(exit(short, 186.25, 187.5).orderType).toBe('limit');
  });

  test('is no limit that would trade at once, nor a stop, between its price and the market', () => {
    expect(exit(long, 188.25, 190)).toMatchObject({
      ...{ orderType: 'stop', resultMicros: 100_000_000 },
    });
    expect(exit(long, 186.25, 185)).toMatchObject({
      ...{ orderType: 'limit', resultMicros: -100_000_000 },
    });
    expect(exit(short, 186.25, 185).orderType).toBe('stop');
    expect(exit(short, 188.25, 190).orderType).toBe('limit');
  });

  test('goes by its own price while no price of the market is known', () => {
    expect(exit(long, 188.25, 0).orderType).toBe('limit');
    expect(exit(long, 186.25, 0).orderType).toBe('stop');
  });
});

describe('the line of a move under way', () => {
  const held = order(1, 'sell', 188);
  const world = {
    instrument: AAPL,
    orderOf: (id: number) => (id === 1 ? held : undefined),
    position: position(100, 18_725),
    nearTicks: () => dollars(187.5),
  };
  const line: LineSpec = {
    key: 'sell@1880000',
    priceTicks: dollars(188),
    kind: 'sell',
    title: 'SELL 100 LMT  ▲ +75.00',
    orderIds: [1],
  };
  const edit: LineEdit = {
    key: line.key,
    symbol: 'AAPL',
    target: { kind: 'orders', orderIds: [orderId(1)] },
    fromTicks: dollars(188),
    ticks: dollars(189),
  };

  test('says where to and what that would make', () => {
    expect(movingLine(world, edit, line)).toMatchObject({
      priceTicks: dollars(189),
      title: 'SELL 100 LMT > 189.00  ▲ +175.00',
      moving: true,
    });
    expect(isMoved(edit)).toBe(true);
  });

  test('is gone with its order, its symbol or its position', () => {
    expect(movingLine({ ...world, orderOf: () => undefined }, edit, line)).toBeNull();
    expect(movingLine(world, { ...edit, symbol: 'MSFT' }, line)).toBeNull();
    const flat = { ...world, position: undefined };
    expect(movingLine(flat, { ...edit, target: { kind: 'position' } }, line)).toBeNull();
  });
});

test('ending a move that was never begun tells nobody, since whoever hears of it draws the chart', () => {
  let told = 0;
  const stop = useLineEdit.subscribe(() => (told += 1));
  endLineEdit();
  expect(told).toBe(0);
  stop();
});
