import type { AccountState } from '../../engine/contract/account.ts';
import { useAccountStore } from '../stores/account.ts';
import type { AccountStore } from '../stores/account.ts';
import { useSampled } from '../trading/use-sampled.ts';

const SAMPLE_MS = 250;
const accountOf = (store: AccountStore): AccountState | null => store.account;

/** The account's sums as the engine counts them; null before its first word. */
export function useAccount(): {
  /** null also while a position has no price. */
  readonly equityMicros: number | null;
  readonly dayMicros: number | null;
  readonly buyingPowerMicros: number | null;
} {
  const account = useSampled(useAccountStore, accountOf, SAMPLE_MS);
  if (account === null || account.unpriced > 0) {
    return { equityMicros: null, dayMicros: null, buyingPowerMicros: null };
  }
  const { equityMicros, dayPnlMicros: dayMicros, buyingPowerMicros } = account;
  return { equityMicros, dayMicros, buyingPowerMicros };
}
