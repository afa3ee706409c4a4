import { expect, test } from 'vitest';
import { timeUs } from '../../../engine/domain/time.ts';
import { letGo, recoveryReport, startedState } from '../../../engine/host/recovery-report.ts';
import { UNLOCKED, lostDay } from '../../../engine/risk/risk-lock.ts';
import { StoreModel } from '../../support/store-model.ts';
import { CENT, HUNDRED, openCore, placed } from '../../support/test-core.ts';

const LOST = lostDay(UNLOCKED, '2026-03-12', timeUs(1));

test('a recording that plays again from its start has not lost a day yet', () => {
  const recovered = { ...new StoreModel().recovered(), risk: LOST };
  expect(startedState(recovered, [], 'replay').risk).toMatchObject({ lockedBy: null });
  expect(startedState(recovered, [], 'simulator').risk).toEqual(LOST);
});

test('what a core has taken is let go of, and the core goes on with it', () => {
  const store = new StoreModel();
  const before = openCore(store);
  placed(before, { limitPriceTicks: HUNDRED - CENT });
  store.fold(before.takeEvents());
  const recovered = store.recovered();
  const core = openCore(store, { recovered });
  expect(recoveryReport(recovered, 1)).toMatchObject({ workingOrders: 1 });
  letGo(recovered);
  expect(recovered).toMatchObject({ bars: [], workingOrders: [] });
  expect(core.snapshot().workingOrders).toHaveLength(1);
});
