/** How tables are looked at: which columns, which named sets of them, what is looked for. */
import { create } from 'zustand';

/** Tables whose columns can be chosen. */
export const TABLE_IDS = [
  'quote-board',
  'working-orders',
  'positions',
  'fills',
  'history-orders',
  'history-trips',
  'history-days',
] as const;
export type TableId = (typeof TABLE_IDS)[number];

/** Named choices of one table; more are nobody's. */
export const COLUMN_SETS_MAX = 20;
export const SET_NAME_CHARS_MAX = 32;
/** Columns of one table; far more than any has. */
const COLUMNS_MAX = 64;

export interface TableView {
  /** Ids of columns that are left out. */
  readonly hidden: readonly string[];
  /** Choices by name, each the columns that it leaves out. */
  readonly sets: Readonly<Record<string, readonly string[]>>;
}

export const WHOLE_TABLE: TableView = { hidden: [], sets: {} };

/** What a table shows now: to be copied by a button outside of it. */
export interface ShownTable {
  /** Columns as they can be chosen, left-out ones too. */
  readonly columns: readonly { readonly id: string; readonly header: string }[];
  readonly rowCount: number;
  readonly csv: () => string;
}

export interface TableViews {
  readonly views: Readonly<Partial<Record<TableId, TableView>>>;
  /** What is looked for, by the name of the one table (use-table-key.ts); not kept. */
  readonly searches: Readonly<Partial<Record<string, string>>>;
}

export const useTableViews = create<TableViews>(() => ({ views: {}, searches: {} }));

/** Tables that are drawn now, by the name of each one. Not a state: it changes with every row. */
export const SHOWN_TABLES = new Map<string, ShownTable>();

/** How a table is looked at. */
export function viewOf(id: TableId): TableView {
  return useTableViews.getState().views[id] ?? WHOLE_TABLE;
}

/** Changes how a table is looked at. */
export function changeView(id: TableId, patch: Partial<TableView>): void {
  const view = { ...viewOf(id), ...patch };
  useTableViews.setState(({ views }) => ({ views: { ...views, [id]: view } }));
}

/** Keeps the present columns under a name, in place of a set of the same name. */
export function saveColumnSet(id: TableId, name: string): void {
  const { hidden, sets } = viewOf(id);
  const known = name in sets || Object.keys(sets).length < COLUMN_SETS_MAX;
  if (known) changeView(id, { sets: { ...sets, [name]: hidden } });
}

/** Forgets a named set; the columns stay as they are. */
export function dropColumnSet(id: TableId, name: string): void {
  const { sets } = viewOf(id);
  changeView(id, {
    sets: Object.fromEntries(Object.entries(sets).filter(([known]) => known !== name)),
  });
}

export function setSearch(key: string, search: string): void {
  useTableViews.setState(({ searches }) => ({ searches: { ...searches, [key]: search } }));
}

/** What a stored value says, as far as it says something valid. */
export function readTableViews(value: unknown): TableViews['views'] {
  const tables = asObject(asObject(value)['tables']);
  const views: Partial<Record<TableId, TableView>> = {};
  for (const id of TABLE_IDS) {
    const saved = asObject(tables[id]);
    if (!('hidden' in saved)) continue;
    const sets = Object.entries(asObject(saved['sets']))
      .filter(([name]) => name.length <= SET_NAME_CHARS_MAX)
      .slice(0, COLUMN_SETS_MAX)
      .map(([name, hidden]) => [name, texts(hidden)] as const);
    views[id] = { hidden: texts(saved['hidden']), sets: Object.fromEntries(sets) };
  }
  return views;
}

function texts(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((each): each is string => typeof each === 'string').slice(0, COLUMNS_MAX);
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  // Every field is looked at as unknown.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
