import { useState } from 'react';
import { announce } from '../stores/notices.ts';
import { SHOWN_TABLES, setSearch, useTableViews } from '../stores/table-views.ts';
import type { TableId } from '../stores/table-views.ts';
import { tablesText } from '../text/tables.ts';
import { IconButton } from './Button.tsx';
import { ColumnsDialog } from './ColumnsDialog.tsx';
import { useTableKey } from './use-table-key.ts';

/** What a tool bar offers for its table: looking through it, copying it, choosing its columns. */
export function TableTools(props: {
  readonly table: TableId;
  /** What the rows are: "Working orders". */
  readonly label: string;
  /** Rows come page by page from the store, which has filters of its own. */
  readonly paged?: boolean;
}) {
  const { table, label, paged = false } = props;
  const [choosing, setChoosing] = useState(false);
  const key = useTableKey(table);
  const search = useTableViews(({ searches }) => searches[key] ?? '');
  return (
    <>
      {!paged && (
        <input
          className="input table-find"
          type="search"
          aria-label={tablesText.findIn(label)}
          title={tablesText.findIn(label)}
          placeholder={tablesText.find}
          value={search}
          onChange={(event) => setSearch(key, event.target.value)}
        />
      )}
      <IconButton label={tablesText.copyTitle} onClick={() => void copyTable(key)}>
        <CopyIcon />
      </IconButton>
      <IconButton label={tablesText.columnsTitle} onClick={() => setChoosing(true)}>
        <ColumnsIcon />
      </IconButton>
      {choosing && <ColumnsDialog table={table} label={label} onClose={() => setChoosing(false)} />}
    </>
  );
}

/** Two sheets. */
function CopyIcon() {
  return (
    <svg className="table-icon" viewBox="0 0 14 14" aria-hidden="true">
      <path d="M5 4.5h6.5v8H5zM2.5 9.5v-8H9" />
    </svg>
  );
}

/** Three columns. */
function ColumnsIcon() {
  return (
    <svg className="table-icon" viewBox="0 0 14 14" aria-hidden="true">
      <path d="M1.5 2.5h11v9h-11zM5.2 2.5v9M8.8 2.5v9" />
    </svg>
  );
}

async function copyTable(key: string): Promise<void> {
  const shown = SHOWN_TABLES.get(key);
  if (shown === undefined) return;
  try {
    await navigator.clipboard.writeText(shown.csv());
    announce('info', tablesText.copied(shown.rowCount));
  } catch {
    // Some hosts refuse the clipboard to a page; the key's own event needs nobody's leave.
    announce('warning', tablesText.notCopied);
  }
}
