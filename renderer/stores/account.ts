import { create } from 'zustand';
import type {
  AccountSettings,
  AccountState,
  AccountUpdate,
  DayStart,
} from '../../engine/contract/account.ts';
import type { StopTrigger } from '../../engine/domain/order.ts';

/** The account as the engine counts it, at the last prices. */
export interface AccountStore {
  /** null before the engine's first word. */
  readonly account: AccountState | null;
  readonly settings: AccountSettings | null;
  /** By symbol: positions that were open when their trading day began. */
  readonly dayStarts: ReadonlyMap<string, DayStart>;
}

export const useAccountStore = create<AccountStore>(() => ({
  account: null,
  settings: null,
  dayStarts: new Map(),
}));

/** What triggers stops at this account's venue. */
export function useStopTrigger(): StopTrigger {
  return useAccountStore((store) => store.settings?.stopTrigger ?? 'last_trade');
}

/** The same where it is asked for once, as by a key. */
export function stopTriggerNow(): StopTrigger {
  return useAccountStore.getState().settings?.stopTrigger ?? 'last_trade';
}

/** Takes what the channel brings; what it leaves out stays. */
export function applyAccount({ account, settings, dayStarts }: AccountUpdate): void {
  useAccountStore.setState((before) => ({
    account,
    settings: settings ?? before.settings,
    dayStarts:
      dayStarts === null
        ? before.dayStarts
        : new Map(dayStarts.map((start) => [start.symbol, start])),
  }));
}
