import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrderEvent } from '../../../engine/contract/messages.ts';
import type { ExportStep } from '../../../engine/csv/csv-export.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import { openBackground } from '../../../engine/host/background.ts';
import type { Background } from '../../../engine/host/background.ts';
import type { ExportRequest } from '../../../engine/host/export-run.ts';
import type { OpenJournal } from '../../../engine/store/journal.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { EVERYTHING } from '../../support/export-selection.ts';
import { SYMBOLS, SampleStream, START_US } from '../store/sample-events.ts';
import { journalOn, temporaryFolder } from '../store/temporary-store.ts';

const BACKGROUND_URL = new URL('../../../engine/host/background-thread.ts', import.meta.url);
/** More than two stretches of the export. */
const FILLS = 5_000;

const place = temporaryFolder();
const stream = new SampleStream();
let journal: OpenJournal;
let background: Background;

function filledOrder(tag = ''): OrderEvent[] {
  const accepted = stream.accept({ tag });
  return [accepted, stream.fill(accepted.order, 100)];
}

beforeAll(async () => {
  recoverState(place.file, 'local');
  journal = await journalOn(place.file);
  const tagged = ['=1+1', 'a "quoted", tag', 'Zürich ✓'].flatMap(filledOrder);
  const others = Array.from({ length: FILLS - 3 }, () => filledOrder()).flat();
  journal.append([{ kind: 'events', events: [...tagged, ...others] }]);
  await journal.flush();
  background = await openBackground({
    workerUrl: BACKGROUND_URL,
    file: place.file,
    venue: 'local',
    instruments: SYMBOLS.map((symbol) => usEquity(symbol, symbol)),
    isRealMarket: false,
    onLogLarge: () => journal.checkpoint(),
    onCheckpointTime: () => undefined,
  });
});
afterAll(async () => {
  await background.close();
  await journal.close();
  place.remove();
});

function pathOf(name: string): string {
  return join(place.folder, name);
}

async function runExport(
  request: Omit<ExportRequest, 'profile'>,
): Promise<{ last: ExportStep; readTotal: number }> {
  let ended: (step: ExportStep) => void = () => undefined;
  const last = new Promise<ExportStep>((resolve) => {
    ended = resolve;
  });
  const { readTotal } = await background.startExport({ profile: 'fills', ...request }, (step) => {
    if (step.state !== 'running') ended(step);
  });
  return { last: await last, readTotal };
}

test('the file is UTF-8 with CRLF, quoted as RFC 4180 says, and formulas are neutralised', async () => {
  const path = pathOf('bytes.csv');
  const selection = { ...EVERYTHING, toUs: START_US + 7 };
  const { last, readTotal } = await runExport({ selection, path, excel: false });
  expect(readTotal).toBe(3);
  const bytes = readFileSync(path);
  expect(last).toMatchObject({ state: 'done', rowsDone: 3, bytes: bytes.length, problem: '' });
  expect(bytes.toString('utf8')).toBe(
    [
      'exec_id,time_utc,time_exchange,trade_date,venue,symbol,side,qty,price,gross,fee,net,cum_qty,leaves_qty,order_id,client_order_id,order_type,liquidity,tag',
      `local-1,2026-03-04T15:02:11.004Z,2026-03-04T10:02:11.004-05:00,2026-03-04,local,MSFT,sell,100,187.01,18701.00,0.10,18700.90,100,0,1,client-00000001,limit,maker,'=1+1`,
      'local-2,2026-03-04T15:02:11.004Z,2026-03-04T10:02:11.004-05:00,2026-03-04,local,TSLA,buy,100,187.02,18702.00,0.10,-18702.10,100,0,2,client-00000002,limit,maker,"a ""quoted"", tag"',
      'local-3,2026-03-04T15:02:11.004Z,2026-03-04T10:02:11.004-05:00,2026-03-04,local,SPY,sell,100,187.03,18703.00,0.10,18702.90,100,0,3,client-00000003,limit,maker,Zürich ✓',
      '',
    ].join('\r\n'),
  );
});

test('the Excel variant differs by its byte order mark alone', async () => {
  const selection = { ...EVERYTHING, toUs: START_US + 7 };
  await runExport({ selection, path: pathOf('plain.csv'), excel: false });
  await runExport({ selection, path: pathOf('excel.csv'), excel: true });
  const plain = readFileSync(pathOf('plain.csv'));
  expect(readFileSync(pathOf('excel.csv'))).toStrictEqual(
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), plain]),
  );
});

test('every fill is there once, and the sums are those of the rows and of the cash', async () => {
  const path = pathOf('all.csv');
  const { last, readTotal } = await runExport({ selection: EVERYTHING, path, excel: false });
  const rows: Record<string, string>[] = parse(readFileSync(path), { columns: true });
  expect(rows.map((row) => row['exec_id'])).toStrictEqual(
    Array.from({ length: FILLS }, (_, i) => `local-${i + 1}`),
  );
  expect(last).toMatchObject({ state: 'done', rowsDone: FILLS });
  expect(readTotal).toBe(FILLS);
  const micros = (column: string): number =>
    rows.reduce((sum, row) => sum + Math.round(Number(row[column]) * 1e6), 0);
  expect(last.totals).toMatchObject({
    gross: String(micros('gross')),
    fee: String(micros('fee')),
    net: String(micros('net')),
  });
  await journal.flush();
  const state = recoverState(place.file, 'local');
  expect(micros('net')).toBe(state.cashMicros - 100_000_000_000);
  const realised = state.positions.reduce((sum, position) => sum + position.realisedMicros, 0);
  expect(last.totals.realised).toBe(String(realised));
});

test('symbol and period select; the start is included, the end is not', async () => {
  const path = pathOf('some.csv');
  const selection = { ...EVERYTHING, symbol: 'AAPL', fromUs: START_US + 8, toUs: START_US + 40 };
  const { readTotal } = await runExport({ selection, path, excel: false });
  const rows: Record<string, string>[] = parse(readFileSync(path), { columns: true });
  expect(rows.map((row) => row['order_id'])).toStrictEqual(['4', '8', '12', '16']);
  expect(readTotal).toBe(4);
});

test('a canceled export leaves no file', async () => {
  const path = pathOf('canceled.csv');
  const selection = { ...EVERYTHING, toUs: START_US + 7 };
  const before = await background.startExport(
    { profile: 'fills', selection, path: pathOf('before.csv'), excel: false },
    () => undefined,
  );
  const last = runExport({ selection: EVERYTHING, path, excel: false });
  // Numbers count up. The second message follows the first in the same turn of this thread; between
  // them the other thread has time for a stretch or two of 500 rows, never for all ten.
  expect(background.cancelExport(before.exportId + 1)).toBe(true);
  const canceled = (await last).last;
  expect(canceled.state).toBe('canceled');
  expect(canceled.rowsDone).toBeLessThan(FILLS);
  expect(readdirSync(place.folder).filter((name) => name.startsWith('canceled'))).toStrictEqual([]);
  expect(background.cancelExport(before.exportId + 1)).toBe(false);
});

test('an export that cannot be written fails with the reason and leaves what was there', async () => {
  const nowhere = await runExport({
    selection: EVERYTHING,
    path: pathOf('nowhere/fills.csv'),
    excel: false,
  });
  expect(nowhere.last).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('ENOENT') as string,
  });

  const taken = pathOf('taken.csv.part');
  writeFileSync(taken, 'of another export');
  const second = await runExport({
    selection: EVERYTHING,
    path: pathOf('taken.csv'),
    excel: false,
  });
  expect(second.last).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('EEXIST') as string,
  });
  expect(readFileSync(taken, 'utf8')).toBe('of another export');
  expect(existsSync(pathOf('taken.csv'))).toBe(false);
});
