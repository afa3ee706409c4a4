import { expect, test } from 'vitest';
import { daysOfIsoDate } from '../../../engine/domain/civil-date.ts';
import type { TaxLot } from '../../../engine/portfolio/tax-lot.ts';
import { reportedLots } from '../../../engine/portfolio/tax-lot.ts';

const SOLD = daysOfIsoDate('2026-06-01') ?? 0;

function part(qtyLots: number, heldFrom: string, changes: Partial<TaxLot> = {}): TaxLot {
  return {
    symbol: 'AAPL',
    side: 'long',
    qtyLots,
    openExecutionId: 1,
    closeExecutionId: 2,
    openedUs: 1,
    closedUs: 2,
    openedDay: daysOfIsoDate('2026-05-01') ?? 0,
    closedDay: SOLD,
    heldFromDay: daysOfIsoDate(heldFrom) ?? 0,
    proceedsMicros: 10 * qtyLots,
    basisMicros: 12 * qtyLots,
    carriedMicros: 2 * qtyLots,
    disallowedMicros: qtyLots,
    tag: '',
    ...changes,
  };
}

test('parts of a lot are reported together, apart by term alone', () => {
  const parts = [
    part(1, '2026-05-01'),
    part(2, '2024-05-01'),
    part(3, '2026-02-01'),
    part(4, '2025-01-01'),
  ];
  expect(reportedLots(parts)).toEqual([part(4, '2026-05-01'), part(6, '2025-01-01')]);
});

test('lots that were opened or closed by different fills stay apart', () => {
  const parts = [
    part(1, '2026-05-01'),
    part(2, '2026-05-01', { openExecutionId: 3 }),
    part(3, '2026-05-01', { closeExecutionId: 4 }),
  ];
  expect(reportedLots(parts)).toEqual(parts);
});

test('a short position is short-term, however long it was held', () => {
  const parts = [
    part(1, '2020-05-01', { side: 'short' }),
    part(2, '2026-05-01', { side: 'short' }),
  ];
  expect(reportedLots(parts)).toEqual([part(3, '2026-05-01', { side: 'short' })]);
});
