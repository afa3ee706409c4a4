/** Words of importing a file. */
import type { ImportProfile, ImportProgress } from '../../engine/contract/imports.ts';

const plural = (count: string, one: string, many: string): string =>
  `${count} ${count === '1' ? one : many}`;

export const importsText = {
  profile: 'What the file holds',
  profiles: {
    fills: 'Fills, our own export',
    alpaca_fills: 'Alpaca FILL activities',
    bars: 'Bars of one symbol',
  } satisfies Record<ImportProfile, string>,
  about: {
    fills: 'A CSV of the profile fills. What the store has already changes nothing.',
    alpaca_fills: 'FILL activities as Alpaca answers them (JSON), or as CSV with the same fields.',
    bars: 'A CSV of time, open, high, low, close and volume, as a replay of bars reads it.',
  } satisfies Record<ImportProfile, string>,
  otherStore: 'It comes from another installation: number its fills anew',
  symbol: 'Symbol',
  timeframe: 'Timeframe',
  replace: 'Replace bars that differ',
  choose: 'Choose file…',
  unchanged: 'The file is read and checked first; nothing changes before you say so.',
  uploading: 'Handing the file over',
  notOffered: (why: string): string => `The file could not be handed over: ${why}`,
  notStarted: (why: string): string => `Not started: ${why}`,
  lost: 'Connection lost: nothing was imported',

  states: {
    checking: 'Checking',
    checked: 'Checked, nothing changed yet',
    applying: 'Importing; orders are taken again when it is done',
    applied: 'Imported',
    canceled: 'Canceled, nothing was imported',
    failed: 'Failed, nothing was imported',
  } satisfies Record<ImportProgress['state'], string>,
  progress: 'Progress',
  rowsRead: (count: string): string => (count === '1' ? '1 row' : `${count} rows`),

  good: 'New rows',
  duplicate: 'There already',
  bad: 'Bad rows',
  orders: 'New orders',
  period: 'From – to',
  fees: 'Fees',
  cash: 'Cash',
  change: (before: string, after: string): string => `${before} → ${after}`,
  effects: 'What it changes',
  effectColumns: {
    symbol: 'Symbol',
    fills: 'Fills',
    qty: 'Position',
    realised: 'Realised',
  },
  problems: 'Bad rows',
  problemsMore: (shown: string, all: string): string => `the first ${shown} of ${all}`,
  problemColumns: { line: 'Line', column: 'Column', value: 'Value', rule: 'Rule' },
  wholeRow: 'whole row',

  skipBad: (count: string): string => `Leave out ${plural(count, 'bad row', 'bad rows')}`,
  apply: (count: string): string => `Import ${plural(count, 'row', 'rows')}`,
  nothing: 'Nothing new to import',
  cancel: 'Cancel',
  again: 'Another file',
} as const;
