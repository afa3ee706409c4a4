/**
 * What commands over a scope of orders (flatten, close, reverse, kill) have cancelled, by the id that
 * their client gave them: one that is sent again, because its answer was lost, is answered as the first
 * time and cancels nothing that was placed since. Kept in one transaction with what the command did.
 */
import type { OrderId } from '../domain/ids.ts';

/** One command that was carried out. */
export interface ScopeAnswer {
  /** Its type and its client's id. */
  readonly command: string;
  readonly canceledOrderIds: readonly OrderId[];
}

/** Commands kept; a client sends again within seconds, and nobody closes so many positions in them. */
export const SCOPE_ANSWERS_MAX = 64;
/** Order ids kept over all of them but the newest, since each new command has all of them written. */
const IDS_MAX = 4_096;

export class ScopeAnswers {
  /** Oldest first. */
  #kept: readonly ScopeAnswer[];
  #hasChanged = false;

  /** `kept`: those of the last run. */
  constructor(kept: readonly ScopeAnswer[] = []) {
    this.#kept = kept;
  }

  /** What the command has cancelled; undefined when it was not carried out, or long ago. */
  canceledBy(type: string, id: string): readonly OrderId[] | undefined {
    const command = nameOf(type, id);
    return this.#kept.find((one) => one.command === command)?.canceledOrderIds;
  }

  /** Remembers a command that was carried out just now. */
  remember(type: string, id: string, canceledOrderIds: readonly OrderId[]): void {
    const others: ScopeAnswer[] = [];
    let room = IDS_MAX;
    for (const one of this.#kept.slice(1 - SCOPE_ANSWERS_MAX).toReversed()) {
      room -= one.canceledOrderIds.length;
      if (room < 0) break;
      others.unshift(one);
    }
    this.#kept = [...others, { command: nameOf(type, id), canceledOrderIds }];
    this.#hasChanged = true;
  }

  /** All of them to be stored if there is a new one since the last call, else null. */
  takeChange(): readonly ScopeAnswer[] | null {
    if (!this.#hasChanged) return null;
    this.#hasChanged = false;
    return this.#kept;
  }
}

function nameOf(type: string, id: string): string {
  return `${type} ${id}`;
}
