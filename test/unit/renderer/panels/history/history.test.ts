import { describe, expect, test } from 'vitest';
import { ORDER_STATUSES } from '../../../../../engine/domain/order.ts';
import { ORDER_STATES } from '../../../../../engine/contract/history.ts';
import { orderId } from '../../../../../engine/domain/ids.ts';
import { dayFigures } from '../../../../../renderer/panels/history/day-figures.ts';
import { currentOrders, stateOf } from '../../../../../renderer/panels/history/order-history.ts';
import { historyText } from '../../../../../renderer/text/history.ts';
import { sampleOrder } from '../../trading/sample-orders.ts';

describe('the order history', () => {
  test('counts every status to one of the states that can be asked for', () => {
    for (const status of ORDER_STATUSES) {
      expect(ORDER_STATES).toContain(stateOf(sampleOrder({ status })));
    }
    expect(Object.keys(historyText.states)).toEqual([...ORDER_STATES]);
  });

  test('shows an order as it stands', () => {
    const loaded = [sampleOrder({ orderId: orderId(2) }), sampleOrder({ orderId: orderId(1) })];
    const filled = sampleOrder({ orderId: orderId(2), status: 'filled' });
    const rows = {
      ...{ length: 3, added: 0, look: () => undefined },
      at: (index: number) => loaded[index],
      held: () => loaded,
    };
    const current = currentOrders(rows, new Map([[2, filled]]));
    expect([0, 1, 2].map(current.at)).toEqual([filled, loaded[1], undefined]);
    expect(current.held()).toEqual([filled, loaded[1]]);
  });
});

describe('the figures of some days', () => {
  test('are sum, days won, best, worst and the size of the largest', () => {
    expect(dayFigures([100, -300, 0])).toEqual({
      netMicros: -200,
      won: 1,
      bestMicros: 100,
      worstMicros: -300,
      largestMicros: 300,
    });
  });

  test('are none without days', () => {
    expect(dayFigures([])).toMatchObject({ bestMicros: null, worstMicros: null, largestMicros: 0 });
  });
});
