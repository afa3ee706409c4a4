/** Words of what all tables can do. */
export const tablesText = {
  find: 'Find',
  findIn: (table: string) => `Find in ${table.toLowerCase()}: rows in which every word stands`,
  copyTitle: 'Copy the rows shown as CSV (Ctrl+C in the table)',
  copied: (rows: number) => `Copied ${rows.toLocaleString('en-US')} rows as CSV`,
  notCopied: 'Copying by button is not allowed here: press Ctrl+C in the table',
  columnsTitle: 'Choose columns and keep the choice under a name',
  sortTitle: 'Sort by this column (in the table: Shift+←→ choose the column, Shift+↑↓ the way)',
  sorted: (column: string, descending: boolean) =>
    `Sorted by ${column}, ${descending ? 'descending' : 'ascending'}`,
  dialog: (table: string) => `Columns: ${table}`,
  intro: 'In a narrow panel some columns make room for others, whatever is chosen here.',
  all: 'All columns',
  sets: 'Saved choices',
  noSets: 'None saved yet',
  name: 'Name of this choice',
  save: 'Save',
  drop: (name: string) => `Forget ${name}`,
  noMatch: 'No row has all of these words',
  toCome: 'Loading…',
  notKept: (why: string) => `The columns of tables were not saved or loaded: ${why}`,
} as const;
