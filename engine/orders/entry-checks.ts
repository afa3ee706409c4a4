import type { OrderPreview, RequestOf } from '../contract/messages.ts';
import type { Venue } from '../domain/order.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Exchange } from '../market/exchange.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import type { Account } from '../portfolio/account.ts';
import { checkWholeShort } from './fractional-checks.ts';
import { limitBreach, powerAfter } from './limit-breach.ts';
import type { LimitPorts } from './limit-breach.ts';
import type { SizedRequest } from './new-order.ts';
import { unknownSymbol } from './order-checks.ts';
import type { OrderDraft } from './order-checks.ts';
import type { OrderGroups } from './order-groups.ts';
import { previewOrder } from './order-preview.ts';
import { orderTerms } from './order-terms.ts';
import type { AskedDraft } from './order-terms.ts';
import { checkSession } from './session-checks.ts';
import { checkStop } from './stop-prices.ts';

/** What the checks look at; desks that the core makes later are asked for when they are needed. */
export interface EntryCheckPorts extends LimitPorts {
  readonly venue: Venue;
  readonly exchange: Exchange;
  readonly account: Account;
  readonly groups: OrderGroups;
}

/** All that is asked of a new order before it is placed; nothing here changes anything. */
export class EntryChecks {
  readonly #ports: EntryCheckPorts;

  constructor(ports: EntryCheckPorts) {
    this.#ports = ports;
  }

  /** What is asked for with its quantity, or why it is no order that this venue takes. */
  terms<Draft extends AskedDraft>(
    draft: Draft,
    market: InstrumentMarket,
  ): (Draft & OrderDraft) | Refusal {
    return orderTerms(draft, market, this.#ports.venue, this.#ports.risk().limits);
  }

  /** Why a new order would be refused now, by a limit, its stop's place or the hour; or null. */
  breach(market: InstrumentMarket, terms: OrderDraft): Refusal | null {
    const { exchange, account, groups } = this.#ports;
    return (
      limitBreach(this.#ports, market, terms) ??
      checkStop(market, terms) ??
      groups.check(market, terms) ??
      checkWholeShort(market.instrument, terms, account.qtyLots(terms.symbol)) ??
      checkSession(market, terms.orderType, terms.timeInForce, exchange.nowUs)
    );
  }

  /** The same of an order that is usual (plain-entry.ts), which has no stop, no exits and no hours of its own. */
  breachOfUsual(market: InstrumentMarket, terms: SizedRequest): Refusal | null {
    const { account, accounts, risk } = this.#ports;
    const { instrument } = market;
    return (
      risk().breachOfNew(market, terms, 0, terms.orderType === 'limit' ? 1 : 0) ??
      accounts().breach(market, terms, null) ??
      checkWholeShort(instrument, terms, account.qtyLots(instrument.symbol))
    );
  }

  /** What placing an order would do. */
  preview(draft: Omit<RequestOf<'order.preview'>, 'type'>): OrderPreview | Refusal {
    const { exchange, account, risk } = this.#ports;
    const market = exchange.market(draft.symbol);
    if (market === undefined) return unknownSymbol(draft.symbol);
    const terms = this.terms(draft, market);
    if ('code' in terms) return terms;
    return previewOrder(market, terms, risk().limits, account, {
      breach: this.breach(market, terms),
      powerAfterMicros: () => powerAfter(this.#ports, market, terms),
    });
  }
}
