import { expect, test } from 'vitest';
import type { AccountState } from '../../../../engine/contract/account.ts';
import { applyAccount, useAccountStore } from '../../../../renderer/stores/account.ts';

const ACCOUNT: AccountState = {
  atUs: 1,
  cashMicros: 2,
  equityMicros: 3,
  longValueMicros: 4,
  shortValueMicros: 0,
  unrealisedMicros: 5,
  realisedMicros: 6,
  fifoRealisedMicros: 7,
  feesMicros: 8,
  dayPnlMicros: 9,
  dayFeesMicros: 10,
  buyingPowerMicros: 11,
  reservedMicros: 12,
  unpriced: 0,
};

test('settings and starts of days stay while the engine leaves them out', () => {
  const start = { symbol: 'AAPL', tradeDate: '2026-03-12', markTicks: 1, pnlMicros: 2 };
  applyAccount({ account: ACCOUNT, settings: null, dayStarts: [start] });
  applyAccount({ account: { ...ACCOUNT, cashMicros: 20 }, settings: null, dayStarts: null });
  const { account, dayStarts } = useAccountStore.getState();
  expect(account?.cashMicros).toBe(20);
  expect([...dayStarts]).toEqual([['AAPL', start]]);
  applyAccount({ account: ACCOUNT, settings: null, dayStarts: [] });
  expect(useAccountStore.getState().dayStarts.size).toBe(0);
});
