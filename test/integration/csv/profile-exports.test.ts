/** Every profile through the background thread, as the engine runs it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXPORT_PROFILES } from '../../../engine/contract/export-profiles.ts';
import type { ExportProfile } from '../../../engine/contract/export-profiles.ts';
import type { ExportSelection } from '../../../engine/contract/exports.ts';
import type { ExportStep } from '../../../engine/csv/csv-export.ts';
import { openBackground } from '../../../engine/host/background.ts';
import type { Background } from '../../../engine/host/background.ts';
import { CATALOGUE } from '../../../engine/simulator/catalogue.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import { makeFilledStore } from '../../bench/store/filled-store.ts';
import { EVERYTHING } from '../../support/export-selection.ts';
import { temporaryFolder } from '../store/temporary-store.ts';

/** Many stretches of the export. */
const TRADES = 5_000;

const place = temporaryFolder();
let background: Background;
/** Exports started, each of which writes a file of its own. */
let files = 0;

beforeAll(async () => {
  makeFilledStore(place.file, { trades: TRADES, days: 60, seed: 7 });
  const db = openDatabase(place.file, { venue: 'local', access: 'write', cacheKib: 4_096 });
  db.exec(`UPDATE orders SET tag = '00042' WHERE tag = 'gap'`);
  db.exec(`UPDATE trades SET tag = '00042' WHERE tag = 'gap'`);
  db.close();
  background = await openBackground({
    workerUrl: new URL('../../../engine/host/background-thread.ts', import.meta.url),
    file: place.file,
    venue: 'local',
    instruments: CATALOGUE.map(({ instrument }) => instrument),
    isRealMarket: false,
    onLogLarge: () => undefined,
    onCheckpointTime: () => undefined,
  });
});
afterAll(async () => {
  await background.close();
  place.remove();
});

type Rows = readonly Readonly<Record<string, string>>[];

/** Runs an export to its end and reads its file. */
async function exported(
  profile: ExportProfile,
  chosen: Partial<ExportSelection> = {},
  excel = false,
): Promise<{ bytes: Buffer; rows: Rows; last: ExportStep; readTotal: number }> {
  files += 1;
  const path = join(place.folder, `${profile}-${String(files)}.csv`);
  const selection = { ...EVERYTHING, ...chosen };
  let readTotal = -1;
  const last = await new Promise<ExportStep>((resolve, reject) => {
    background
      .startExport({ profile, selection, path, excel }, (step) => {
        if (step.state !== 'running') resolve(step);
      })
      .then((started) => {
        readTotal = started.readTotal;
      }, reject);
  });
  const bytes = readFileSync(path);
  const rows: Rows = parse(bytes, { columns: true, bom: true, record_delimiter: '\r\n' });
  return { bytes, rows, last, readTotal };
}

describe.each(EXPORT_PROFILES)('%s', (profile) => {
  test('is told to its end: rows, bytes, and all that was to be read', async () => {
    const { bytes, rows, last, readTotal } = await exported(profile);
    expect(rows.length).toBeGreaterThan(0);
    expect(last).toMatchObject({
      state: 'done',
      rowsDone: rows.length,
      readDone: readTotal,
      bytes: bytes.length,
      problem: '',
    });
    expect(readTotal).toBeGreaterThanOrEqual(profile === 'orders' ? TRADES / 2 : TRADES);
  });

  test('holds the chosen rows alone, and says the same of them', async () => {
    const all = await exported(profile);
    const symbolColumn = profile === 'tradelog' ? 'Ticker' : 'symbol';
    const one = await exported(profile, { symbol: 'TSLA' });
    expect(one.rows).toEqual(all.rows.filter((row) => row[symbolColumn] === 'TSLA'));
    const none = await exported(profile, { tag: 'nobody has this' });
    expect(none.rows).toEqual([]);
    expect(none.last).toMatchObject({ state: 'done', rowsDone: 0 });
    const buys = await exported(profile, { side: 'buy' });
    const sells = await exported(profile, { side: 'sell' });
    expect(buys.rows.length + sells.rows.length).toBe(all.rows.length);
    const half = { fromUs: null, toUs: Date.UTC(2024, 3, 1) * 1_000 };
    const before = await exported(profile, half);
    const after = await exported(profile, { fromUs: half.toUs, toUs: null });
    expect(before.rows.length).toBeGreaterThan(0);
    expect(after.rows.length).toBeGreaterThan(0);
    expect(before.rows.length + after.rows.length).toBe(all.rows.length);
  });

  test('leaves nothing when it is cancelled', async () => {
    const path = join(place.folder, `canceled-${profile}.csv`);
    const request = { profile, selection: EVERYTHING, path, excel: false };
    let exportId = 0;
    const last = await new Promise<ExportStep>((resolve, reject) => {
      background
        .startExport(request, (step) => {
          if (step.state !== 'running') resolve(step);
        })
        .then((started) => {
          ({ exportId } = started);
        }, reject);
      // Exports are numbered as they are started, and the thread finds both messages before it reads.
      files += 1;
      expect(background.cancelExport(files)).toBe(true);
    });
    expect(last.state).toBe('canceled');
    expect(exportId).toBeGreaterThan(0);
    const left = readdirSync(place.folder).filter((name) => name.startsWith('canceled'));
    expect(left).toEqual([]);
  });
});

test('the variant for Excel keeps text that looks like a number; its numbers are the same', async () => {
  const plain = await exported('fills', { symbol: 'AAPL' });
  const excel = await exported('fills', { symbol: 'AAPL' }, true);
  expect([...excel.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const tags = excel.rows.map((row) => row['tag']);
  expect(tags).toContain('="00042"');
  expect(tags).not.toContain('00042');
  const back = excel.rows.map((row) => ({ ...row, tag: row['tag']?.replace(/^="(.*)"$/, '$1') }));
  expect(back).toEqual(plain.rows);
});
