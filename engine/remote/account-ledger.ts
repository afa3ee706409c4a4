/**
 * Which account at the venue a store is of, and what is booked there that no order has done: what was held
 * before the store began, and what the venue counts otherwise.
 */
import { assert } from '../domain/assert.ts';
import type { TimeUs } from '../domain/time.ts';
import type { Carried } from '../orders/account-desk.ts';
import type { Account } from '../portfolio/account.ts';
import type { JournalWrite, RecoveredState } from '../ports.ts';
import { adjustingFills } from './adjustments.ts';
import { bookFill } from './booked-fill.ts';
import { openingCashMicros, takeOver } from './opening.ts';
import type { OpeningPosition } from './opening.ts';
import type { RemotePorts } from './remote-ports.ts';

const NOTHING_HELD: Carried = { worthMicros: 0, closeTicks: null };

export class AccountLedger {
  readonly #ports: RemotePorts;
  readonly #account: Account;
  #openedUs: number | null;
  #accountId: string | null;
  #writes: JournalWrite[] = [];

  constructor(
    ports: RemotePorts,
    account: Account,
    { openedUs, accountId }: Pick<RecoveredState['remote'], 'openedUs' | 'accountId'>,
  ) {
    this.#ports = ports;
    this.#account = account;
    this.#openedUs = openedUs;
    this.#accountId = accountId;
  }

  /** When this store took over what the account held; null: it has not yet. */
  get openedUs(): number | null {
    return this.#openedUs;
  }

  /** The venue's id of the account that this store is of; null: it has not been told yet. */
  get accountId(): string | null {
    return this.#accountId;
  }

  /** Takes over what the account holds, once in the life of a store. */
  open(cashMicros: number, positions: readonly OpeningPosition[], openedUs: TimeUs): void {
    assert(this.#openedUs === null, 'a store is opened once');
    const startMicros = openingCashMicros(cashMicros, positions, this.#ports.exchange);
    this.#account.startWith(startMicros);
    this.#openedUs = openedUs;
    takeOver(positions, this.#ports);
    this.#writes.push({ kind: 'start_cash', cashMicros: startMicros });
    this.#keep();
  }

  /** Makes this the store of an account; one of another cannot take its place. */
  belongTo(accountId: string): void {
    assert(this.#accountId === null || this.#accountId === accountId, 'a store is of one account');
    if (this.#accountId === accountId) return;
    this.#accountId = accountId;
    this.#keep();
  }

  /**
   * Books what the venue counts otherwise, as a person has accepted it: marked fills for positions, and what
   * is left of the cash as money that came or went. Of symbols that are not followed nothing is booked.
   */
  adjust(cashMicros: number, positions: readonly OpeningPosition[]): void {
    const { exchange } = this.#ports;
    const name = `adjust-${String(exchange.nowUs)}`;
    const fills = adjustingFills(this.#account.positions(), positions, exchange, name);
    for (const fill of fills) bookFill(fill, this.#ports);
    const wanted = new Map(positions.map((one) => [one.symbol, one.carried]));
    for (const symbol of new Set(fills.map((fill) => fill.symbol))) {
      this.#ports.accounts().carry(symbol, wanted.get(symbol) ?? NOTHING_HELD);
    }
    const deltaMicros = cashMicros - this.#account.cashMicros;
    if (deltaMicros === 0) return;
    this.#account.startWith(cashMicros);
    this.#writes.push({ kind: 'cash_adjusted', deltaMicros, cashMicros });
  }

  /** What is to be stored beside the events, in their transaction. */
  takeWrites(): readonly JournalWrite[] {
    const writes = this.#writes;
    if (writes.length > 0) this.#writes = [];
    return writes;
  }

  #keep(): void {
    const value = JSON.stringify({ openedUs: this.#openedUs, accountId: this.#accountId });
    this.#writes.push({ kind: 'setting', key: 'venue', value });
  }
}
