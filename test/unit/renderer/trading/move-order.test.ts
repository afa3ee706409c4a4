import { describe, expect, test } from 'vitest';
import { priceTicks } from '../../../../engine/domain/price.ts';
import { moveTo } from '../../../../renderer/trading/move-order.ts';
import { sampleOrder } from './sample-orders.ts';

const TO = 1_873_000;

describe('moving an order to a price', () => {
  test('changes the limit of a limit order', () => {
    expect(moveTo(sampleOrder(), TO)).toEqual({ qtyLots: null, limitPriceTicks: TO });
  });

  test('is nothing where it is already', () => {
    expect(moveTo(sampleOrder(), 1_872_500)).toBeNull();
  });

  test('changes the stop of a stop, and keeps the distance of its limit', () => {
    const stop = {
      type: 'stop',
      limitPriceTicks: null,
      stopPriceTicks: priceTicks(1_870_000),
    } as const;
    expect(moveTo(sampleOrder(stop), TO)).toEqual({
      qtyLots: null,
      limitPriceTicks: null,
      stopPriceTicks: TO,
    });
    const limited = {
      ...stop,
      type: 'stop_limit',
      limitPriceTicks: priceTicks(1_869_500),
    } as const;
    expect(moveTo(sampleOrder(limited), TO)).toEqual({
      qtyLots: null,
      limitPriceTicks: TO - 500,
      stopPriceTicks: TO,
    });
  });

  test('is not possible for a trailing stop, which moves by itself', () => {
    const trailing = { type: 'trailing_stop', limitPriceTicks: null } as const;
    expect(moveTo(sampleOrder(trailing), TO)).toBeNull();
  });
});
