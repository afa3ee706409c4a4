/** Random histories of fills as an account would have made them, and what they come to. */
import fc from 'fast-check';
import { csvRow } from '../../engine/csv/csv-row.ts';
import { FILLS_COLUMNS, fillsProfile } from '../../engine/csv/fills-profile.ts';
import { clientOrderId, eventSeq, executionId, orderId } from '../../engine/domain/ids.ts';
import { cryptoPair, usEquity, valueMicros } from '../../engine/domain/instrument.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { Fill } from '../../engine/domain/order.ts';
import { moneyMicros, priceTicks, qtyLots } from '../../engine/domain/price.ts';
import { tradeDayAt } from '../../engine/domain/session.ts';
import { timeUs } from '../../engine/domain/time.ts';
import { Account } from '../../engine/portfolio/account.ts';
import { rowTerms } from './export-selection.ts';

/** A share, a dear share in hundredths, a coin. */
export const TRADED: readonly Instrument[] = [
  usEquity('AAPL', 'Apple'),
  usEquity('COST', 'Costco', 2),
  cryptoPair('BTC/USD', 'Bitcoin', 1),
];
export const START_CASH = 100_000_000_000;
/** 2026-03-02T15:00:00Z */
const MORNING_MS = 1_772_463_600_000;

interface DrawnOrder {
  readonly at: number;
  readonly side: 'buy' | 'sell';
  readonly gapMs: number;
  readonly tag: string;
  readonly parts: readonly {
    readonly lots: number;
    readonly cents: number;
    readonly fee: number;
    readonly gapMs: number;
  }[];
  readonly leaves: number;
}

const gapMs = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5_000 }), fc.constant(30_000_000));
const drawnOrder: fc.Arbitrary<DrawnOrder> = fc.record({
  at: fc.nat({ max: TRADED.length - 1 }),
  side: fc.constantFrom('buy', 'sell'),
  gapMs,
  tag: fc.constantFrom('', 'swing', '=1+1', "'=x", 'a "b", c', '00042', '-3', 'ä\nb'),
  parts: fc.array(
    fc.record({
      lots: fc.integer({ min: 1, max: 500 }),
      cents: fc.integer({ min: 1, max: 30_000 }),
      fee: fc.constantFrom(0, 350_000, 1, -20_000),
      gapMs,
    }),
    { minLength: 1, maxLength: 3 },
  ),
  leaves: fc.constantFrom(0, 0, 7),
});

/** Fills of a store in the order of their executions. */
export function tradedHistory(ordersMax: number): fc.Arbitrary<Fill[]> {
  return fc.array(drawnOrder, { minLength: 1, maxLength: ordersMax }).map(historyOf);
}

/** Many fills of one history, the same at each call. */
export function longHistory(orders: number): Fill[] {
  return historyOf(
    Array.from({ length: orders }, (_, i) => ({
      at: i % TRADED.length,
      side: (i * 7) % 5 < 3 === ((i >> 5) & 1) > 0 ? 'buy' : 'sell',
      gapMs: 1 + (i % 40_000),
      tag: '',
      parts: [
        { lots: 1 + ((i * 13) % 90), cents: 9_000 + ((i * 37) % 2_000), fee: 350_000, gapMs: 2 },
      ],
      leaves: 0,
    })),
  );
}

function historyOf(orders: readonly DrawnOrder[]): Fill[] {
  const account = new Account(START_CASH, [], []);
  const fills: Fill[] = [];
  let ms = MORNING_MS;
  orders.forEach(({ at, side, parts, tag, leaves, ...order }, i) => {
    const instrument = TRADED[at];
    if (instrument === undefined) return;
    ms += order.gapMs;
    const ordered = parts.reduce((sum, { lots }) => sum + lots, leaves);
    let cum = 0;
    for (const part of parts) {
      ms += part.gapMs;
      cum += part.lots;
      // Whole microseconds within the millisecond, which no file tells.
      const us = timeUs(ms * 1_000 + (fills.length % 7));
      const ticks = instrument.tickDecimals === 4 ? part.cents * 100 : part.cents;
      const { date } = tradeDayAt(instrument.zone, us);
      const id = fills.length + 1;
      const what = { side, lastQtyLots: part.lots, lastPriceTicks: ticks, feeMicros: part.fee };
      const day = { tradeDate: date, executedUs: us };
      const { realisedMicros } = account.applyFill(instrument, { ...what, ...day }, id);
      fills.push({
        executionId: executionId(id),
        eventSeq: eventSeq(2 * id),
        orderId: orderId(i + 1),
        clientOrderId: clientOrderId(`c-${String(i + 1)}`),
        venue: 'local',
        symbol: instrument.symbol,
        side,
        orderType: 'limit',
        lastQtyLots: qtyLots(part.lots),
        lastPriceTicks: priceTicks(ticks),
        cumQtyLots: qtyLots(cum),
        leavesQtyLots: qtyLots(ordered - cum),
        grossMicros: valueMicros(instrument, ticks, part.lots),
        feeMicros: moneyMicros(part.fee),
        realisedMicros,
        liquidity: id % 2 === 0 ? 'maker' : 'taker',
        tag,
        executedUs: us,
      });
    }
  });
  return fills;
}

/** The account that has made these fills, in their order; what no file tells of times is cut off. */
export function accountOf(fills: readonly Fill[]): Account {
  const account = new Account(START_CASH, [], []);
  for (const fill of fills) {
    const instrument = TRADED.find(({ symbol }) => symbol === fill.symbol);
    if (instrument === undefined) throw new Error(`no instrument ${fill.symbol}`);
    const executedUs = timeUs(fill.executedUs - (fill.executedUs % 1_000));
    const tradeDate = tradeDayAt(instrument.zone, executedUs).date;
    account.applyFill(instrument, { ...fill, executedUs, tradeDate }, fill.executionId);
  }
  return account;
}

/** The export of fills as the product writes it. */
export function fillsCsv(fills: readonly Fill[], excel = false): string {
  const maker = fillsProfile(rowTerms(TRADED, {}, excel));
  const text = [FILLS_COLUMNS, ...maker.rows(fills)].map(csvRow).join('');
  return excel ? `\uFEFF${text}` : text;
}
