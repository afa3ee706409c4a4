/**
 * A store of a busy account's years: orders, events, fills, positions, lots and cash that agree, written
 * by the program's own writer with everything left out that makes it safe, and indexed at the end.
 * `node test/bench/store/filled-store.ts 1000000 /tmp/million.db [working orders]` makes one to look at.
 */
import { pathToFileURL } from 'node:url';
import type { OrderEvent } from '../../../engine/contract/messages.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import type { Connection } from '../../../engine/store/database.ts';
import { Projector } from '../../../engine/store/history/projector.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { rowBatch } from '../../../engine/store/row-batch.ts';
import { transactionWriter } from '../../../engine/store/transaction-writer.ts';
import { CATALOGUE } from '../../../engine/simulator/catalogue.ts';
import { TradingYears } from './trading-years.ts';

/** Events of one transaction: few enough that their objects do not survive a young collection. */
const EVENTS_PER_WRITE = 4_000;
const CACHE_KIB = 262_144;
const FILLS_PER_STEP = 20_000;
const TRADING_DAYS = 500;
const SEED = 20_260_304;

export interface FilledStore {
  readonly file: string;
  readonly trades: number;
  readonly orders: number;
  readonly events: number;
  /** How long it took, projection included. */
  readonly seconds: number;
}

export interface FillOptions {
  /** At least; the last order's fills may come on top. */
  readonly trades: number;
  /** Orders that still work at the end; none if not given. */
  readonly workingOrders?: number;
  /** Trading days that the fills are spread over; 500 if not given. */
  readonly days?: number;
  readonly seed?: number;
  /** Whether the history tables are filled too; yes if not given. */
  readonly isProjected?: boolean;
}

/** Makes the file, which must not be there; the run before is marked as ended well. */
export function makeFilledStore(file: string, options: FillOptions): FilledStore {
  const startedMs = performance.now();
  recoverState(file, 'local');
  const db = openDatabase(file, { venue: 'local', access: 'write', cacheKib: CACHE_KIB });
  try {
    db.exec('PRAGMA foreign_keys = OFF');
    db.exec('PRAGMA synchronous = OFF');
    db.prepare('PRAGMA journal_mode = MEMORY').get();
    const indexes = dropIndexes(db);
    const { trades, workingOrders = 0, days = TRADING_DAYS, seed = SEED } = options;
    const years = new TradingYears(seed, trades, days);
    write(db, years, trades, workingOrders);
    for (const sql of indexes) db.exec(sql);
    if (options.isProjected !== false) project(db);
    db.exec('ANALYZE');
    db.prepare('PRAGMA journal_mode = WAL').get();
    const { orders, events, fills } = years;
    const seconds = (performance.now() - startedMs) / 1_000;
    return { file, trades: fills, orders, events, seconds };
  } finally {
    db.close();
  }
}

function write(db: Connection, years: TradingYears, trades: number, workingOrders: number): void {
  const writer = transactionWriter(db);
  writer.begin();
  let gathered: OrderEvent[] = [];
  const flush = (): void => {
    writer.write([rowBatch([{ kind: 'events', events: gathered }])]);
    gathered = [];
  };
  while (years.fills < trades) {
    gathered.push(...years.nextOrder());
    if (gathered.length >= EVENTS_PER_WRITE) flush();
  }
  for (let i = 0; i < workingOrders; i += 1) {
    gathered.push(years.workingOrder());
    if (gathered.length >= EVENTS_PER_WRITE) flush();
  }
  flush();
  writer.write([rowBatch([{ kind: 'lots', changes: years.account.takeLotChanges() }])]);
  writer.end();
}

function project(db: Connection): void {
  const projector = new Projector(db);
  const zones = CATALOGUE.map(({ instrument }) => [instrument.symbol, instrument.zone] as const);
  projector.setZones(Object.fromEntries(zones));
  while (projector.behind() > 0) db.transaction(() => projector.step(FILLS_PER_STEP))();
}

/** Drops every index that can be made again; returns how. */
function dropIndexes(db: Connection): string[] {
  const made = db
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`,
    )
    .all();
  for (const { name } of made) db.exec(`DROP INDEX ${name}`);
  return made.map(({ sql }) => sql);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , trades, file, workingOrders] = process.argv;
  if (file === undefined) throw new Error('trades and file are wanted');
  const options = { trades: Number(trades), workingOrders: Number(workingOrders ?? 0) };
  process.stdout.write(`${JSON.stringify(makeFilledStore(file, options))}\n`);
}
