/** What engines and windows take for settings that nobody has changed. */
import { NO_FEES } from '../domain/fee-model.ts';
import { MICROS_PER_UNIT } from '../domain/price.ts';
import type { AccountSettings } from './account.ts';
import type { MaintenanceSettings } from './maintenance.ts';
import type { RiskLimits } from './messages.ts';

const GIB = 2 ** 30;

/** Limits of a new account: 10,000 lots and 1,000,000 dollars an order, 10 % from the market. None else. */
export const DEFAULT_LIMITS: RiskLimits = {
  orderUnitsMax: 10_000,
  orderValueMicrosMax: 1_000_000 * MICROS_PER_UNIT,
  priceCollarBasisPoints: 1_000,
  positionUnitsMax: null,
  positionValueMicrosMax: null,
  openOrdersMax: null,
  ordersPerSecondMax: null,
  clientOrdersPerSecondMax: null,
  dailyLossMicrosMax: null,
  allowSymbols: null,
  denySymbols: [],
};

/** Free trading, buying power shown and not asked for, everything easy to borrow, stops by trades. */
export const DEFAULT_ACCOUNT_SETTINGS: AccountSettings = {
  fees: NO_FEES,
  marginMode: 'off',
  notShortable: [],
  stopTrigger: 'last_trade',
};

/** What is kept when nobody has said otherwise: two weeks of backups, a week of prints. */
export const DEFAULT_MAINTENANCE: MaintenanceSettings = {
  backupEveryHours: 24,
  backupsKept: 14,
  backupBytesMax: 10 * GIB,
  tickDaysKept: 7,
  tickBytesMax: GIB,
};

/** A replay's store is practice and its prints are in the recording. */
export const REPLAY_MAINTENANCE: MaintenanceSettings = {
  ...DEFAULT_MAINTENANCE,
  backupEveryHours: 0,
  tickDaysKept: 0,
};
