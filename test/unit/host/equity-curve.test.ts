import { expect, test } from 'vitest';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { EquityCurve } from '../../../engine/host/equity-curve.ts';
import { MODEL_CASH_MICROS } from '../../support/store-model.ts';
import { CENT, HUNDRED, MORNING, openCore, placed, timeAt } from '../../support/test-core.ts';

test('the curve gets a point when the account’s value has changed, and none in a quiet time', () => {
  const core = openCore();
  const curve = new EquityCurve();
  const cashMicros = MODEL_CASH_MICROS;
  expect(curve.next(core)).toMatchObject({
    kind: 'equity',
    point: { atUs: MORNING, equityMicros: cashMicros, cashMicros, dayPnlMicros: 0 },
    dayUs: timeAt('2026-03-10T20:00:00-04:00'),
  });
  core.setTime(timeUs(MORNING + 5_000_000));
  expect(curve.next(core)).toBeNull();
  core.house.limit(0, SELL, HUNDRED, 10);
  placed(core);
  expect(curve.next(core)).toMatchObject({
    point: { equityMicros: cashMicros, longValueMicros: 1_000_000_000 },
  });
  core.house.limit(0, SELL, HUNDRED + CENT, 1);
  core.house.take(0, BUY, 0, 1);
  expect(curve.next(core)?.point.equityMicros).toBe(cashMicros + 100_000);
  expect(curve.next(core)).toBeNull();
});
