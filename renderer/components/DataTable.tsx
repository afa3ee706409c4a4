/**
 * A table for live rows: only those in view are drawn, headers sort, and the keyboard does all that
 * the mouse does. One tab stop: arrows, Page Up/Down, Home and End move the current row, Enter and
 * Delete act on it, Shift with the arrows sorts. Rows keep their key, so that a moving order stays
 * current. Columns that do not fit are left out rather than cut.
 */
import { useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ClipboardEvent, KeyboardEvent } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { classNames } from './class-names.ts';
import { EmptyText } from './Panel.tsx';
import { HeaderCell, RowCells } from './table-cells.tsx';
import { useRowHeight } from './table-density.ts';
import { moveTarget, nextSorting, sortRows, sortingByKey } from './table-model.ts';
import type { Column, Sorting } from './table-model.ts';
import { useCurrentRow } from './use-current-row.ts';
import { useTableColumns } from './use-table-columns.ts';
import { useTableView } from './use-table-view.ts';
import { announce } from '../stores/notices.ts';
import type { TableId } from '../stores/table-views.ts';
import { tablesText } from '../text/tables.ts';
import './data-table.css';

export type { Column } from './table-model.ts';

/** Rows drawn above and below those in view, so that scrolling does not show gaps. */
const OVERSCAN_ROWS = 8;

export interface DataTableProps<Row> {
  /** Under which its columns are chosen and its rows looked through, where that is offered. */
  readonly tableId?: TableId;
  /** What the rows are, for screen readers: "Working orders". */
  readonly label: string;
  /** Keep the array's identity over renders where it does not change. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
  readonly emptyText: string;
  readonly initialSorting?: Sorting;
  /** Enter or a double click. */
  readonly onEnter?: (row: Row) => void;
  /** Shift+Enter, where Enter does something else than fill the ticket. */
  readonly onFill?: (row: Row) => void;
  /** Delete or Backspace. */
  readonly onDelete?: (row: Row) => void;
  /** The row where the keyboard begins; the first one by default. */
  readonly isHome?: (row: Row) => boolean;
  /** Space. */
  readonly onSpace?: (row: Row) => void;
  /** A row became current: by click or key, or since the table got the keyboard. */
  readonly onSelect?: (row: Row) => void;
  /** Attributes for tests and styles, for instance { 'data-order-id': '7' }. */
  readonly rowAttributes?: (row: Row) => Readonly<Record<`data-${string}`, string>>;
  readonly rowClass?: (row: Row) => string;
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rowKey, label } = props;
  const { known, rows, csv } = useTableView(props.tableId, props.columns, props.rows);
  const tableId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const [sorting, setSorting] = useState<Sorting | null>(props.initialSorting ?? null);

  const sorted = useMemo(() => sortRows(rows, known, sorting), [rows, known, sorting]);
  const current = useCurrentRow(scroller, sorted, rowKey, props.onSelect, props.isHome);
  const { columns, gridStyle } = useTableColumns(scroller, known);
  // The header is above the rows and, being sticky, covers the top of what is in view.
  // eslint-disable-next-line react-hooks/incompatible-library -- of the React Compiler, not used here
  const virtualizer = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollMargin: rowHeight,
    scrollPaddingStart: rowHeight,
    overscan: OVERSCAN_ROWS,
  });
  const drawn = virtualizer.getVirtualItems();
  // A panel behind another tab leaves the document, where its element loses its scroll position.
  const shown = drawn.length > 0;
  useLayoutEffect(() => {
    if (shown) virtualizer.scrollToOffset(virtualizer.scrollOffset ?? 0);
  }, [shown, virtualizer]);

  const copy = (event: ClipboardEvent): void => {
    // What a person has marked in the page is what they want.
    if (props.tableId === undefined || document.getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', csv());
    announce('info', tablesText.copied(rows.length));
  };

  const handleKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== event.currentTarget)
      return;
    const page = Math.max(1, Math.floor(event.currentTarget.clientHeight / rowHeight) - 2);
    const target = moveTarget(event.key, current.from(event.key), sorted.length, page);
    const row = sorted[current.at];
    const asked = event.shiftKey ? sortingByKey(sorting, columns, event.key) : undefined;
    if (asked !== undefined) {
      setSorting(asked);
      const { header = '' } = columns.find(({ id }) => id === asked.columnId) ?? {};
      announce('info', tablesText.sorted(header, asked.descending));
    } else if (target !== null) {
      current.choose(target);
      virtualizer.scrollToIndex(target);
    } else if (event.repeat || row === undefined) return;
    else if (event.key === 'Enter' && event.shiftKey && props.onFill !== undefined)
      props.onFill(row);
    else if (event.key === 'Enter' && props.onEnter !== undefined) props.onEnter(row);
    else if (event.key === ' ' && props.onSpace !== undefined) props.onSpace(row);
    else if ((event.key === 'Delete' || event.key === 'Backspace') && props.onDelete !== undefined)
      props.onDelete(row);
    else return;
    current.keep();
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      className="data-table"
      role="grid"
      aria-label={label}
      aria-rowcount={sorted.length + 1}
      aria-activedescendant={
        drawn.some(({ index }) => index === current.at)
          ? `${tableId}-${String(current.key)}`
          : undefined
      }
      tabIndex={0}
      onKeyDown={handleKey}
      onFocus={(event) => {
        if (event.target === event.currentTarget) current.begin();
      }}
      onCopy={copy}
    >
      <div className="data-table-head" role="row" aria-rowindex={1} style={gridStyle}>
        {columns.map((column) => (
          <HeaderCell
            key={column.id}
            column={column}
            sorting={sorting?.columnId === column.id ? sorting : null}
            onSort={() => setSorting((before) => nextSorting(before, column.id))}
          />
        ))}
      </div>
      {sorted.length === 0 && (
        <EmptyText>{props.rows.length > 0 ? tablesText.noMatch : props.emptyText}</EmptyText>
      )}
      <div className="data-table-rows" style={{ height: virtualizer.getTotalSize() }}>
        {drawn.map(({ index: at, start }) => {
          const row = sorted[at];
          if (row === undefined) return null;
          const key = rowKey(row);
          return (
            <div
              key={key}
              id={`${tableId}-${String(key)}`}
              role="row"
              aria-rowindex={at + 2}
              aria-selected={key === current.key}
              className={classNames('data-table-row', props.rowClass?.(row))}
              style={{ ...gridStyle, top: start - rowHeight }}
              onPointerDown={() => current.choose(at)}
              onDoubleClick={() => props.onEnter?.(row)}
              {...props.rowAttributes?.(row)}
            >
              <RowCells row={row} columns={columns} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
