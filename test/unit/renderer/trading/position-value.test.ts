import { describe, expect, test } from 'vitest';
import { eminiFuture } from '../../../../engine/domain/instrument.ts';
import { moneyMicros } from '../../../../engine/domain/price.ts';
import { averageCostText, averagePriceText } from '../../../../renderer/trading/average-price.ts';
import { totalPositions, valuePosition } from '../../../../renderer/trading/position-value.ts';
import { AAPL, NOW_US, samplePosition, sampleQuote } from './sample-orders.ts';

const DAY_US = 86_400_000_000;

describe('a position at the last price', () => {
  test('gains when a long rises, to the micro', () => {
    const valued = valuePosition(
      samplePosition(),
      AAPL,
      sampleQuote({ lastTicks: 1_872_600 }),
      NOW_US,
    );
    expect(valued.marketValueMicros).toBe(18_726_000_000);
    expect(valued.unrealisedMicros).toBe(1_000_000);
  });

  test('loses when a short rises', () => {
    const short = samplePosition({ qtyLots: -100 });
    const valued = valuePosition(short, AAPL, sampleQuote({ lastTicks: 1_872_600 }), NOW_US);
    expect(valued.marketValueMicros).toBe(-18_726_000_000);
    expect(valued.unrealisedMicros).toBe(-1_000_000);
  });

  test('has no value without a quote, rather than zero', () => {
    const valued = valuePosition(samplePosition(), AAPL, undefined, NOW_US);
    expect(valued).toMatchObject({
      lastTicks: null,
      marketValueMicros: null,
      unrealisedMicros: null,
      dayMicros: null,
    });
  });

  test('is valued at the side it would be closed on before the first trade', () => {
    const quote = sampleQuote({ lastTicks: 0 });
    expect(valuePosition(samplePosition(), AAPL, quote, NOW_US).lastTicks).toBe(1_872_400);
    const short = samplePosition({ qtyLots: -100 });
    expect(valuePosition(short, AAPL, quote, NOW_US).lastTicks).toBe(1_872_600);
  });

  test('keeps its realised profit when it is flat, with or without a quote', () => {
    const flat = samplePosition({
      qtyLots: 0,
      costMicros: moneyMicros(0),
      realisedMicros: moneyMicros(5_000_000),
      dayRealisedMicros: moneyMicros(5_000_000),
    });
    const valued = valuePosition(flat, AAPL, undefined, NOW_US);
    expect(valued).toMatchObject({ unrealisedMicros: 0, dayMicros: 5_000_000 });
  });

  test('forgets what it realised on an earlier trading day', () => {
    const position = samplePosition({ dayRealisedMicros: moneyMicros(5_000_000) });
    const quote = sampleQuote();
    expect(valuePosition(position, AAPL, quote, NOW_US).dayMicros).toBe(5_000_000);
    expect(valuePosition(position, AAPL, quote, NOW_US + DAY_US).dayMicros).toBe(0);
  });

  test('held over night counts from what it had made when the day began', () => {
    const quote = sampleQuote({ lastTicks: 1_872_600 });
    const realised = { realisedMicros: moneyMicros(9_000), feesMicros: moneyMicros(2_000) };
    const position = samplePosition({ ...realised, dayFeesMicros: moneyMicros(500) });
    const start = { symbol: 'AAPL', markTicks: 1_872_550, pnlMicros: 505_000 };
    const dayOf = (tradeDate: string) =>
      valuePosition(position, AAPL, quote, NOW_US, { ...start, tradeDate }).dayMicros;
    expect(dayOf(position.tradeDate)).toBe(9_000 - 2_000 + 1_000_000 - 505_000);
    // That of an earlier day says nothing any more.
    expect(dayOf('2020-01-02')).toBe(1_000_000 - 500);
  });

  test('counts the multiplier of a future', () => {
    const future = eminiFuture('ES', 'E-mini');
    const position = samplePosition({ symbol: 'ES', qtyLots: 2, costMicros: moneyMicros(1) });
    const valued = valuePosition(position, future, sampleQuote({ lastTicks: 20_000 }), NOW_US);
    expect(valued.marketValueMicros).toBe(2 * 20_000 * 12_500_000);
  });
});

describe('totals of positions', () => {
  test('add the valued ones and count the others', () => {
    const quote = sampleQuote({ lastTicks: 1_872_600 });
    const rows = [
      valuePosition(samplePosition({ feesMicros: moneyMicros(250) }), AAPL, quote, NOW_US),
      valuePosition(samplePosition({ realisedMicros: moneyMicros(7) }), AAPL, undefined, NOW_US),
    ];
    expect(totalPositions(rows)).toEqual({
      marketValueMicros: 18_726_000_000,
      equityMicros: 18_726_000_000,
      unrealisedMicros: 1_000_000,
      realisedMicros: 7,
      dayMicros: 1_000_000,
      feesMicros: 250,
      unpriced: 1,
    });
  });
});

describe('the equity', () => {
  test('has of a future what it has made, since its price was never paid', () => {
    const future = eminiFuture('ES', 'E-mini');
    const costMicros = moneyMicros(2 * 12_500_000 * 19_228);
    const held = samplePosition({ symbol: 'ES', qtyLots: 2, costMicros });
    const valued = valuePosition(held, future, sampleQuote({ lastTicks: 19_230 }), NOW_US);
    expect(totalPositions([valued])).toMatchObject({
      marketValueMicros: 2 * 12_500_000 * 19_230,
      equityMicros: 50_000_000,
      unrealisedMicros: 50_000_000,
    });
  });
});

describe('an average price', () => {
  test('is rounded once, half away from zero', () => {
    expect(averagePriceText(AAPL, 1_872_500 + 1_872_600 + 1_872_600, 3)).toBe('187.2567');
    expect(averagePriceText(AAPL, 0, 0)).toBe('');
  });

  test('shows the decimals of prices, and two more only as far as they say something', () => {
    expect(averagePriceText(AAPL, 3 * 1_872_500, 3)).toBe('187.25');
    expect(averagePriceText(AAPL, 3 * 1_870_000, 3)).toBe('187.00');
    expect(averagePriceText(AAPL, 1_872_500 + 1_872_600, 2)).toBe('187.255');
  });

  test('leaves no point behind where prices are whole numbers', () => {
    const whole = { ...eminiFuture('NIY', 'Nikkei'), tickMantissa: 5, tickDecimals: 0 };
    expect(averagePriceText(whole, 3 * 7_800, 3)).toBe('39000');
    expect(averagePriceText(whole, 7_800 + 7_801, 2)).toBe('39002.5');
  });

  test('of a cost is exact where the sum exceeds 2^53 on the way', () => {
    expect(averageCostText(AAPL, 9_000_000_000_000_000, 48_000_000)).toBe('187.50');
    expect(averageCostText(eminiFuture('ES', 'E-mini'), 12_500_000 * 19_141, 1)).toBe('4785.25');
  });
});
