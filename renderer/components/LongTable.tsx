/**
 * A table of any length, newest rows first, of which few are here at a time. It looks and is used as
 * DataTable: one tab stop; arrows, Page Up/Down, Home and End move the selected row over all rows,
 * Enter acts on it. The scroll bar spans all rows. What comes in on top moves nothing that is in view.
 */
import {
  memo,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { ClipboardEvent, CSSProperties, KeyboardEvent, Ref, RefObject } from 'react';
import { classNames } from './class-names.ts';
import { rowTop, rowsInView, scrollAfter, scrollTo, trackBase, trackHeight } from './long-track.ts';
import type { Track } from './long-track.ts';
import { EmptyText } from './Panel.tsx';
import { HeaderCell, RowCells } from './table-cells.tsx';
import { useRowHeight } from './table-density.ts';
import { moveTarget } from './table-model.ts';
import type { Column } from './table-model.ts';
import { useClientHeight } from './use-client-size.ts';
import { useLongView } from './use-long-view.ts';
import { useTableColumns } from './use-table-columns.ts';
import { announce } from '../stores/notices.ts';
import type { TableId } from '../stores/table-views.ts';
import { tablesText } from '../text/tables.ts';
import './data-table.css';

/** Rows drawn above and below those in view, so that scrolling does not show gaps. */
const OVERSCAN_ROWS = 8;

/** Rows that are mostly elsewhere. */
export interface LongRows<Row> {
  readonly length: number;
  /** Rows that came on top since the list began: an index less this stays with its row. */
  readonly added: number;
  /** undefined while it is not here. */
  readonly at: (index: number) => Row | undefined;
  /** Rows that are here without a gap about what is in view, newest first. */
  readonly held: () => readonly Row[];
  /** Says what is in view; both included. */
  readonly look: (first: number, last: number) => void;
}

/** What others may have the table do. */
export interface LongTableHandle {
  /** Brings a row to the top of what is in view and selects it. */
  show(index: number): void;
}

export interface LongTableProps<Row> {
  readonly tableId: TableId;
  /** What the rows are, for screen readers: "Fills". */
  readonly label: string;
  /** Keep the identity of these over renders where they do not change. */
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string | number;
  readonly rowAttributes: (row: Row) => Readonly<Record<`data-${string}`, string>>;
  readonly rows: LongRows<Row>;
  readonly emptyText: string;
  /** Enter or a double click. */
  readonly onEnter: (row: Row) => void;
  readonly handle?: Ref<LongTableHandle>;
}

export function LongTable<Row>(props: LongTableProps<Row>) {
  const { rows, rowKey, onEnter } = props;
  const { known, csv } = useLongView(props.tableId, props.columns, rows.held);
  const tableId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const height = useClientHeight(scroller);
  const [scrollTop, setScrollTop] = useState(0);
  /** Index of the selected row less `added`, so that it stays with its row. */
  const [selected, setSelected] = useState<number | null>(null);

  // The header, being sticky, covers the top of what is in view.
  const viewHeight = Math.max(0, (height ?? 0) - rowHeight);
  const track: Track = { rows: rows.length, rowHeight, viewHeight };
  const { first, last } = rowsInView(track, scrollTop);
  const { look } = rows;
  useEffect(() => look(first, last), [look, first, last, rows.length]);
  useKeptPlace(scroller, track, rows.added, height !== null && height > 0);

  const { columns, gridStyle } = useTableColumns(scroller, known);

  const begin = (): void => {
    if (selected === null && rows.length > 0) setSelected(0 - rows.added);
  };
  // Rows that come while the table has the keyboard: Enter needs no arrow before.
  useEffect(() => {
    if (document.activeElement === scroller.current) begin();
  });

  const selectedAt = selected === null ? -1 : selected + rows.added;
  const scrollToPx = (px: number): void => {
    scroller.current?.scrollTo({ top: px });
  };
  useImperativeHandle(props.handle, () => ({
    show: (index) => {
      const end = Math.max(0, rows.length - Math.floor(viewHeight / rowHeight));
      setSelected(index - rows.added);
      scrollToPx(scrollTo(track, Number.POSITIVE_INFINITY, Math.min(index, end)));
      scroller.current?.focus();
    },
  }));

  const copy = (event: ClipboardEvent): void => {
    // What a person has marked in the page is what they want.
    if (document.getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', csv());
    announce('info', tablesText.copied(rows.held().length));
  };

  const handleKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== event.currentTarget)
      return;
    const page = Math.max(1, Math.floor(viewHeight / rowHeight) - 1);
    const target = moveTarget(event.key, selectedAt, rows.length, page);
    const row = rows.at(selectedAt);
    if (target !== null) {
      setSelected(target - rows.added);
      scrollToPx(scrollTo(track, event.currentTarget.scrollTop, target));
    } else if (event.key === 'Enter' && !event.repeat && row !== undefined) onEnter(row);
    else return;
    event.preventDefault();
  };

  const drawn: number[] = [];
  const from = Math.max(0, first - OVERSCAN_ROWS);
  const to = Math.min(rows.length - 1, last + OVERSCAN_ROWS);
  if (viewHeight > 0) for (let at = from; at <= to; at += 1) drawn.push(at);
  const base = trackBase(rowTop(track, scrollTop, from));
  const selectedRow = drawn.includes(selectedAt) ? rows.at(selectedAt) : undefined;
  return (
    <div
      ref={scroller}
      className="data-table"
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={
        selectedRow === undefined ? undefined : `${tableId}-${String(rowKey(selectedRow))}`
      }
      tabIndex={0}
      onKeyDown={handleKey}
      onFocus={(event) => {
        if (event.target === event.currentTarget) begin();
      }}
      onCopy={copy}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
    >
      <div className="data-table-head" role="row" aria-rowindex={1} style={gridStyle}>
        {columns.map((column) => (
          <HeaderCell key={column.id} column={column} sorting={null} onSort={() => undefined} />
        ))}
      </div>
      {rows.length === 0 && <EmptyText>{props.emptyText}</EmptyText>}
      <div className="data-table-rows" style={{ height: trackHeight(track) }}>
        <div className="data-table-part" style={{ transform: `translateY(${base}px)` }}>
          {drawn.map((at) => {
            const row = rows.at(at);
            const top = rowTop(track, scrollTop, at) - base;
            if (row === undefined) return <RowToCome key={`at ${at}`} at={at} top={top} />;
            const key = rowKey(row);
            return (
              <LongRow
                key={key}
                id={`${tableId}-${String(key)}`}
                row={row}
                at={at}
                stableAt={at - rows.added}
                top={top}
                isSelected={at === selectedAt}
                columns={columns}
                gridStyle={gridStyle}
                attributesOf={props.rowAttributes}
                onSelect={setSelected}
                onEnter={onEnter}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Keeps in view what is there, when rows come on top of it and when the panel was behind a tab. */
function useKeptPlace(
  scroller: RefObject<HTMLDivElement | null>,
  track: Track,
  added: number,
  isShown: boolean,
): void {
  const kept = useRef({ added, scrollTop: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || !isShown) return undefined;
    const remember = (): void => {
      if (element.clientHeight > 0) kept.current.scrollTop = element.scrollTop;
    };
    element.addEventListener('scroll', remember);
    // An element that leaves the document loses its scroll position.
    element.scrollTo({ top: kept.current.scrollTop });
    return () => element.removeEventListener('scroll', remember);
  }, [scroller, isShown]);
  useLayoutEffect(() => {
    const element = scroller.current;
    const fresh = added - kept.current.added;
    kept.current.added = added;
    // Who is at the top wants to see what comes.
    if (element === null || fresh <= 0 || element.scrollTop === 0) return;
    element.scrollTo({ top: scrollAfter(track, element.scrollTop, fresh) });
  });
}

interface LongRowProps<Row> {
  readonly id: string;
  readonly row: Row;
  readonly at: number;
  readonly stableAt: number;
  readonly top: number;
  readonly isSelected: boolean;
  readonly columns: readonly Column<Row>[];
  readonly gridStyle: CSSProperties;
  readonly attributesOf: LongTableProps<Row>['rowAttributes'];
  readonly onSelect: (stableAt: number) => void;
  readonly onEnter: (row: Row) => void;
}

function PlainRow<Row>(props: LongRowProps<Row>) {
  const { row, columns } = props;
  return (
    <div
      id={props.id}
      role="row"
      aria-rowindex={props.at + 2}
      aria-selected={props.isSelected}
      className="data-table-row"
      style={{ ...props.gridStyle, top: props.top }}
      onPointerDown={() => props.onSelect(props.stableAt)}
      onDoubleClick={() => props.onEnter(row)}
      {...props.attributesOf(row)}
    >
      <RowCells row={row} columns={columns} />
    </div>
  );
}

/** Drawn again only when it changes: while one scrolls most rows do not. */
// `memo` forgets that the component is generic.
const LongRow = memo(PlainRow) as typeof PlainRow;

/** The place of a row that is not here yet. */
function RowToCome({ at, top }: { readonly at: number; readonly top: number }) {
  return (
    <div
      role="row"
      aria-rowindex={at + 2}
      aria-busy="true"
      className={classNames('data-table-row', 'data-table-row-to-come')}
      style={{ top }}
    >
      <div role="gridcell" className="data-table-cell">
        {tablesText.toCome}
      </div>
    </div>
  );
}
