import { useEffect, useMemo } from 'react';
import { SHOWN_TABLES, useTableViews } from '../stores/table-views.ts';
import type { TableId } from '../stores/table-views.ts';
import type { Column } from './table-model.ts';
import { matchingRows, tableCsv } from './table-text.ts';
import { useTableKey } from './use-table-key.ts';

const NOTHING: readonly string[] = [];

/** Columns and rows of a table as its person looks at them; all of them without an id. */
export function useTableView<Row>(
  tableId: TableId | undefined,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
) {
  const hidden = useTableViews(({ views }) =>
    tableId === undefined ? NOTHING : (views[tableId]?.hidden ?? NOTHING),
  );
  const key = useTableKey(tableId);
  const search = useTableViews(({ searches }) =>
    tableId === undefined ? '' : (searches[key] ?? ''),
  );
  const known = useMemo(
    () => (hidden.length === 0 ? columns : columns.filter(({ id }) => !hidden.includes(id))),
    [columns, hidden],
  );
  const found = useMemo(() => matchingRows(rows, columns, search), [rows, columns, search]);
  const csv = useMemo(() => () => tableCsv(found, known), [found, known]);
  useEffect(() => {
    if (tableId === undefined) return undefined;
    const table = { columns, rowCount: found.length, csv };
    SHOWN_TABLES.set(key, table);
    return () => {
      if (SHOWN_TABLES.get(key) === table) SHOWN_TABLES.delete(key);
    };
  }, [tableId, key, columns, found, csv]);
  return { known, rows: found, csv };
}
