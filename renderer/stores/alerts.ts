import { create } from 'zustand';
import type { Alert, AlertChange, AlertFiring } from '../../engine/contract/alerts.ts';
import { ALERT_FIRINGS_KEPT } from '../../engine/contract/bounds.ts';

/** The alerts as the engine tells them. */
export interface AlertsStore {
  /** null: not heard yet. */
  readonly alerts: ReadonlyMap<number, Alert> | null;
  /** Newest first. */
  readonly firings: readonly AlertFiring[];
}

export const useAlerts = create<AlertsStore>(() => ({ alerts: null, firings: [] }));

/** Takes a change into the store. */
export function foldAlert(store: AlertsStore, change: AlertChange): AlertsStore {
  const alerts = new Map(store.alerts ?? []);
  if (change.alert === null) alerts.delete(change.alertId);
  else alerts.set(change.alertId, change.alert);
  const firings =
    change.firing === null
      ? store.firings
      : [change.firing, ...store.firings].slice(0, ALERT_FIRINGS_KEPT);
  return { alerts, firings };
}
