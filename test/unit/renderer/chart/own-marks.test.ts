import { describe, expect, test } from 'vitest';
import { eminiFuture } from '../../../../engine/domain/instrument.ts';
import { orderId } from '../../../../engine/domain/ids.ts';
import { priceTicks, qtyLots } from '../../../../engine/domain/price.ts';
import { timeUs } from '../../../../engine/domain/time.ts';
import { BarSeries } from '../../../../renderer/chart/bar-series.ts';
import { FILL_MARKERS_MAX, fillMarkers } from '../../../../renderer/chart/fill-markers.ts';
import {
  ORDER_LINES_MAX,
  axisPrice,
  axisTicks,
  labelledLines,
  orderLines,
  positionLine,
} from '../../../../renderer/chart/order-lines.ts';
import { AAPL, bar, dollars, fill, order, position } from '../market-samples.ts';

describe('lines of own orders', () => {
  test('say side, quantity left and type', () => {
    const part = { cumQtyLots: qtyLots(40), leavesQtyLots: qtyLots(60) };
    const lines = orderLines(AAPL, [order(1, 'buy', 187.25, part)], 0);
    expect(lines).toEqual([
      {
        key: `buy@${String(dollars(187.25))}`,
        priceTicks: dollars(187.25),
        kind: 'buy',
        title: 'BUY 60 LMT',
        orderIds: [1],
      },
    ]);
  });

  test('are shared by orders of one side and price', () => {
    const lines = orderLines(
      AAPL,
      [order(1, 'sell', 188), order(2, 'sell', 188), order(3, 'buy', 187)],
      0,
    );
    expect(lines.map(({ title }) => title).sort()).toEqual(['BUY 100 LMT', 'SELL 2 x 100 LMT']);
  });

  test('tell the sum where orders of one price differ in size', () => {
    const part = { cumQtyLots: qtyLots(40), leavesQtyLots: qtyLots(60) };
    const orders = [order(1, 'buy', 187, part), order(2, 'buy', 187)];
    expect(orderLines(AAPL, orders, 0).map(({ title }) => title)).toEqual(['BUY 160 LMT in 2']);
  });

  test('of a stop that waits lie at its stop price, broken, and say its type', () => {
    const stop = { type: 'stop_limit', stopPriceTicks: priceTicks(dollars(186)) } as const;
    expect(orderLines(AAPL, [order(1, 'sell', 185, stop)], 0)).toEqual([
      {
        key: `sell@${String(dollars(186))} stop_limit`,
        priceTicks: dollars(186),
        kind: 'sell',
        waits: true,
        title: 'SELL 100 STL',
        orderIds: [1],
      },
    ]);
    const triggered = order(1, 'sell', 185, { ...stop, triggeredUs: timeUs(1) });
    expect(orderLines(AAPL, [triggered], 0)).toMatchObject([
      { priceTicks: dollars(185), title: 'SELL 100 LMT' },
    ]);
  });

  test('say what they would make of the position that they reduce', () => {
    const held = position(300, 56_175);
    const titles = orderLines(
      AAPL,
      [order(1, 'sell', 188), order(2, 'sell', 186.75), order(3, 'buy', 186)],
      dollars(188),
      held,
    ).map(({ title }) => title);
    expect(titles).toEqual(['SELL 100 LMT  ▲ +75.00', 'SELL 100 LMT  ▼ -50.00', 'BUY 100 LMT']);
    const [more] = orderLines(
      AAPL,
      [order(1, 'sell', 188, { leavesQtyLots: qtyLots(500) })],
      0,
      held,
    );
    expect(more?.title).toBe('SELL 500 LMT  ▲ +225.00');
  });

  test('of exits say their role, and what they would make once their entry fills', () => {
    const leg = { status: 'held', parentOrderId: orderId(1), orderClass: 'bracket' } as const;
    const lines = orderLines(
      AAPL,
      [
        order(1, 'buy', 187, { orderClass: 'bracket' }),
        order(2, 'sell', 189, { ...leg, legRole: 'take_profit' }),
        order(3, 'sell', 186, {
          ...leg,
          legRole: 'stop_loss',
          type: 'stop',
          limitPriceTicks: null,
          stopPriceTicks: priceTicks(dollars(186)),
        }),
      ],
      dollars(190),
    );
    expect(lines.map(({ title }) => title)).toEqual([
      'SELL 100 TP  ▲ +200.00',
      'BUY 100 LMT',
      'SELL 100 SL  ▼ -100.00',
    ]);
  });

  test('leave out other symbols', () => {
    expect(orderLines(AAPL, [order(1, 'buy', 187, { symbol: 'MSFT' })], 0)).toEqual([]);
  });

  test('are bounded to those nearest to the market', () => {
    const orders = Array.from({ length: 100 }, (_, i) => order(i + 1, 'buy', 100 + i));
    const lines = orderLines(AAPL, orders, dollars(199));
    expect(lines).toHaveLength(ORDER_LINES_MAX);
    expect(Math.min(...lines.map(({ priceTicks }) => priceTicks))).toBe(dollars(140));
  });
});

describe('labels of lines', () => {
  const HEIGHT = 400;
  const line = (key: string, kind: 'buy' | 'position' = 'buy') => {
    return { key, priceTicks: 1, kind, title: key };
  };
  const labelled = (places: Readonly<Record<string, number | null>>): readonly string[] => {
    const specs = Object.keys(places).map((key) =>
      line(key, key === 'position' ? 'position' : 'buy'),
    );
    return [...labelledLines(specs, ({ key }) => places[key] ?? null, HEIGHT, 18)];
  };

  test('are only those in view', () => {
    expect(labelled({ above: -1, unknown: null, bottom: 400 })).toEqual(['bottom']);
    expect(labelled({ below: 401, top: 0 })).toEqual(['top']);
  });

  test('are pushed aside where a few lie close together, and left out where it would be more', () => {
    const crowd = { nearest: 100, b: 101, c: 110, d: 90, e: 102, f: 103 };
    expect(labelled({ ...crowd, away: 200 })).toEqual(['nearest', 'b', 'c', 'd', 'away']);
  });

  test('name the position before all others', () => {
    expect(labelled({ nearest: 100, position: 100 })).toEqual(['position', 'nearest']);
  });
});

describe('the line of the position', () => {
  test('lies at the average price and says what is open', () => {
    expect(positionLine(AAPL, position(300, 56_175), 12_300_000)).toEqual({
      key: 'position',
      priceTicks: dollars(187.25),
      kind: 'position',
      title: 'LONG 300 ▲ +12.30',
    });
  });

  test('names a short and leaves out a profit that is not known', () => {
    expect(positionLine(AAPL, position(-100, 18_725), null)?.title).toBe('SHORT 100');
  });

  test('is not there when flat', () => {
    expect(positionLine(AAPL, position(0, 0), 0)).toBeNull();
    expect(positionLine(AAPL, undefined, null)).toBeNull();
  });
});

describe('prices of the axis', () => {
  test('come back as the same ticks', () => {
    const future = eminiFuture('ES', 'E-mini S&P 500');
    expect(axisPrice(future, 19_001)).toBe(4_750.25);
    expect(axisTicks(future, 4_750.25)).toBe(19_001);
    expect(axisTicks(AAPL, axisPrice(AAPL, dollars(187.25)))).toBe(dollars(187.25));
  });
});

describe('markers of own fills', () => {
  const series = new BarSeries();
  series.merge([bar(60_000_000), bar(120_000_000)]);

  test('lie at the bar in which they happened, oldest first', () => {
    const fills = [fill(2, 'sell', 188, 125_000_000), fill(1, 'buy', 187.25, 60_000_001)];
    expect(fillMarkers(AAPL, fills, series)).toEqual([
      {
        barStartUs: 60_000_000,
        side: 'buy',
        priceTicks: dollars(187.25),
        qtyLots: 100,
        text: '100 @ 187.25',
      },
      {
        barStartUs: 120_000_000,
        side: 'sell',
        priceTicks: dollars(188),
        qtyLots: 100,
        text: '100 @ 188.00',
      },
    ]);
  });

  test('are joined where side and bar are the same, at their average price', () => {
    const fills = [
      fill(4, 'buy', 187, 63_000_000, 50),
      fill(3, 'buy', 187.04, 62_000_000, 150),
      fill(2, 'sell', 187.5, 61_000_000, 200),
      fill(1, 'sell', 187.5, 61_000_000, 1_000),
    ];
    expect(fillMarkers(AAPL, fills, series)).toMatchObject([
      { side: 'buy', priceTicks: dollars(187.03), text: '200 @ ~187.03' },
      { side: 'sell', priceTicks: dollars(187.5), text: '1,200 @ 187.50' },
    ]);
  });

  test('are left out before the first loaded bar and for other symbols', () => {
    const fills = [fill(2, 'buy', 187, 70_000_000, 1, 'MSFT'), fill(1, 'buy', 187, 1)];
    expect(fillMarkers(AAPL, fills, series)).toEqual([]);
  });

  test('are bounded to the newest', () => {
    const long = new BarSeries();
    long.merge(Array.from({ length: 300 }, (_, i) => bar(i * 1_000)));
    const fills = Array.from({ length: 300 }, (_, i) =>
      fill(300 - i, 'buy', 187, (299 - i) * 1_000),
    );
    const markers = fillMarkers(AAPL, fills, long);
    expect(markers).toHaveLength(FILL_MARKERS_MAX);
    expect(markers.at(-1)?.barStartUs).toBe(299_000);
  });
});
