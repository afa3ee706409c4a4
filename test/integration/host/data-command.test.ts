/**
 * The data command on stores that are closed and on one that an engine trades on. Where neither signals nor
 * exit codes are what is tested, it runs in the test's own process: starting one takes longer than most of them.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { DocumentFiles } from '../../../engine/host/documents/document-files.ts';
import { runData } from '../../../engine/host/data-command/run-data.ts';
import type { Venue } from '../../../engine/domain/order.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { TEST_TOKEN } from '../../support/engine-harness.ts';
import { forkEngine } from '../../support/engine-process.ts';
import { SampleStream } from '../store/sample-events.ts';
import { journalOn, temporaryFolder } from '../store/temporary-store.ts';

const PROGRAM = fileURLToPath(
  new URL('../../../engine/host/data-command/data.ts', import.meta.url),
);

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly problems: string;
}

async function run(...args: readonly string[]): Promise<Ran> {
  let out = '';
  let problems = '';
  const code = await runData([...args, '--data', place.folder], {
    write: (text) => (out += text),
    writeProblem: (text) => (problems += text),
    isCanceled: () => false,
  });
  return { code, out, problems };
}

/** The same by the program itself. */
async function runProgram(...args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [PROGRAM, ...args, '--data', place.folder]);
  let out = '';
  let problems = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (problems += text));
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, problems };
}

async function facts(...args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, out, problems } = await run(...args, '--json');
  expect(problems).not.toContain('Error');
  expect(code).toBe(0);
  expect(out.trim().split('\n')).toHaveLength(1);
  return JSON.parse(out) as Record<string, unknown>;
}

/** Stores that have been made, by venue and orders: a copy takes no thread to be started. */
const made = new Map<string, string>();
const templates = temporaryFolder();
afterAll(() => templates.remove());

/** A store of so many orders, each filled; the local one unless another is named. */
async function fillStore(
  orders: number,
  target: string = place.file,
  venue: Venue = 'local',
): Promise<void> {
  const key = `${venue}-${String(orders)}`;
  let file = made.get(key);
  if (file === undefined) {
    file = join(templates.folder, `${key}.db`);
    await makeStore(orders, file, venue);
    made.set(key, file);
  }
  copyFileSync(file, target);
}

async function makeStore(orders: number, file: string, venue: Venue): Promise<void> {
  recoverState(file, venue);
  const journal = await journalOn(file, venue);
  const stream = new SampleStream();
  for (let i = 0; i < orders; i += 1) {
    const accepted = stream.accept();
    const events = [accepted, stream.fill(accepted.order, 100)];
    journal.append([{ kind: 'events', events }]);
  }
  await journal.close();
}

test('says what is in a store, as text and as JSON', async () => {
  await fillStore(20);
  const text = await run('stats');
  expect(text.code).toBe(0);
  expect(text.out).toMatch(/^trades +20 rows$/m);
  const stats = await facts('stats');
  expect(stats).toMatchObject({ command: 'stats', file: place.file, canShrink: true });
  expect(stats['tables']).toContainEqual({ table: 'order_events', rows: 40 });
});

test('finds nothing wrong with a good store, and says what contradicts itself in another', async () => {
  await fillStore(20);
  expect((await facts('check'))['contradictions']).toStrictEqual([]);
  const db = new Database(place.file);
  db.exec(`
    UPDATE positions SET qty_lots = qty_lots + 7 WHERE symbol = 'AAPL';
    UPDATE account SET cash_micros = cash_micros + 1;
    DELETE FROM order_events WHERE seq = 5;`);
  db.close();
  const { code, out } = await run('check');
  expect(code).toBe(1);
  expect(out).toContain('the position in AAPL is');
  expect(out).toContain('1 events are missing');
  expect(out).toMatch(/cash is \d+ micros/);
});

test('finds damaged pages', async () => {
  await fillStore(3_000);
  const bytes = readFileSync(place.file);
  bytes.fill(0x5a, 40 * 4_096, 44 * 4_096);
  writeFileSync(place.file, bytes);
  const { code, out } = await run('check', '--json');
  expect(code).toBe(1);
  expect((JSON.parse(out) as { damage: string[] }).damage.length).toBeGreaterThan(0);
});

test('backs up, lists, and puts the newest good backup back', async () => {
  await fillStore(20);
  const documents = new DocumentFiles(join(place.folder, 'documents'));
  const layout = { kind: 'workspace', name: 'Day', revision: 1, updatedUs: 1 } as const;
  await documents.write({ ...layout, value: '"backed up"' });
  const taken = await facts('backup');
  expect(taken).toMatchObject({ facts: { orders: 20, trades: 20 }, documents: 1 });
  const { list } = (await facts('backup', '--list')) as { list: { fileName: string }[] };
  expect(list).toMatchObject([
    { fileName: taken['fileName'], facts: { documents: 1 }, problem: '' },
  ]);
  await documents.write({ ...layout, value: '"changed"' });
  const db = new Database(place.file);
  db.exec(`UPDATE account SET cash_micros = 0`);
  db.close();
  expect(await facts('restore', 'latest', '--store-only')).toMatchObject({ hasDocuments: false });
  expect(await documents.read('workspace', 'Day')).toMatchObject({ value: '"changed"' });
  const restored = await facts('restore', 'latest');
  expect(restored).toMatchObject({ hasDocuments: true });
  expect(await documents.read('workspace', 'Day')).toMatchObject({ value: '"backed up"' });
  expect(existsSync(join(String(restored['asideFolder']), 'local.db'))).toBe(true);
  expect((await run('check')).code).toBe(0);
  const other = await run('restore', 'local-20200101T000000000Z.db');
  expect(other.code).toBe(1);
  expect(other.problems).toContain('is no backup in');
});

test.each(['SIGKILL', 'SIGINT'] as const)(
  'a backup that %s ends leaves nothing that looks whole',
  async (signal) => {
    await fillStore(3_000);
    const folder = join(place.folder, 'backups');
    mkdirSync(folder);
    const child = spawn(process.execPath, [PROGRAM, 'backup', '--data', place.folder]);
    const watcher = watch(folder);
    await once(watcher, 'change');
    child.kill(signal);
    watcher.close();
    const [code] = (await once(child, 'close')) as [number | null];
    const whole = readdirSync(folder).filter((name) => name.endsWith('.db'));
    // It may have been done already, as far as we can tell from outside.
    if (code !== 0) expect(whole).toStrictEqual([]);
    if (signal === 'SIGINT' && code !== 0) {
      expect(code).toBe(130);
      expect(readdirSync(folder)).toStrictEqual([]);
    }
    expect(await run('backup')).toMatchObject({ code: 0 });
    expect(readdirSync(folder).every((name) => name.endsWith('.db'))).toBe(true);
    expect((await run('restore', 'latest')).code).toBe(0);
  },
);

test('exports what it imports elsewhere, and importing it again changes nothing', async () => {
  await fillStore(20);
  const out = join(place.folder, 'fills.csv');
  expect(await facts('export', 'fills', '--out', out)).toMatchObject({ rows: 20, path: out });
  expect((await run('export', 'fills', '--out', out)).problems).toContain('is there already');
  const again = await facts('import', 'fills', out);
  expect(again).toMatchObject({ rowsGood: 0, rowsDuplicate: 20, rowsBad: 0 });
  const some = join(place.folder, 'aapl.csv');
  await facts('export', 'fills', '--out', some, '--symbol', 'AAPL', '--side', 'buy');
  expect(readFileSync(some, 'utf8').split('\r\n').length).toBeLessThan(20);
  const lines = readFileSync(out, 'utf8').split('\r\n');
  writeFileSync(some, [lines[0], 'nonsense', ''].join('\r\n'));
  const bad = await run('import', 'fills', some);
  expect(bad).toMatchObject({ code: 1 });
  expect(bad.out).toMatch(/line 2/);
});

test('writes the workspace into one file, and puts it in the place of another', async () => {
  await fillStore(20);
  const paper = join(place.folder, 'alpaca-paper');
  mkdirSync(paper);
  await fillStore(3, join(paper, 'alpaca-paper.db'), 'alpaca-paper');
  const documents = new DocumentFiles(join(place.folder, 'documents'));
  const layout = { kind: 'workspace', name: 'Day', revision: 1, updatedUs: 1 } as const;
  await documents.write({ ...layout, value: '"packed"' });
  writeFileSync(join(place.folder, 'keys.json'), '{"keyId":"PKSECRET"}');
  const path = join(place.folder, 'all.tar.gz');
  expect(await facts('export', 'workspace', '--out', path)).toMatchObject({
    stores: [
      { name: 'local.db', orders: 20, trades: 20, documents: 1 },
      { name: 'alpaca-paper/alpaca-paper.db', orders: 3, documents: null },
    ],
  });
  expect(gunzipSync(readFileSync(path)).includes('PKSECRET')).toBe(false);
  await documents.write({ ...layout, value: '"changed"' });
  const db = new Database(place.file);
  db.exec(`UPDATE account SET cash_micros = 0`);
  db.close();
  const { asideFolders } = (await facts('import', 'workspace', path)) as { asideFolders: string[] };
  expect(existsSync(join(asideFolders[0] ?? '', 'local.db'))).toBe(true);
  expect(existsSync(join(asideFolders[1] ?? '', 'alpaca-paper.db'))).toBe(true);
  expect(readdirSync(join(asideFolders[0] ?? '', 'documents'))).toStrictEqual(['workspace']);
  expect(await documents.read('workspace', 'Day')).toMatchObject({ value: '"packed"' });
  expect((await facts('check', '--venue', 'alpaca-paper'))['contradictions']).toStrictEqual([]);
  expect((await facts('check'))['contradictions']).toStrictEqual([]);
  expect(existsSync(join(place.folder, 'incoming', 'local.db'))).toBe(false);
  writeFileSync(path, readFileSync(path).subarray(0, 500));
  const cut = await run('import', 'workspace', path);
  expect(cut).toMatchObject({ code: 1 });
  expect(cut.problems).toContain('cannot be imported');
});

test('rebuilds a file of before, which then gives free pages back by itself', async () => {
  const old = new Database(place.file);
  old.exec('CREATE TABLE filler (data BLOB); INSERT INTO filler VALUES (zeroblob(2000000))');
  old.exec('DROP TABLE filler; PRAGMA journal_mode = WAL');
  old.close();
  recoverState(place.file, 'local');
  expect(await facts('stats')).toMatchObject({ canShrink: false });
  const { before, after } = (await facts('compact')) as { before: number; after: number };
  expect(after).toBeLessThan(before / 4);
  expect(await facts('stats')).toMatchObject({ canShrink: true, freeBytes: 0 });
});

test('reads beside a running engine, and leaves the rest until it has ended', async () => {
  const { child, client } = await forkEngine(place.folder);
  await client.hello('test', TEST_TOKEN);
  client.subscribe({ channel: 'quotes' });
  await client.update('quotes');
  for (let i = 0; i < 5; i += 1) await client.request(client.order());
  const csv = join(place.folder, 'out.csv');
  expect(await facts('stats')).toMatchObject({ command: 'stats' });
  expect(await facts('check')).toMatchObject({ facts: { orders: 5 }, contradictions: [] });
  expect(await facts('backup')).toMatchObject({ facts: { orders: 5 } });
  expect(Number((await facts('export', 'fills', '--out', csv))['rows'])).toBeGreaterThanOrEqual(5);
  for (const args of [['restore', 'latest'], ['compact'], ['import', 'fills', csv]]) {
    const { code, problems } = await run(...args);
    expect([code, problems]).toStrictEqual([
      3,
      expect.stringContaining('Another engine is running'),
    ]);
  }
  await client.request(client.order());
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect((await run('restore', 'latest')).code).toBe(0);
  expect(recoverState(place.file, 'local').lastOrderId).toBe(5);
});

test('a command line that is not understood has an exit code of its own, and makes nothing', async () => {
  const { code, out, problems } = await runProgram('frob', '--json');
  expect(code).toBe(2);
  expect(problems).toContain('"frob" is no command. --help shows all commands.');
  expect(JSON.parse(out)).toMatchObject({ error: expect.stringContaining('frob') as string });
  expect(readdirSync(place.folder)).toStrictEqual([]);
  expect(await run('--help')).toMatchObject({ code: 0, problems: '' });
});

test('a folder without a store is called one', async () => {
  for (const args of [['stats'], ['compact']]) {
    const { code, problems } = await run(...args, '--quiet');
    expect([code, problems]).toStrictEqual([1, expect.stringContaining('There is no store at')]);
  }
  expect(existsSync(place.file)).toBe(false);
});

test('works on the store of every venue and market, and says which there are', async () => {
  const paper = join(place.folder, 'alpaca-paper');
  const real = join(place.folder, 'real-market');
  for (const folder of [paper, real]) mkdirSync(folder);
  await fillStore(3, join(paper, 'alpaca-paper.db'), 'alpaca-paper');
  await fillStore(3, join(real, 'local.db'));
  expect(await facts('stats', '--real-market')).toMatchObject({ file: join(real, 'local.db') });
  const there = '--real-market, --venue alpaca-paper.';
  for (const args of [['stats'], ['backup', '--replay'], ['check', '--venue', 'alpaca-live']]) {
    const { code, problems } = await run(...args);
    expect([code, problems]).toStrictEqual([1, expect.stringContaining('There is no store at')]);
    expect(problems).toContain(there);
  }
  const restored = await run('restore', 'latest', '--venue', 'alpaca-live');
  expect(restored.problems).toContain(there);
  expect(readdirSync(place.folder).toSorted()).toStrictEqual(['alpaca-paper', 'real-market']);

  const ofPaper = ['--venue', 'alpaca-paper'];
  expect(await facts('check', ...ofPaper)).toMatchObject({ facts: { trades: 3 } });
  const taken = await facts('backup', ...ofPaper);
  expect(taken['path']).toContain(join(paper, 'backups', 'alpaca-paper-'));
  const out = join(place.folder, 'paper.csv');
  expect(await facts('export', 'fills', '--out', out, ...ofPaper)).toMatchObject({ rows: 3 });
  expect(readFileSync(out, 'utf8')).toContain(',alpaca-paper,');
  expect((await run('import', 'fills', out, '--real-market')).out).toContain('venue');
  await facts('restore', 'latest', ...ofPaper);
  expect(await facts('compact', ...ofPaper)).toMatchObject({ command: 'compact' });
});

test('reads fills of symbols of the real market that a store has not had yet, when they are named', async () => {
  const real = join(place.folder, 'real-market');
  mkdirSync(real);
  await fillStore(3, join(real, 'local.db'));
  const activity = {
    activity_type: 'FILL',
    id: '20260105143000000::8f0c1d2e-1111-4222-8333-444455556666',
    transaction_time: '2026-01-05T14:30:00.000Z',
    type: 'fill',
    price: '25.5',
    qty: '1.5',
    side: 'buy',
    symbol: 'ZZTOP',
    leaves_qty: '0',
    cum_qty: '1.5',
    order_id: '8f0c1d2e-1111-4222-8333-777788889999',
    order_status: 'filled',
  };
  const path = join(place.folder, 'activities.json');
  writeFileSync(path, JSON.stringify([activity]));
  const bad = await run('import', 'alpaca_fills', path, '--real-market');
  expect([bad.code, bad.out]).toStrictEqual([1, expect.stringContaining('ZZTOP')]);
  const made = await run('import', 'alpaca_fills', path, '--symbols', 'ZZTOP');
  expect([made.code, made.problems]).toStrictEqual([
    2,
    expect.stringContaining('--symbols is for stores of the real market'),
  ]);
  const named = ['--symbols', 'ZZTOP', '--real-market'];
  expect(await facts('import', 'alpaca_fills', path, ...named)).toMatchObject({ rowsGood: 1 });
  const out = join(place.folder, 'real.csv');
  await facts('export', 'fills', '--out', out, '--real-market');
  expect(readFileSync(out, 'utf8')).toContain(',ZZTOP,buy,1.50,25.50,');
  expect(await facts('check', '--real-market')).toMatchObject({ contradictions: [] });
});
