import { useEffect, useMemo } from 'react';
import { SHOWN_TABLES, useTableViews } from '../stores/table-views.ts';
import type { TableId } from '../stores/table-views.ts';
import type { Column } from './table-model.ts';
import { tableCsv } from './table-text.ts';

const NOTHING: readonly string[] = [];

/** Columns of a long table as its person looks at them, and what copying it takes: what is here. */
export function useLongView<Row>(
  tableId: TableId,
  columns: readonly Column<Row>[],
  held: () => readonly Row[],
): { readonly known: readonly Column<Row>[]; readonly csv: () => string } {
  const hidden = useTableViews(({ views }) => views[tableId]?.hidden ?? NOTHING);
  const known = useMemo(
    () => (hidden.length === 0 ? columns : columns.filter(({ id }) => !hidden.includes(id))),
    [columns, hidden],
  );
  const csv = useMemo(() => () => tableCsv(held(), known), [held, known]);
  useEffect(() => {
    const table = {
      columns,
      get rowCount() {
        return held().length;
      },
      csv,
    };
    SHOWN_TABLES.set(tableId, table);
    return () => {
      if (SHOWN_TABLES.get(tableId) === table) SHOWN_TABLES.delete(tableId);
    };
  }, [tableId, columns, held, csv]);
  return { known, csv };
}
