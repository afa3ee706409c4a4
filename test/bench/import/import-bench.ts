/**
 * Import of an export of a million fills into an empty store: check and import, in processor time of
 * this process too, since nothing else is measured meanwhile. The reference puts the same rows into the
 * same tables and indexes in one transaction, without reading or checking a file.
 */
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportSummary } from '../../../engine/contract/imports.ts';
import { importFile } from '../../../engine/host/import/import-file.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import type { Connection } from '../../../engine/store/database.ts';
import { TRADED, fillsCsv, longHistory } from '../../support/traded-history.ts';
import type { BenchFigure } from '../figure.ts';

const FILLS = 1_000_000;
const FILLS_OF_PART = 50_000;
const CACHE_KIB = 65_536;

interface Times {
  readonly checkMs: number;
  readonly applyMs: number;
  /** Of this process, both steps. */
  readonly cpuMs: number;
  /** Growth of the resident set at its highest. */
  readonly memoryMb: number;
  readonly summary: ImportSummary;
}

/** Makes the file, imports it, and puts the same rows in again by hand. */
export async function runImportBench(fills: number = FILLS): Promise<BenchFigure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'stp-bench-'));
  try {
    const file = join(folder, 'fills.csv');
    writeHistory(file, fills);
    const times = await imported(folder, file);
    const rawMs = copied(join(folder, 'local.db'), join(folder, 'raw.db'));
    const details = { fills, fileMb: Math.round(statSync(file).size / 1e6), cpuMs: times.cpuMs };
    return [
      {
        name: 'import.fills.check',
        value: Math.round((fills / times.checkMs) * 1_000),
        unit: 'rows/s',
        details: { ...details, bad: times.summary.rowsBad, good: times.summary.rowsGood },
      },
      {
        name: 'import.fills.apply',
        value: Math.round((fills / times.applyMs) * 1_000),
        unit: 'rows/s',
        ratio: rawMs / times.applyMs,
        reference: 'the same rows by better-sqlite3 alone, without checks',
        details: { ms: Math.round(times.applyMs), rawMs: Math.round(rawMs) },
      },
      { name: 'import.fills.memory', value: times.memoryMb, unit: 'MB', details },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeHistory(file: string, fills: number): void {
  const handle = openSync(file, 'w');
  const all = longHistory(fills);
  for (let from = 0; from < fills; from += FILLS_OF_PART) {
    const text = fillsCsv(all.slice(from, from + FILLS_OF_PART));
    writeSync(handle, from === 0 ? text : text.slice(text.indexOf('\n') + 1));
  }
  closeSync(handle);
}

async function imported(folder: string, file: string): Promise<Times> {
  const before = process.memoryUsage.rss();
  const cpu = process.cpuUsage();
  let highest = before;
  let sinceMs = performance.now();
  let checkMs = 0;
  const summary = await importFile({
    dataFolder: folder,
    venue: 'local',
    instruments: () => TRADED,
    file,
    content: { profile: 'fills', otherStore: false },
    nowMs: Date.UTC(2100, 0, 1),
    decide: () => {
      checkMs = performance.now() - sinceMs;
      sinceMs = performance.now();
      return 'all_or_nothing';
    },
    onProgress: () => {
      highest = Math.max(highest, process.memoryUsage.rss());
    },
  });
  if (summary === null) throw new Error('the import was decided');
  const { user, system } = process.cpuUsage(cpu);
  return {
    checkMs,
    applyMs: performance.now() - sinceMs,
    cpuMs: Math.round((user + system) / 1_000),
    memoryMb: Math.round((highest - before) / 1e6),
    summary,
  };
}

/** Milliseconds that the orders and trades of a store take in one transaction of another. */
function copied(from: string, to: string): number {
  const options = { venue: 'local', cacheKib: CACHE_KIB } as const;
  const source = openDatabase(from, { ...options, access: 'read' });
  const target = openDatabase(to, { ...options, access: 'write' });
  const startedMs = performance.now();
  target.exec('BEGIN');
  for (const table of ['orders', 'trades']) copyTable(source, target, table);
  target.exec('COMMIT');
  const tookMs = performance.now() - startedMs;
  source.close();
  target.close();
  return tookMs;
}

function copyTable(source: Connection, target: Connection, table: string): void {
  const select = source.prepare<[], unknown[]>(`SELECT * FROM ${table} ORDER BY 1`).raw();
  const places = select.columns().map(() => '?');
  const insert = target.prepare(`INSERT INTO ${table} VALUES (${places.join(',')})`);
  for (const row of select.iterate()) insert.run(...row);
}
