import { useState } from 'react';
import {
  SHOWN_TABLES,
  SET_NAME_CHARS_MAX,
  WHOLE_TABLE,
  changeView,
  dropColumnSet,
  saveColumnSet,
  useTableViews,
} from '../stores/table-views.ts';
import type { TableId } from '../stores/table-views.ts';
import { tablesText } from '../text/tables.ts';
import { Button, IconButton } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { useTableKey } from './use-table-key.ts';
import './columns-dialog.css';

/** Which columns a table shows, and choices of them that were kept under a name. */
export function ColumnsDialog(props: {
  readonly table: TableId;
  readonly label: string;
  readonly onClose: () => void;
}) {
  const { table } = props;
  const { hidden } = useTableViews(({ views }) => views[table] ?? WHOLE_TABLE);
  // Read once: a table's columns are the same while it is there.
  const key = useTableKey(table);
  const [columns] = useState(() => SHOWN_TABLES.get(key)?.columns ?? []);
  const toggle = (id: string): void => {
    const left = hidden.includes(id) ? hidden.filter((known) => known !== id) : [...hidden, id];
    changeView(table, { hidden: left });
  };
  return (
    <Dialog title={tablesText.dialog(props.label)} onClose={props.onClose}>
      <div className="dialog-content columns-dialog">
        <p className="dim">{tablesText.intro}</p>
        <div className="columns-list">
          {columns
            .filter(({ header }) => header !== '')
            .map(({ id, header }) => (
              <label key={id}>
                <input
                  type="checkbox"
                  checked={!hidden.includes(id)}
                  // One column has to stay, or there is nothing left to point at.
                  disabled={!hidden.includes(id) && hidden.length >= columns.length - 1}
                  onChange={() => toggle(id)}
                />
                {header}
              </label>
            ))}
        </div>
        <Button disabled={hidden.length === 0} onClick={() => changeView(table, { hidden: [] })}>
          {tablesText.all}
        </Button>
        <ColumnSets table={table} />
      </div>
    </Dialog>
  );
}

function ColumnSets({ table }: { readonly table: TableId }) {
  const { sets } = useTableViews(({ views }) => views[table] ?? WHOLE_TABLE);
  const [name, setName] = useState('');
  const save = (): void => {
    if (name.trim() === '') return;
    saveColumnSet(table, name.trim());
    setName('');
  };
  const names = Object.keys(sets);
  return (
    <section aria-label={tablesText.sets} className="columns-sets">
      <h3>{tablesText.sets}</h3>
      {names.length === 0 && <p className="faint">{tablesText.noSets}</p>}
      {names.map((known) => (
        <div key={known} className="columns-set">
          <Button small onClick={() => changeView(table, { hidden: sets[known] ?? [] })}>
            {known}
          </Button>
          <IconButton label={tablesText.drop(known)} onClick={() => dropColumnSet(table, known)}>
            ✕
          </IconButton>
        </div>
      ))}
      <form
        className="columns-save"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <input
          className="input"
          aria-label={tablesText.name}
          placeholder={tablesText.name}
          maxLength={SET_NAME_CHARS_MAX}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" disabled={name.trim() === ''}>
          {tablesText.save}
        </Button>
      </form>
    </section>
  );
}
