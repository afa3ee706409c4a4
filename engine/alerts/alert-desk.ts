/**
 * The trader's alerts: what is watched, what has gone off, what must be stored. Pure: its owner calls
 * `turn` after each look at the market, `sweep` about once a second, and takes what has changed.
 */
import { ALERTS_MAX, ALERT_FIRINGS_KEPT } from '../contract/bounds.ts';
import type { Alert, AlertChange, AlertFiring, AlertSpec } from '../contract/alerts.ts';
import type { OrderEvent } from '../contract/messages.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { US_PER_SECOND } from '../domain/time.ts';
import type { AlertAccount, AlertMarket } from './alert-market.ts';
import { AlertWatches } from './alert-watches.ts';
import { alertEventOf } from './order-words.ts';

export interface AlertDeskOptions {
  readonly market: (symbol: string) => AlertMarket | undefined;
  readonly account: AlertAccount;
  /** As `unstored` gave them. */
  readonly stored: readonly Alert[];
}

export class AlertDesk {
  readonly #alerts = new Map<number, Alert>();
  readonly #watches: AlertWatches;
  readonly #market: AlertDeskOptions['market'];
  #firings: readonly AlertFiring[] = [];
  #changes: AlertChange[] = [];
  /** Armed or not armed any more since the last sweep, which tells it: a price may cross often. */
  readonly #touched = new Set<number>();
  #isUnstored = false;
  #lastId = 0;
  #nowUs = 0;

  constructor({ market, account, stored }: AlertDeskOptions) {
    this.#market = market;
    this.#watches = new AlertWatches(
      market,
      account,
      (alertId, value) => {
        this.#fire(alertId, value, null);
      },
      (alertId) => {
        this.#touched.add(alertId);
      },
    );
    for (const alert of stored) {
      this.#alerts.set(alert.alertId, alert);
      this.#lastId = Math.max(this.#lastId, alert.alertId);
      if (alert.state === 'active') this.#watches.add(alert, alert.isArmed);
    }
  }

  /** In the order in which they were made. */
  get alerts(): readonly Alert[] {
    return [...this.#alerts.values()];
  }

  /** Newest first. */
  get firings(): readonly AlertFiring[] {
    return this.#firings;
  }

  create(spec: AlertSpec, nowUs: number): Alert | Refusal {
    if (this.#alerts.size >= ALERTS_MAX) {
      const rule = `at most ${String(ALERTS_MAX)} alerts; delete one first`;
      return refusal('venue.too_many_alerts', '', this.#alerts.size, rule);
    }
    const why = this.#unknownSymbol(spec);
    if (why !== null) return why;
    this.#lastId += 1;
    const alert: Alert = {
      alertId: this.#lastId,
      spec,
      state: 'active',
      isArmed: false,
      createdUs: nowUs,
      firedCount: 0,
      lastFiredUs: null,
    };
    return this.#begin(alert);
  }

  /** `spec` null: as it was. Switched on, it begins anew, also when it was done. */
  change(alertId: number, spec: AlertSpec | null, isActive: boolean): Alert | Refusal {
    const before = this.#alerts.get(alertId);
    if (before === undefined) return refusal('venue.unknown_alert', 'alertId', alertId, 'an alert');
    const why = spec === null ? null : this.#unknownSymbol(spec);
    if (why !== null) return why;
    this.#watches.remove(alertId);
    const alert: Alert = { ...before, spec: spec ?? before.spec, isArmed: false };
    if (isActive) return this.#begin({ ...alert, state: 'active' });
    this.#put({ ...alert, state: 'off' }, null);
    return this.#alerts.get(alertId) ?? alert;
  }

  /** False when there is none. */
  remove(alertId: number): boolean {
    if (!this.#alerts.delete(alertId)) return false;
    this.#watches.remove(alertId);
    this.#isUnstored = true;
    this.#changes.push({ alertId, alert: null, firing: null });
    return true;
  }

  /** Looks at the prints since the last turn. `nowUs`: market time. */
  turn(nowUs: number): void {
    this.#nowUs = nowUs;
    this.#watches.turn();
  }

  /** Looks at closed bars, results and levels that move with the day. */
  sweep(nowUs: number): void {
    this.#nowUs = nowUs;
    this.#watches.sweep();
    for (const alertId of this.#touched) this.#tellArmed(alertId);
    this.#touched.clear();
  }

  /** Hears what has happened to own orders. */
  heard(events: readonly OrderEvent[]): void {
    for (const event of events) {
      const name = alertEventOf(event);
      if (name === null) continue;
      const { orderId, symbol } = event.order;
      for (const { alertId, spec, state } of this.#alerts.values()) {
        const { condition } = spec;
        if (state !== 'active' || condition.kind !== 'order') continue;
        if (condition.symbol !== null && condition.symbol !== symbol) continue;
        if (!condition.events.includes(name)) continue;
        this.#nowUs = event.atUs;
        this.#fire(alertId, null, { orderId, symbol, event: name });
      }
    }
  }

  /** What clients have not heard yet. */
  takeChanges(): readonly AlertChange[] {
    const changes = this.#changes;
    if (changes.length > 0) this.#changes = [];
    return changes;
  }

  /** All alerts when they are to be stored again, else null; they count as stored then. */
  takeUnstored(): readonly Alert[] | null {
    if (!this.#isUnstored) return null;
    this.#isUnstored = false;
    return this.alerts;
  }

  #begin(alert: Alert): Alert {
    this.#alerts.set(alert.alertId, alert);
    const isArmed = this.#watches.add(alert, null);
    const begun = { ...alert, isArmed };
    this.#put(begun, null);
    return begun;
  }

  #tellArmed(alertId: number): void {
    const alert = this.#alerts.get(alertId);
    if (alert?.state !== 'active') return;
    const isArmed = this.#watches.isArmed(alertId);
    if (isArmed !== alert.isArmed) this.#put({ ...alert, isArmed }, null);
  }

  #fire(alertId: number, value: number | null, order: AlertFiring['order']): void {
    const alert = this.#alerts.get(alertId);
    if (alert === undefined) return;
    const { spec, lastFiredUs } = alert;
    const quietUntilUs = (lastFiredUs ?? -Infinity) + spec.cooldownS * US_PER_SECOND;
    if (spec.repeat === 'repeat' && this.#nowUs < quietUntilUs) {
      // Too soon after the last time; it waits for the value to be back all the same.
      this.#touched.add(alertId);
      return;
    }
    const atUs = this.#nowUs;
    const firing: AlertFiring = { alertId, spec, atUs, value, order };
    const isDone = spec.repeat === 'once';
    if (isDone) this.#watches.remove(alertId);
    this.#firings = [firing, ...this.#firings].slice(0, ALERT_FIRINGS_KEPT);
    this.#put(
      {
        ...alert,
        state: isDone ? 'done' : 'active',
        // An order's event and a bar's close are no level that a value could come back from.
        isArmed: !isDone && this.#watches.isArmed(alertId),
        firedCount: alert.firedCount + 1,
        lastFiredUs: atUs,
      },
      firing,
    );
  }

  #put(alert: Alert, firing: AlertFiring | null): void {
    this.#alerts.set(alert.alertId, alert);
    this.#isUnstored = true;
    this.#changes.push({ alertId: alert.alertId, alert, firing });
  }

  #unknownSymbol({ condition }: AlertSpec): Refusal | null {
    const symbol = 'symbol' in condition ? condition.symbol : null;
    if (symbol === null || this.#market(symbol) !== undefined) return null;
    const rule = 'a symbol that is traded here';
    return refusal('contract.unknown_symbol', 'spec.condition.symbol', symbol, rule);
  }
}
