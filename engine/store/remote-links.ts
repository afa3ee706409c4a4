import type { RemoteLink, Reversal } from '../domain/remote-link.ts';
import type { RecoveredState } from '../ports.ts';
import type { Connection } from './database.ts';
import { READ_STATEMENTS } from './statements.ts';

/** Newest orders whose links the engine starts with beside working ones: weeks of a person's trading. */
const RECENT_ORDERS = 2_000;

/** What the store knows of its remote venue; nothing on the local one. */
export function readRemote(
  db: Connection,
  workingOrders: RecoveredState['workingOrders'],
  lastOrderId: number,
  settings: ReadonlyMap<string, string>,
): RecoveredState['remote'] {
  const recent = db.prepare<[number], RemoteLink>(READ_STATEMENTS['remote.recent']);
  const byOrder = db.prepare<[number], RemoteLink>(READ_STATEMENTS['remote.by_order']);
  const links = new Map<string, RemoteLink>();
  for (const link of recent.all(lastOrderId - RECENT_ORDERS)) links.set(link.remoteId, plain(link));
  for (const { orderId, venue } of workingOrders) {
    if (venue === 'local') continue;
    for (const link of byOrder.all(orderId)) links.set(link.remoteId, plain(link));
  }
  return {
    ...venueOf(settings.get('venue')),
    links: [...links.values()],
    reversals: reversalsOf(settings.get('reversals')),
  };
}

/** The columns alone: some drivers add fields of their own to a row. */
export function plain(link: RemoteLink): RemoteLink {
  const { remoteId, orderId, place, startLots, coveredLots } = link;
  return { remoteId, orderId, place, startLots, coveredLots };
}

function venueOf(
  setting: string | undefined,
): Pick<RecoveredState['remote'], 'openedUs' | 'accountId'> {
  const value: unknown = setting === undefined ? null : JSON.parse(setting);
  if (typeof value !== 'object' || value === null) return { openedUs: null, accountId: null };
  const { openedUs, accountId } = value as Readonly<Record<string, unknown>>; // Looked at next.
  return {
    openedUs: typeof openedUs === 'number' ? openedUs : null,
    accountId: typeof accountId === 'string' ? accountId : null,
  };
}

function reversalsOf(setting: string | undefined): readonly Reversal[] {
  if (setting === undefined) return [];
  const value: unknown = JSON.parse(setting);
  return Array.isArray(value) ? value.filter(isReversal) : [];
}

function isReversal(value: unknown): value is Reversal {
  if (typeof value !== 'object' || value === null) return false;
  const { closingId, openingName, symbol, clientName } = value as Partial<Reversal>; // Looked at next.
  const areTexts = [openingName, symbol, clientName].every((text) => typeof text === 'string');
  return areTexts && Number.isSafeInteger(closingId);
}
