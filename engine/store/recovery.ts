import type { DayStart } from '../contract/account.ts';
import type { Timeframe } from '../domain/bar.ts';
import type { Lot, SymbolLots } from '../domain/lot.ts';
import type { Venue } from '../domain/order.ts';
import type { RecoveredState } from '../ports.ts';
import { storedAccount } from './account-settings.ts';
import { openDatabase } from './database.ts';
import type { Connection, MigrationStep } from './database.ts';
import { INSTRUMENTS_KEY, storedInstruments } from './kept-instruments.ts';
import { restoreNamedIndexes } from './named-indexes.ts';
import { checkPages } from './page-check.ts';
import { readRemote } from './remote-links.ts';
import { storedLimits, storedRisk } from './risk-settings.ts';
import { storedScopeAnswers } from './stored-scope-answers.ts';
import { barOf, dayStartOf, fillOf, lotOf, orderOf, positionOf } from './rows.ts';
import type { BarRow, FillRow, LotRow, OrderRow, PositionRow } from './rows.ts';
import { READ_STATEMENTS } from './statements.ts';
import type { ReadStatementName } from './statements.ts';

/** Bars of each symbol and timeframe that the engine starts with. */
export const RECOVERED_BARS = 1_500;
/** Fills that the engine starts with; as many as a snapshot shows. */
export const RECOVERED_FILLS = 500;
const CACHE_KIB = 8_192;
const SET_START_CASH = `
  UPDATE account SET start_cash_micros = ?, cash_micros = ?
  WHERE (SELECT value FROM meta WHERE key = 'run') = 'new'`;

/**
 * Makes or migrates the file if needed and reads the state to start from. A store that no engine has
 * run on yet gets `startCashMicros`, null being what its schema says. Throws a StoreError and
 * leaves the file as it was when it is newer than the program, of another venue, damaged or not ours.
 *
 * Makes indexes again without which nothing could start.
 *
 * `onMigration` hears of each step before an older store takes it, which may take a minute.
 * `beforeClose` may open the next connection: SQLite moves the whole log into the file when the last
 * one closes, which after a crash under load takes as long as all the rest of the recovery.
 */
export function recoverState(
  file: string,
  venue: Venue,
  startCashMicros: number | null = null,
  beforeClose: () => void = () => undefined,
  onMigration: (step: MigrationStep) => void = () => undefined,
): RecoveredState {
  const check = (opened: Connection): void => checkPages(opened, file);
  const db = openDatabase(file, {
    venue,
    access: 'write',
    cacheKib: CACHE_KIB,
    check,
    onMigration,
  });
  try {
    const recovered = db.transaction(() => {
      restoreNamedIndexes(db, venue);
      if (startCashMicros !== null) setStartCash(db, startCashMicros);
      return readState(db, venue);
    })();
    beforeClose();
    return recovered;
  } finally {
    db.close();
  }
}

function setStartCash(db: Connection, micros: number): void {
  db.prepare(SET_START_CASH).run(micros, micros);
}

function readState(db: Connection, venue: Venue): RecoveredState {
  const meta = new Map(rows<{ key: string; value: string }>(db, 'meta.all').map(pair));
  const settings = new Map(rows<{ key: string; value: string }>(db, 'settings.all').map(pair));
  const workingOrders = rows<OrderRow>(db, 'orders.working')
    .map((row) => orderOf(row, venue))
    .sort((a, b) => a.prioritySeq - b.prioritySeq);
  const lastOrderId = value(db, 'orders.last');
  return {
    storeId: meta.get('store_id') ?? '',
    after: afterOf(meta.get('run')),
    lastEventSeq: value(db, 'events.last'),
    lastEventUs: value(db, 'events.last_us'),
    lastOrderId,
    lastExecutionId: value(db, 'fills.last'),
    // Orders that have ended compete with nobody, so numbers above the working ones are free.
    lastPrioritySeq: workingOrders.at(-1)?.prioritySeq ?? 0,
    workingOrders,
    positions: rows<PositionRow>(db, 'positions.all').map(positionOf),
    lots: readLots(db),
    recentFills: rows<FillRow>(db, 'fills.page', Number.MAX_SAFE_INTEGER, RECOVERED_FILLS).map(
      (row) => fillOf(row, venue),
    ),
    cashMicros: value(db, 'account.cash'),
    limits: storedLimits(settings.get('risk')),
    risk: storedRisk(settings.get('risk_state')),
    account: storedAccount(settings.get('account')),
    dayStarts: rows<DayStart>(db, 'day_starts.all').map(dayStartOf),
    scopeAnswers: storedScopeAnswers(settings.get('scope_answers')),
    instruments: storedInstruments(settings.get(INSTRUMENTS_KEY)),
    remote: readRemote(db, workingOrders, lastOrderId, settings),
    bars: readBars(db),
  };
}

/** What the last run left in `meta.run`. */
function afterOf(run: string | undefined): RecoveredState['after'] {
  if (run === 'new') return 'first';
  return run === 'closed' ? 'clean' : 'crash';
}

function readLots(db: Connection): SymbolLots[] {
  const lotsOf = new Map<string, Lot[]>();
  for (const row of rows<LotRow>(db, 'lots.all')) {
    const lots = lotsOf.get(row.symbol) ?? [];
    lots.push(lotOf(row));
    lotsOf.set(row.symbol, lots);
  }
  return Array.from(lotsOf, ([symbol, lots]) => ({ symbol, lots }));
}

function readBars(db: Connection): RecoveredState['bars'] {
  const series: { symbol: string; timeframe: Timeframe; bars: ReturnType<typeof barOf>[] }[] = [];
  const next = db.prepare<[string, string], { symbol: string; timeframe: Timeframe }>(
    READ_STATEMENTS['bars.next_series'],
  );
  const newest = db.prepare<[string, string, number, number], BarRow>(
    READ_STATEMENTS['bars.history'],
  );
  for (let at = next.get('', ''); at !== undefined; at = next.get(at.symbol, at.timeframe)) {
    const bars = newest.all(at.symbol, at.timeframe, Number.MAX_SAFE_INTEGER, RECOVERED_BARS);
    series.push({
      symbol: at.symbol,
      timeframe: at.timeframe,
      bars: bars.map(barOf).reverse(),
    });
  }
  return series;
}

function rows<Row>(db: Connection, name: ReadStatementName, ...params: number[]): Row[] {
  return db.prepare<number[], Row>(READ_STATEMENTS[name]).all(...params);
}

function value(db: Connection, name: ReadStatementName): number {
  return rows<{ value: number | null }>(db, name)[0]?.value ?? 0;
}

function pair(row: { key: string; value: string }): [string, string] {
  return [row.key, row.value];
}
