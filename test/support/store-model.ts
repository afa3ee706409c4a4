import type { RemoteLink, Reversal } from '../../engine/domain/remote-link.ts';
import type { AccountSettings, DayStart } from '../../engine/contract/account.ts';
import type { OrderEvent, RiskLimits } from '../../engine/contract/messages.ts';
import type { Bar, Timeframe } from '../../engine/domain/bar.ts';
import type { ClientOrderId, OrderId } from '../../engine/domain/ids.ts';
import { isWorking } from '../../engine/domain/order.ts';
import type { Fill, Order, Position } from '../../engine/domain/order.ts';
import type { Lot, LotChanges, SymbolLots } from '../../engine/domain/lot.ts';
import type { JournalWrite, OrderLookup, RecoveredState } from '../../engine/ports.ts';
import { naiveLots } from './naive-lots.ts';
import type { ScopeAnswer } from '../../engine/orders/scope-answers.ts';
import type { StoredRisk } from '../../engine/risk/risk-lock.ts';

/** What an account starts with: 100,000 dollars in micros. */
export const MODEL_CASH_MICROS = 100_000_000_000;

/**
 * The naive store: what a journal's writes come to, by folding each of them in order. It is the
 * specification of recovery, and refuses what a real store would refuse: gaps and duplicates.
 */
export class StoreModel implements OrderLookup {
  readonly events: OrderEvent[] = [];
  readonly #orders = new Map<OrderId, Order>();
  readonly #ids = new Map<ClientOrderId, OrderId>();
  readonly #positions = new Map<string, Position>();
  readonly #fills: Fill[] = [];
  /** As the writes have them; what they must be, the fills say. */
  readonly #lots = new Map<string, Lot[]>();
  #hasLots = false;
  #account: AccountSettings | null = null;
  #dayStarts: readonly DayStart[] = [];
  readonly #bars = new Map<string, Map<number, Bar>>();
  #cashMicros = MODEL_CASH_MICROS;
  startCashMicros: number = MODEL_CASH_MICROS;
  #limits: RiskLimits | null = null;
  #venue: Pick<RecoveredState['remote'], 'openedUs' | 'accountId'> = {
    openedUs: null,
    accountId: null,
  };
  readonly #links = new Map<string, RemoteLink>();
  #reversals: readonly Reversal[] = [];
  #scopeAnswers: readonly ScopeAnswer[] = [];
  /** States of the risk guard that were ever on disk, the newest last. */
  readonly risks: StoredRisk[] = [];

  write(writes: readonly JournalWrite[]): void {
    for (const write of writes) {
      if (write.kind === 'events') this.fold(write.events);
      else if (write.kind === 'packed_events') this.fold(write.events.events());
      else if (write.kind === 'bars') this.#keepBars(write);
      else if (write.kind === 'lots') write.changes.forEach((one) => this.#keepLots(one));
      else if (write.kind === 'day_starts') this.#dayStarts = write.starts;
      else if (write.kind === 'equity') continue;
      else if (write.kind === 'remote_orders') {
        for (const link of write.links) this.#links.set(link.remoteId, link);
      } else if (write.kind === 'start_cash') {
        this.#cashMicros += write.cashMicros - this.startCashMicros;
        this.startCashMicros = write.cashMicros;
      } else if (write.kind === 'cash_adjusted') {
        this.#cashMicros = write.cashMicros;
        this.startCashMicros += write.deltaMicros;
      } else if (write.key === 'reversals') {
        this.#reversals = JSON.parse(write.value) as Reversal[];
      } else if (write.key === 'venue') {
        this.#venue = { ...this.#venue, ...(JSON.parse(write.value) as object) };
      }
      // Settings of the engine's own making, all of them.
      else if (write.key === 'account') this.#account = JSON.parse(write.value) as AccountSettings;
      else if (write.key === 'risk') this.#limits = JSON.parse(write.value) as RiskLimits;
      else if (write.key === 'risk_state') this.risks.push(JSON.parse(write.value) as StoredRisk);
      else if (write.key === 'scope_answers') {
        this.#scopeAnswers = JSON.parse(write.value) as ScopeAnswer[];
      }
    }
  }

  fold(events: readonly OrderEvent[]): void {
    for (const event of events) {
      const { order, seq } = event;
      if (seq !== this.events.length + 1) throw new Error(`event ${String(seq)} leaves a gap`);
      const known = this.#ids.get(order.clientOrderId);
      if (known !== undefined && known !== order.orderId) {
        throw new Error(`client order id ${order.clientOrderId} names two orders`);
      }
      this.events.push(event);
      this.#ids.set(order.clientOrderId, order.orderId);
      this.#orders.set(order.orderId, order);
      if (event.type !== 'order.filled') continue;
      if (event.fill.executionId !== this.#fills.length + 1) throw new Error('a fill is missing');
      this.#fills.push(event.fill);
      this.#positions.set(event.position.symbol, event.position);
      this.#cashMicros = event.cashMicros;
    }
  }

  byOrderId(id: OrderId): Order | null {
    return this.#orders.get(id) ?? null;
  }

  byClientOrderId(id: ClientOrderId): Order | null {
    const orderId = this.#ids.get(id);
    return orderId === undefined ? null : this.byOrderId(orderId);
  }

  get fills(): readonly Fill[] {
    return this.#fills;
  }

  /** What an engine that starts now is given. */
  recovered(): RecoveredState {
    const workingOrders = [...this.#orders.values()]
      .filter(({ status }) => isWorking(status))
      .sort((a, b) => a.prioritySeq - b.prioritySeq);
    return {
      storeId: 'model',
      after: this.events.length === 0 ? 'first' : 'crash',
      lastEventSeq: this.events.length,
      lastOrderId: Math.max(0, ...this.#orders.keys()),
      lastExecutionId: this.#fills.length,
      lastEventUs: this.events.at(-1)?.atUs ?? 0,
      instruments: [],
      lastPrioritySeq: workingOrders.at(-1)?.prioritySeq ?? 0,
      workingOrders,
      positions: [...this.#positions.values()],
      lots: this.#checkedLots(),
      account: this.#account,
      dayStarts: this.#dayStarts,
      scopeAnswers: this.#scopeAnswers,
      remote: {
        ...this.#venue,
        links: [...this.#links.values()],
        reversals: this.#reversals,
      },
      recentFills: this.#fills.slice(-500).reverse(),
      cashMicros: this.#cashMicros,
      limits: this.#limits,
      risk: this.risks.at(-1) ?? null,
      bars: [...this.#bars].map(([key, bars]) => {
        const [symbol = '', timeframe] = key.split(' ');
        const sorted = [...bars.values()].sort((a, b) => a.startUs - b.startUs);
        // Put together from a timeframe in `#keepBars`.
        return { symbol, timeframe: timeframe as Timeframe, bars: sorted.slice(-1_500) };
      }),
    };
  }

  #keepLots({ symbol, keptFromId, lots }: LotChanges): void {
    this.#hasLots = true;
    const changed = new Set(lots.map(({ executionId }) => executionId));
    const others = (this.#lots.get(symbol) ?? []).filter((one) => !changed.has(one.executionId));
    const kept = [...others, ...lots].filter(({ executionId }) => executionId >= keptFromId);
    this.#lots.set(
      symbol,
      kept.sort((a, b) => a.executionId - b.executionId),
    );
  }

  /** The lots that the fills leave; where lots were written too, they must be the same. */
  #checkedLots(): SymbolLots[] {
    const lots = naiveLots(this.#fills);
    if (!this.#hasLots) return lots;
    const written = Array.from(this.#lots, ([symbol, of]) => ({ symbol, lots: of }))
      .filter((one) => one.lots.length > 0)
      .sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
    if (JSON.stringify(written) !== JSON.stringify(lots)) {
      throw new Error(`lots are ${JSON.stringify(written)}, the fills say ${JSON.stringify(lots)}`);
    }
    return lots;
  }

  #keepBars(write: Extract<JournalWrite, { kind: 'bars' }>): void {
    const { symbol, timeframe, bars, removedUs = [] } = write;
    const key = `${symbol} ${timeframe}`;
    const kept = this.#bars.get(key) ?? new Map<number, Bar>();
    for (const startUs of removedUs) kept.delete(startUs);
    for (const bar of bars) kept.set(bar.startUs, bar);
    this.#bars.set(key, kept);
  }
}
