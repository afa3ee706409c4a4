import type { Notice } from '../contract/messages.ts';
import type { TimeUs } from '../domain/time.ts';
import type { Reversal } from '../domain/remote-link.ts';
import type { FinishedRestore } from '../store/backup/pending-restore.ts';

/** What clients are told of a restore that the start has finished, or has had to leave; null: of none. */
export function restoreNotice(restored: FinishedRestore | null, atUs: TimeUs): Notice | null {
  if (restored === null) return null;
  const { source, asideFolder, hasDocuments, problem } = restored;
  if (problem !== '') {
    const text = `${source} could not take the store's place, which is as it was: ${problem}`;
    return { level: 'error', code: 'store.not_restored', text, atUs };
  }
  const also = hasDocuments ? ' Layouts, keys, drawings and settings are its own, too.' : '';
  const aside = asideFolder === '' ? '' : ` What was there is in ${asideFolder}.`;
  if (source === '') {
    return { level: 'info', code: 'store.begun', text: `A new store has begun.${aside}`, atUs };
  }
  return {
    level: 'info',
    code: 'store.restored',
    text: `The store has been replaced by ${source}.${also}${aside}`,
    atUs,
  };
}

/** Says that reversals of the last run go on; null: there are none. */
export function reversalNotice(reversals: readonly Reversal[], atUs: TimeUs): Notice | null {
  if (reversals.length === 0) return null;
  const symbols = reversals.map(({ symbol }) => symbol).join(', ');
  const text = `The reversal of ${symbols} goes on: the other side is opened when the closing order has filled.`;
  return { level: 'info', code: 'venue.reversal', text, atUs };
}
