import type { RiskLimits } from '../contract/messages.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';

/** Longest part of the list of allowed symbols that a refusal shows. */
const SHOWN_SYMBOLS_MAX = 8;

/** The symbol lists of the limits, ready to be asked. */
export class SymbolRules {
  readonly #allowed: ReadonlySet<string> | null;
  readonly #denied: ReadonlySet<string>;

  constructor({ allowSymbols, denySymbols }: RiskLimits) {
    this.#allowed = allowSymbols === null ? null : new Set(allowSymbols);
    this.#denied = new Set(denySymbols);
  }

  /** Why the symbol may not be traded, or null. */
  check(symbol: string): Refusal | null {
    if (this.#denied.size > 0 && this.#denied.has(symbol)) {
      return refusal('risk.symbol_denied', 'symbol', symbol, `no orders in ${symbol}`);
    }
    const allowed = this.#allowed;
    if (allowed === null || allowed.has(symbol)) return null;
    const shown = [...allowed].slice(0, SHOWN_SYMBOLS_MAX).join(', ');
    const more = allowed.size - SHOWN_SYMBOLS_MAX;
    const rest = more > 0 ? ` and ${String(more)} more` : '';
    return refusal('risk.symbol_not_allowed', 'symbol', symbol, `orders in ${shown}${rest} only`);
  }
}
