import { useContext } from 'react';
import type { TableId } from '../stores/table-views.ts';
import { PanelContext } from '../workspace/links.ts';

/**
 * Name of this one of several tables of a kind: what is looked for in it, and what copying takes, is its
 * own, while columns are those of the kind. '' of a table without an id.
 */
export function useTableKey(table: TableId | undefined): string {
  const at = useContext(PanelContext)?.split(':')[1];
  if (table === undefined) return '';
  return at === undefined ? table : `${table}:${at}`;
}
