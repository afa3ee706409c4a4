/**
 * Rules of order groups, fill models and the trigger of stops, broken on purpose; each must fail the property suite of its part,
 * which plays the engine against a naive group or a naive fill model.
 */
import type { Mutant } from './mutants.ts';

/** Part of the engine whose property suite must notice. */
export type SuiteName = 'groups' | 'fills' | 'stops';

export interface SuiteMutant extends Mutant {
  readonly suite: SuiteName;
}

function group(name: string, file: string, from: string, to: string): SuiteMutant {
  return { suite: 'groups', name, file: `orders/${file}`, edits: [[from, to]] };
}

function fill(name: string, file: string, from: string, to: string): SuiteMutant {
  return { suite: 'fills', name, file: `fills/${file}`, edits: [[from, to]] };
}

function stop(name: string, file: string, from: string, to: string): SuiteMutant {
  return { suite: 'stops', name, file: `market/${file}`, edits: [[from, to]] };
}

export const SUITE_MUTANTS: readonly SuiteMutant[] = [
  stop(
    'the ask triggers stops to sell',
    'exchange.ts',
    'stops.onQuote(bid, ask)',
    'stops.onQuote(ask, bid)',
  ),
  stop(
    'a market is held against its stops once only',
    'exchange.ts',
    'market.quotedVersion === version ||',
    'market.quotedVersion >= 0 ||',
  ),
  group(
    'an exit that a trader cancels leaves the other',
    'group-steps.ts',
    'if (exits.some(isEndedByWill)) return cancel(first);',
    '',
  ),
  group(
    'exits wait until their entry has ended',
    'group-steps.ts',
    'if (isUnfilled) return heldStep(entry, open);',
    'if (entry !== null && (isUnfilled || isEntryOpen)) return heldStep(entry, open);',
  ),
  group(
    'a stop loss rests in the book beside the take profit',
    'group-steps.ts',
    'if (isResting && takeProfit !== null && isWorking(takeProfit.status)) return cancel(takeProfit);',
    '',
  ),
  group(
    'an exit keeps what the other has filled',
    'group-steps.ts',
    'const qtyLots = view.coveredLots - (filled - order.cumQtyLots);',
    'const qtyLots = view.coveredLots;',
  ),
  group(
    'exits close more than there is',
    'exit-cap.ts',
    'if (excess <= 0) return [];',
    'if (excess < Infinity) return [];',
  ),
  group(
    'an entry goes on when its stop was reached',
    'group-steps.ts',
    '(isStopReached || open.length < exits.length)',
    'open.length < exits.length',
  ),
  group(
    'an entry that ends unfilled leaves its exits',
    'group-steps.ts',
    'if (isUnfilled && !isEntryOpen) return cancel(first);',
    '',
  ),
  fill(
    'an order at a better price waits behind the quote',
    'queue-ahead.ts',
    'isBetter(side, ticks, quote.ticks)) this.lots[slot] = 0;',
    'isBetter(side, ticks, quote.ticks)) this.lots[slot] = quote.lots;',
  ),
  fill('a print passes those ahead', 'queue-ahead.ts', 'return lots - part;', 'return lots;'),
  fill('nobody ahead ever cancels', 'queue-ahead.ts', 'return own - share;', 'return own;'),
  fill(
    'what own orders have taken is there again',
    'quoted-side.ts',
    'this.takenLots += lots;',
    '',
  ),
  fill(
    'the model through fills at the touch',
    'top-of-book-venue.ts',
    "const reached = this.model === 'through' ? isPast : isReached;",
    'const reached = isReached;',
  ),
  fill(
    'each order has the whole of a print',
    'top-of-book-venue.ts',
    'leftLots -= part;\n      slot = next;',
    'slot = next;',
  ),
  fill(
    'a quote has no end',
    'walk-depth.ts',
    'const available = checksSize ? quote.availableLots(level) : leftLots;',
    'const available = leftLots;',
  ),
];
