/**
 * Alerts beside the running engine: lets them look at the market after each turn, makes what has changed
 * durable, tells the clients, and answers their requests.
 */
import { AlertDesk } from '../../alerts/alert-desk.ts';
import type { AlertAccount } from '../../alerts/alert-market.ts';
import type { Alert, AlertReplies } from '../../contract/alerts.ts';
import type { OrderEvent, RequestOf } from '../../contract/messages.ts';
import type { VenueCore } from '../../remote/venue-core.ts';
import { assertNever } from '../../domain/assert.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { unrealisedMicros } from '../../portfolio/valuation.ts';
import type { Answer } from '../client-connection.ts';
import type { Engine } from '../engine.ts';
import { cannotWrite } from '../store-trouble.ts';

/** How often closes and results are looked at, and firings and arming are stored, in microseconds. */
const SWEEP_US = 1_000_000;

export class AlertKeeper {
  readonly #engine: () => Engine;
  readonly #desk: AlertDesk;
  #nextSweepUs = 0;

  /** `engine` is asked for once it runs. */
  constructor(engine: () => Engine, core: VenueCore, stored: readonly Alert[]) {
    this.#engine = engine;
    this.#desk = new AlertDesk({
      market: (symbol) => core.exchange.market(symbol),
      account: accountOf(core),
      stored,
    });
  }

  /** After each look at the market. */
  turn(): void {
    const { clock, core } = this.#engine().parts;
    const { nowUs } = core.exchange;
    this.#desk.turn(nowUs);
    const monotonicUs = clock.monotonicUs();
    if (monotonicUs < this.#nextSweepUs) {
      this.#tell();
      return;
    }
    this.#nextSweepUs = monotonicUs + SWEEP_US;
    this.#desk.sweep(nowUs);
    this.#tell();
    this.#store();
  }

  /** What has just happened to own orders. */
  heard(events: readonly OrderEvent[]): void {
    this.#desk.heard(events);
    this.#tell();
  }

  answer(body: RequestOf<keyof AlertReplies>): Answer {
    const { parts } = this.#engine();
    const why = body.type === 'alert.list' ? null : cannotWrite(parts.journal);
    if (why !== null) return refused(why);
    switch (body.type) {
      case 'alert.list': {
        const { alerts, firings } = this.#desk;
        return () => ({ ok: true, result: { alerts, firings } });
      }
      case 'alert.create':
        return this.#changed(this.#desk.create(body.spec, parts.core.exchange.nowUs));
      case 'alert.change':
        return this.#changed(this.#desk.change(body.alertId, body.spec, body.isActive));
      case 'alert.delete': {
        const deleted = this.#desk.remove(body.alertId);
        this.#store();
        this.#tell();
        return () => ({ ok: true, result: { deleted } });
      }
      default:
        return assertNever(body, 'request about alerts');
    }
  }

  #changed(alert: Alert | Refusal): Answer {
    if ('code' in alert) return refused(alert);
    this.#store();
    this.#tell();
    return () => ({ ok: true, result: { alert } });
  }

  /** While nothing can be written they stay in memory, and are stored by a later sweep. */
  #store(): void {
    const { gate, parts } = this.#engine();
    const { length, bound } = parts.journal.queue();
    if (cannotWrite(parts.journal) !== null || length >= bound) return;
    const alerts = this.#desk.takeUnstored();
    if (alerts === null) return;
    const value = JSON.stringify(alerts);
    gate.wrote(parts.journal.append([{ kind: 'setting', key: 'alerts', value }]));
  }

  #tell(): void {
    const changes = this.#desk.takeChanges();
    // What was for once must not go off again after a crash; repeating ones wait for the next sweep.
    if (changes.some(({ alert, firing }) => firing !== null && alert?.state === 'done')) {
      this.#store();
    }
    for (const change of changes) this.#engine().broadcast({ type: 'alert', change });
  }
}

function accountOf(core: VenueCore): AlertAccount {
  return {
    dayPnlMicros: () => core.accounts.state().dayPnlMicros,
    positionPnlMicros: (symbol) => {
      const market = core.exchange.market(symbol);
      const position = core.positionOf(symbol);
      if (market === undefined || position === null || position.qtyLots === 0) return null;
      const markTicks = market.referenceTicks();
      if (markTicks === 0) return null;
      return unrealisedMicros(position, {
        instrument: market.instrument,
        markTicks,
        tradeDate: '',
      });
    },
  };
}

function refused(refusal: Refusal): Answer {
  return () => ({ ok: false, refusal });
}
