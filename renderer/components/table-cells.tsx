import { classNames } from './class-names.ts';
import { tablesText } from '../text/tables.ts';
import type { Column, Sorting } from './table-model.ts';

/** Classes of a cell of a column. */
function cellClass<Row>(name: string, { align, pinned }: Column<Row>): string {
  return classNames(name, align === 'right' && 'right', pinned === true && 'pinned');
}

/** A column's header; it sorts where the column does. */
export function HeaderCell<Row>({
  column,
  sorting,
  onSort,
}: {
  readonly column: Column<Row>;
  readonly sorting: Sorting | null;
  readonly onSort: () => void;
}) {
  const direction = sorting === null ? 'none' : sorting.descending ? 'descending' : 'ascending';
  const sortable = column.sortValue !== undefined;
  return (
    <div
      role="columnheader"
      aria-sort={sortable ? direction : undefined}
      className={cellClass('data-table-header', column)}
      title={column.title}
    >
      {sortable ? (
        <button
          type="button"
          tabIndex={-1}
          className="data-table-sort"
          title={column.title ?? tablesText.sortTitle}
          onClick={onSort}
        >
          {column.header}
          <span aria-hidden="true">
            {direction === 'none' ? '' : direction === 'ascending' ? ' ▴' : ' ▾'}
          </span>
        </button>
      ) : (
        column.header
      )}
    </div>
  );
}

/** What a row says in each of its columns. */
export function RowCells<Row>({
  row,
  columns,
}: {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
}) {
  return columns.map((column) => (
    <div
      key={column.id}
      role="gridcell"
      className={cellClass('data-table-cell', column)}
      data-column={column.id}
    >
      {column.cell(row)}
    </div>
  ));
}
