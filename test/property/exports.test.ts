/**
 * Every export of a long random history, read back: each file's sums are its totals, and all of them are
 * the account's realised profit, fees and cash to the micro. A million fills in the long run.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXPORT_PROFILES, EXPORT_TOTALS } from '../../engine/contract/export-profiles.ts';
import type { ExportProfile, ExportTotal } from '../../engine/contract/export-profiles.ts';
import type { ExportStep } from '../../engine/csv/csv-export.ts';
import { runExport } from '../../engine/host/export-run.ts';
import { START_CASH_MICROS } from '../../engine/portfolio/account.ts';
import { TripFold } from '../../engine/portfolio/trip-fold.ts';
import { CATALOGUE } from '../../engine/simulator/catalogue.ts';
import { openDatabase } from '../../engine/store/database.ts';
import { openExecutionSource } from '../../engine/store/export-source.ts';
import { recoverState } from '../../engine/store/recovery.ts';
import { makeFilledStore } from '../bench/store/filled-store.ts';
import { temporaryFolder } from '../integration/store/temporary-store.ts';
import { EVERYTHING } from '../support/export-selection.ts';
import { propertyFactor } from '../support/property-runs.ts';
import { microsOf, readCsv } from '../support/read-csv.ts';

const TRADES = propertyFactor() > 1 ? 1_000_000 : 10_000;
/** A million fills are made, exported five times and read back: some minutes, many where much else runs. */
const HOOK_TIMEOUT_MS = 30 * 60_000;
const INSTRUMENTS = CATALOGUE.map(({ instrument }) => instrument);

/** The columns whose sums are a profile's totals; those that no column has are left to other tests. */
const COLUMNS: Readonly<Record<ExportProfile, Readonly<Partial<Record<ExportTotal, string>>>>> = {
  fills: { gross: 'gross', fee: 'fee', net: 'net' },
  orders: { gross: 'gross' },
  round_trips: { gross: 'gross', fee: 'fees', net: 'net' },
  tradelog: { fee: 'Comm' },
  form8949: {
    proceeds: 'proceeds',
    cost_basis: 'cost_basis',
    adjustment: 'adjustment',
    gain: 'gain',
  },
};

interface ReadBack {
  readonly last: ExportStep;
  readonly readTotal: number;
  readonly rows: number;
  readonly sums: ReadonlyMap<string, bigint>;
}

const place = temporaryFolder();
const readBack = new Map<ExportProfile, ReadBack>();
let state: ReturnType<typeof recoverState>;
/** What of the fees belongs to open lots and open trips, and what these trips have moved. */
let openLotFees = 0n;
let openTripFees = 0n;
let openTripMoved = 0n;

/** Sums of every money column that the checks below need. */
async function exported(profile: ExportProfile): Promise<ReadBack> {
  const db = openDatabase(place.file, { venue: 'local', access: 'read', cacheKib: 4_096 });
  const path = join(place.folder, `${profile}.csv`);
  let readTotal = -1;
  const last = await runExport(
    { db, venue: 'local', instruments: INSTRUMENTS },
    { profile, selection: EVERYTHING, path, excel: false },
    {
      onStart: (total) => {
        readTotal = total;
      },
      onProgress: () => undefined,
      isCanceled: () => false,
      pause: () => Promise.resolve(),
    },
  );
  db.close();
  const names = [...Object.values(COLUMNS[profile]), 'basis_carried'];
  const sums = new Map<string, bigint>();
  const add = (name: string, micros: bigint): void => {
    sums.set(name, (sums.get(name) ?? 0n) + micros);
  };
  let rows = 0;
  for await (const row of readCsv(path)) {
    rows += 1;
    for (const name of names) add(name, microsOf(row[name]));
    const amount = microsOf(row['Amount']);
    add('Amount', row['Buy/Sell'] === 'Buy' ? -amount : amount);
  }
  return { last, readTotal, rows, sums };
}

function foldOpen(): void {
  const db = openDatabase(place.file, { venue: 'local', access: 'read', cacheKib: 4_096 });
  const fold = new TripFold();
  for (const stretch of openExecutionSource(db, 'local', null).stretches) {
    for (const fill of stretch) fold.fill(fill);
  }
  db.close();
  for (const { open, lots } of fold.saved()) {
    for (const lot of lots) openLotFees += BigInt(lot.feeMicros);
    openTripFees += BigInt(open?.feesMicros ?? 0);
    openTripMoved += BigInt(open?.movedMicros ?? 0);
  }
}

beforeAll(async () => {
  makeFilledStore(place.file, { trades: TRADES, days: 250, seed: 8_949 });
  state = recoverState(place.file, 'local');
  for (const profile of EXPORT_PROFILES) readBack.set(profile, await exported(profile));
  foldOpen();
}, HOOK_TIMEOUT_MS);
afterAll(() => place.remove());

function fileOf(profile: ExportProfile): ReadBack {
  const file = readBack.get(profile);
  if (file === undefined) throw new Error(`${profile} was not exported`);
  return file;
}

function sumOf(profile: ExportProfile, column: string): bigint {
  return fileOf(profile).sums.get(column) ?? 0n;
}

/** Over all positions. */
function held(field: 'realisedMicros' | 'fifoRealisedMicros' | 'feesMicros'): bigint {
  return state.positions.reduce((sum, position) => sum + BigInt(position[field]), 0n);
}

describe.each(EXPORT_PROFILES)('%s', (profile) => {
  test('has the rows and the sums that its totals say', () => {
    const { last, readTotal, rows, sums } = fileOf(profile);
    expect(last).toMatchObject({ state: 'done', rowsDone: rows, readDone: readTotal });
    expect(rows).toBeGreaterThan(TRADES / 100);
    for (const total of EXPORT_TOTALS) {
      const column = COLUMNS[profile][total];
      if (column !== undefined) expect(String(sums.get(column))).toBe(last.totals[total]);
    }
  });
});

test('fills sum to the cash, the fees and the realised profit of the account', () => {
  expect(sumOf('fills', 'net')).toBe(BigInt(state.cashMicros - START_CASH_MICROS));
  expect(sumOf('fills', 'fee')).toBe(held('feesMicros'));
  expect(fileOf('fills').last.totals.realised).toBe(String(held('realisedMicros')));
  const openCost = state.positions.reduce(
    (sum, { qtyLots, costMicros }) => sum + BigInt(Math.sign(qtyLots) * costMicros),
    0n,
  );
  expect(sumOf('fills', 'net') + sumOf('fills', 'fee') + openCost).toBe(held('realisedMicros'));
});

test('orders and the trade log come to the same values as the fills', () => {
  expect(sumOf('orders', 'gross')).toBe(sumOf('fills', 'gross'));
  expect(sumOf('tradelog', 'Amount')).toBe(sumOf('fills', 'net'));
  expect(sumOf('tradelog', 'Comm')).toBe(sumOf('fills', 'fee'));
});

test('round trips and what is open come to the cash and the fees', () => {
  expect(sumOf('round_trips', 'fees') + openTripFees).toBe(held('feesMicros'));
  expect(sumOf('round_trips', 'gross') + openTripMoved).toBe(
    sumOf('fills', 'net') + sumOf('fills', 'fee'),
  );
});

test('closed lots come to the realised profit by FIFO, with what wash sales carry into open lots', () => {
  const carriedOpen = sumOf('form8949', 'adjustment') - sumOf('form8949', 'basis_carried');
  expect(sumOf('form8949', 'adjustment')).toBeGreaterThan(0n);
  expect(sumOf('form8949', 'gain') - carriedOpen).toBe(
    held('fifoRealisedMicros') - (held('feesMicros') - openLotFees),
  );
});
