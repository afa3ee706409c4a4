import { useMemo } from 'react';
import type { CSSProperties, RefObject } from 'react';
import { useColumnScale } from './table-density.ts';
import { fittingColumns, gridTemplate, tableWidth } from './table-model.ts';
import type { Column } from './table-model.ts';
import { useClientWidth } from './use-client-size.ts';

/** The columns that a table has room for now, and the style that sets its rows in them. */
export function useTableColumns<Row>(
  scroller: RefObject<HTMLElement | null>,
  known: readonly Column<Row>[],
): { readonly columns: readonly Column<Row>[]; readonly gridStyle: CSSProperties } {
  const scale = useColumnScale();
  const width = useClientWidth(scroller);
  return useMemo(() => {
    const columns = width === null ? known : fittingColumns(known, scale, width);
    const gridStyle = {
      gridTemplateColumns: gridTemplate(columns, scale),
      minWidth: tableWidth(columns, scale),
    };
    return { columns, gridStyle };
  }, [known, scale, width]);
}
