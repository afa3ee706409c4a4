import { describe, expect, it } from 'vitest';
import { eventSeq, executionId } from '../../../../engine/domain/ids.ts';
import { usEquity } from '../../../../engine/domain/instrument.ts';
import { moneyMicros, priceTicks, qtyLots } from '../../../../engine/domain/price.ts';
import { timeUs } from '../../../../engine/domain/time.ts';
import { executionText } from '../../../../renderer/shell/announce-executions.ts';
import { accepted, sampleOrder } from '../client/fake-engine.ts';

const aapl = usEquity('AAPL', 'Apple Inc.');

describe('what is announced of executions', () => {
  it('is a fill with its price and what still works', () => {
    const order = sampleOrder({ status: 'partially_filled', leavesQtyLots: qtyLots(1_000) });
    const text = executionText(aapl, {
      type: 'order.filled',
      seq: 2,
      atUs: 2,
      order,
      cashMicros: 0,
      fill: {
        executionId: executionId(1),
        eventSeq: eventSeq(2),
        orderId: order.orderId,
        clientOrderId: order.clientOrderId,
        venue: 'local',
        symbol: 'AAPL',
        side: 'buy',
        orderType: 'limit',
        lastQtyLots: qtyLots(500),
        lastPriceTicks: priceTicks(1_872_500),
        cumQtyLots: qtyLots(500),
        leavesQtyLots: qtyLots(1_000),
        grossMicros: moneyMicros(0),
        feeMicros: moneyMicros(0),
        realisedMicros: moneyMicros(0),
        liquidity: 'maker',
        tag: '',
        executedUs: timeUs(2),
      },
      position: {
        symbol: 'AAPL',
        qtyLots: 500,
        costMicros: moneyMicros(0),
        realisedMicros: moneyMicros(0),
        feesMicros: moneyMicros(0),
        dayRealisedMicros: moneyMicros(0),
        fifoRealisedMicros: moneyMicros(0),
        dayFeesMicros: moneyMicros(0),
        tradeDate: '2026-03-04',
        updatedUs: timeUs(2),
      },
    });
    expect(text).toBe('Bought 500 AAPL at 187.25, 1,000 still working');
  });

  it('is an end that the trader did not ask for, with its reason', () => {
    const order = sampleOrder({ status: 'expired', reason: 'session_end' });
    expect(executionText(aapl, { type: 'order.expired', seq: 2, atUs: 2, order })).toBe(
      'Order to buy 100 AAPL expired: the session ended',
    );
  });

  it('is nothing of what the ticket or the canceling key has said already', () => {
    expect(executionText(aapl, accepted(1))).toBeNull();
    const order = sampleOrder({ status: 'canceled', reason: 'user' });
    expect(executionText(aapl, { type: 'order.canceled', seq: 2, atUs: 2, order })).toBeNull();
  });

  it('is a stop that was triggered, but not a trailing stop that follows the market', () => {
    const stop = sampleOrder({
      ...{ side: 'sell', type: 'trailing_stop', limitPriceTicks: null },
      stopPriceTicks: priceTicks(1_865_000),
    });
    const event = (type: 'order.triggered' | 'order.restated') =>
      executionText(aapl, { type, seq: 2, atUs: 2, order: stop });
    expect(event('order.triggered')).toBe('Stop triggered at 186.50: sell 100 AAPL');
    expect(event('order.restated')).toBeNull();
  });
});
