/** Closed lots and round trips against the naive fold and the account, to the micro. */
import { expect, test } from 'vitest';
import { US_SELL_FEES_2025 } from '../../../engine/domain/fee-model.ts';
import { executionId } from '../../../engine/domain/ids.ts';
import { moneyMicros, priceTicks, qtyLots } from '../../../engine/domain/price.ts';
import { lotGrossMicros } from '../../../engine/domain/round-trip.ts';
import type { ClosedLot, RoundTrip, TripFill } from '../../../engine/domain/round-trip.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { Account } from '../../../engine/portfolio/account.ts';
import { feeMicros } from '../../../engine/portfolio/fees.ts';
import { TripFold } from '../../../engine/portfolio/trip-fold.ts';
import type { SymbolTrips } from '../../../engine/portfolio/trip-fold.ts';
import { naiveTrips } from '../../support/naive-trips.ts';
import { propertyFactor } from '../../support/property-runs.ts';
import { RandomFills } from './random-fills.ts';

const FILLS = Math.min(400_000, 40_000 * propertyFactor());
const MODEL = { ...US_SELL_FEES_2025, perUnitMicros: 5_000, makerBasisPoints: 3 };

interface Trading {
  readonly fills: readonly TripFill[];
  readonly account: Account;
}

/** Random fills with real fees, and what the account makes of them. */
function trading(seed: number, count: number): Trading {
  const random = new RandomFills(seed);
  const account = new Account(0, [], []);
  const fills: TripFill[] = [];
  for (let i = 1; i <= count; i += 1) {
    const fill = random.next();
    const { instrument, side, liquidity, qtyLots: lots, priceTicks: ticks } = fill;
    const order = { side, cumQtyLots: qtyLots(fill.cumQtyLots), cumTickLots: fill.cumTickLots };
    // Now and then a rebate, which no fee model of today gives.
    const charged = i % 11 === 0 ? -i : feeMicros(MODEL, instrument, order, lots, ticks, liquidity);
    account.applyFill(
      instrument,
      {
        side,
        lastQtyLots: lots,
        lastPriceTicks: ticks,
        feeMicros: charged,
        tradeDate: '2026-03-11',
        executedUs: timeUs(i),
      },
      i,
    );
    fills.push({
      executionId: executionId(i),
      symbol: instrument.symbol,
      side,
      lastQtyLots: qtyLots(lots),
      lastPriceTicks: priceTicks(ticks),
      grossMicros: moneyMicros(lots * ticks * instrument.tickValueMicros),
      feeMicros: moneyMicros(charged),
      tag: ['', 'gap', 'fade'][i % 3] ?? '',
      executedUs: timeUs(i),
    });
  }
  return { fills, account };
}

interface Folded {
  readonly lots: ClosedLot[];
  readonly trips: RoundTrip[];
}

function foldAll(fold: TripFold, fills: readonly TripFill[]): Folded {
  const lots: ClosedLot[] = [];
  const trips: RoundTrip[] = [];
  for (const fill of fills) {
    const step = fold.fill(fill);
    lots.push(...step.closedLots);
    if (step.trip !== null) trips.push(step.trip);
  }
  return { lots, trips };
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

test('lots and trips of long random trading are those of the naive fold', () => {
  const { fills } = trading(FILLS, FILLS);
  const { lots, trips } = foldAll(new TripFold(), fills);
  for (const symbol of new Set(fills.map((fill) => fill.symbol))) {
    const naive = naiveTrips(fills.filter((fill) => fill.symbol === symbol));
    const ownTrips = trips.filter((trip) => trip.symbol === symbol);
    expect(ownTrips.length).toBeGreaterThan(100);
    expect(
      lots
        .filter((lot) => lot.symbol === symbol)
        .map((lot) => [
          lot.openExecutionId,
          lot.closeExecutionId,
          BigInt(lot.qtyLots),
          BigInt(lot.openMicros),
          BigInt(lot.closeMicros),
        ]),
    ).toEqual(naive.lots);
    expect(ownTrips.map((trip) => trip.number)).toEqual(naive.trips.map((_, i) => i + 1));
    expect(
      ownTrips.map((trip) => ({
        side: trip.side,
        entry: trip.entryMicros,
        exit: trip.exitMicros,
        qty: BigInt(trip.qtyLots),
        worst: BigInt(trip.maeMicros),
        best: BigInt(trip.mfeMicros),
        fills: trip.fills,
        ends: [trip.firstExecutionId, trip.lastExecutionId],
      })),
    ).toEqual(
      naive.trips.map(({ executions, ...trip }) => ({
        ...trip,
        fills: executions.length,
        ends: [executions[0], executions.at(-1)],
      })),
    );
  }
});

test('what lots have made and trips have paid is what positions say, to the micro', () => {
  const { fills, account } = trading(3, 20_000);
  const fold = new TripFold();
  const { lots, trips } = foldAll(fold, fills);
  const open = new Map(fold.saved().map((state) => [state.symbol, state]));
  for (const position of account.positions()) {
    const ofSymbol = <T extends { symbol: string }>(all: readonly T[]): T[] =>
      all.filter(({ symbol }) => symbol === position.symbol);
    const state = open.get(position.symbol);
    const feesOpen = sum(state?.lots ?? [], (lot) => lot.feeMicros);
    const closed = ofSymbol(lots);
    expect(sum(closed, lotGrossMicros)).toBe(position.fifoRealisedMicros);
    expect(sum(closed, (lot) => lot.openFeeMicros + lot.closeFeeMicros) + feesOpen).toBe(
      position.feesMicros,
    );
    expect(sum(ofSymbol(trips), (trip) => trip.feesMicros) + (state?.open?.feesMicros ?? 0)).toBe(
      position.feesMicros,
    );
    const held = (state?.open?.heldLots ?? 0) * (state?.open?.side === 'short' ? -1 : 1);
    expect(held).toBe(position.qtyLots);
    expect((state?.lots ?? []).map(({ qtyLots: lot, costMicros }) => [lot, costMicros])).toEqual(
      account
        .lots()
        .filter(({ symbol }) => symbol === position.symbol)
        .flatMap(({ lots: all }) => all.map((lot) => [Math.abs(lot.qtyLots), lot.costMicros])),
    );
  }
});

test('the parts of each fill have its whole fee between them, each its share within a micro a part', () => {
  const { fills } = trading(5, 10_000);
  const fold = new TripFold();
  const { lots } = foldAll(fold, fills);
  const paid = new Map<number, number>();
  const pay = (id: number, micros: number): void => void paid.set(id, (paid.get(id) ?? 0) + micros);
  const parts = new Map<number, number>();
  for (const { closeExecutionId: close } of lots) parts.set(close, (parts.get(close) ?? 0) + 1);
  for (const lot of lots) {
    pay(lot.openExecutionId, lot.openFeeMicros);
    pay(lot.closeExecutionId, lot.closeFeeMicros);
    const closing = fills[lot.closeExecutionId - 1];
    const share = ((closing?.feeMicros ?? 0) * lot.qtyLots) / (closing?.lastQtyLots ?? 1);
    expect(Math.abs(lot.closeFeeMicros - share)).toBeLessThanOrEqual(
      parts.get(lot.closeExecutionId) ?? 0,
    );
  }
  for (const { lots: open } of fold.saved())
    for (const lot of open) pay(lot.executionId, lot.feeMicros);
  expect(fills.map((fill) => paid.get(fill.executionId))).toEqual(
    fills.map((fill) => fill.feeMicros),
  );
});

test('a fold that is stored by its changes and loaded again at any place goes on the same', () => {
  const { fills } = trading(11, 3_000);
  const whole = foldAll(new TripFold(), fills);
  const stored = new Map<string, SymbolTrips>();
  const parts: Folded = { lots: [], trips: [] };
  for (let at = 0, size = 1; at < fills.length; at += size, size = (size * 7 + 3) % 41 || 1) {
    const fold = new TripFold([...stored.values()]);
    const { lots, trips } = foldAll(fold, fills.slice(at, at + size));
    parts.lots.push(...lots);
    parts.trips.push(...trips);
    for (const { keptFromId, ...change } of fold.takeChanges()) {
      const kept = (stored.get(change.symbol)?.lots ?? []).filter(
        (lot) =>
          lot.executionId >= keptFromId &&
          change.lots.every(({ executionId: id }) => id !== lot.executionId),
      );
      const all = [...kept, ...change.lots].sort((a, b) => a.executionId - b.executionId);
      stored.set(change.symbol, { ...change, lots: all });
    }
    expect(fold.takeChanges()).toEqual([]);
    expect([...stored.values()].toSorted(bySymbol)).toEqual(fold.saved().toSorted(bySymbol));
  }
  expect(parts).toEqual(whole);
});

function bySymbol(a: SymbolTrips, b: SymbolTrips): number {
  return a.symbol < b.symbol ? -1 : 1;
}
