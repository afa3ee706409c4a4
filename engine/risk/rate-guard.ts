/**
 * Orders a second, of all clients and of each. New orders and replacements count when every other check
 * has let them pass; cancels and closing by command do not, so that a client at its limit can get out.
 * Time is market time. A restart begins with an empty second.
 */
import type { RiskLimits } from '../contract/messages.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { OrderRate } from './order-rate.ts';

/** Clients counted one by one; the one that has been silent longest makes room for another. */
const CLIENTS_MAX = 64;

export class RateGuard {
  #all: OrderRate | null = null;
  #clientMax: number | null = null;
  readonly #clients = new Map<string, OrderRate>();

  /** What has been counted in the last second counts on under new limits. */
  setLimits({ ordersPerSecondMax, clientOrdersPerSecondMax }: RiskLimits): void {
    this.#all = resized(this.#all, ordersPerSecondMax);
    this.#clientMax = clientOrdersPerSecondMax;
    for (const [name, rate] of this.#clients) {
      const changed = resized(rate, clientOrdersPerSecondMax);
      if (changed === null) this.#clients.delete(name);
      else this.#clients.set(name, changed);
    }
  }

  /** Counts an order of a client, or says which limit it would break; then nothing is counted. */
  take(clientName: string, us: number): Refusal | null {
    const all = this.#all;
    if (all !== null && !all.hasRoom(us)) {
      return tooFast('risk.max_order_rate', all.max, '');
    }
    if (this.#clientMax !== null) {
      const client = this.#clients.get(clientName) ?? this.#meet(clientName, this.#clientMax);
      if (!client.hasRoom(us)) {
        return tooFast('risk.max_client_order_rate', client.max, ` from ${clientName}`);
      }
      client.count(us);
    }
    all?.count(us);
    return null;
  }

  #meet(name: string, max: number): OrderRate {
    if (this.#clients.size >= CLIENTS_MAX) {
      let [quietest, lastUs] = ['', Number.POSITIVE_INFINITY];
      for (const [known, rate] of this.#clients) {
        if (rate.lastUs < lastUs) [quietest, lastUs] = [known, rate.lastUs];
      }
      this.#clients.delete(quietest);
    }
    const rate = new OrderRate(max);
    this.#clients.set(name, rate);
    return rate;
  }
}

function resized(rate: OrderRate | null, max: number | null): OrderRate | null {
  if (max === null || rate?.max === max) return max === null ? null : rate;
  const changed = new OrderRate(max);
  if (rate !== null) changed.takeOver(rate);
  return changed;
}

function tooFast(
  code: 'risk.max_order_rate' | 'risk.max_client_order_rate',
  max: number,
  from: string,
): Refusal {
  const rule = `at most ${String(max)} orders a second${from}`;
  return refusal(code, 'orders', max + 1, rule);
}
