import { executionId, executionIdText } from '../domain/ids.ts';
import type { Venue } from '../domain/order.ts';
import type { Connection } from './database.ts';
import { READ_STATEMENTS } from './statements.ts';

/**
 * What exports call a fill: `local-42`, or what the table of imported fills says, where fills are that had
 * a name in a file and own ones that an import has given another number.
 */
export function executionNames(db: Connection): (venue: Venue, id: number) => string {
  const named = db.prepare<[number], { readonly name: string }>(READ_STATEMENTS['fills.name']);
  const some = db.prepare<[], { readonly value: number | null }>(READ_STATEMENTS['fills.named']);
  // Most stores have no names: a million look-ups less.
  if ((some.get()?.value ?? null) === null)
    return (venue, id) => executionIdText(venue, executionId(id));
  return (venue, id) => named.get(id)?.name ?? executionIdText(venue, executionId(id));
}
