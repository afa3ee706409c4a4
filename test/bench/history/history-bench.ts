/**
 * What the history screens wait for: every query of theirs over a million fills, straight and through a
 * reader thread, warm, and how the slowest percent grows from 100,000 to 5,000,000 fills. Stores are made
 * first, which takes minutes; STP_BENCH_STORES names a folder in which they are kept for the next time.
 *
 * Warm is: the file is read through once directly before, because a machine gives the memory of files away
 * when others want it, and the first round over all queries is not counted. Beside each time stand the
 * processor's, and the slowest percent of the least time that each read has taken in its rounds, which other
 * work on the machine leaves as it is; the growth of both is told.
 */
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Random } from '../../../engine/simulator/random.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import type { Connection } from '../../../engine/store/database.ts';
import { openQueries } from '../../../engine/store/queries.ts';
import type { Queries } from '../../../engine/store/queries.ts';
import { openReaders } from '../../../engine/store/readers.ts';
import type { StoreReaders } from '../../../engine/store/readers.ts';
import { printFigures } from '../figure.ts';
import type { BenchFigure } from '../figure.ts';
import { makeFilledStore } from '../store/filled-store.ts';
import { uiQueries } from './ui-queries.ts';
import type { Extent, MakeRead, Read } from './ui-queries.ts';

const READER_URL = new URL('../../../engine/store/reader-thread.ts', import.meta.url);
/** As the reader threads have it. */
const CACHE_KIB = 16_384;
const SMALL = 100_000;
const USUAL = 1_000_000;
const LARGE = 5_000_000;
/** Different reads of each query; their pages are far more than the cache holds. */
const READS = 400;
/** Rounds over all of them that are counted, so that a burst of somebody else's work hits all alike. */
const ROUNDS = 3;
const CHUNK_BYTES = 8_388_608;

interface Quantiles {
  readonly p50Us: number;
  readonly p99Us: number;
  /** Time of this process, all of its threads. */
  readonly cpuP50Us: number;
  readonly cpuP99Us: number;
  /** Of the least time of each read. */
  readonly leastP99Us: number;
}

interface OpenedStore {
  readonly file: string;
  readonly db: Connection;
  readonly queries: Queries;
  readonly made: Readonly<Record<string, MakeRead>>;
}

function openStore(folder: string, trades: number): OpenedStore {
  const file = join(folder, `${String(trades)}.db`);
  if (!existsSync(file)) {
    // What is not finished has another name, so that nobody takes it for a store.
    makeFilledStore(`${file}.part`, { trades });
    renameSync(`${file}.part`, file);
  }
  const db = openDatabase(file, { venue: 'local', access: 'read', cacheKib: CACHE_KIB });
  const extent = db
    .prepare<[], Extent>(
      `SELECT (SELECT min(executed_us) FROM trades) AS firstUs,
         (SELECT max(executed_us) FROM trades) AS lastUs`,
    )
    .get();
  if (extent === undefined) throw new Error('a filled store has fills');
  return { file, db, queries: openQueries(db, 'local', () => undefined), made: uiQueries(extent) };
}

/** Runs a read on this thread. */
function direct(queries: Queries, [name, args]: Read): void {
  // The read pairs its name with its own arguments; the compiler cannot follow the pair.
  (queries[name] as (args: object) => unknown)(args);
}

/** Brings a file into the machine's memory and says so. */
function readThrough(file: string): void {
  const startedMs = performance.now();
  const handle = openSync(file, 'r');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let bytes = 0;
  for (let read = -1; read !== 0; bytes += read) read = readSync(handle, chunk);
  closeSync(handle);
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  const size = `${(bytes / 1e6).toFixed(0)} MB`;
  process.stderr.write(
    `history: ${file} read through, ${size} in ${seconds} s; then 1 + ${ROUNDS} rounds\n`,
  );
}

/** Runs the same reads of each query in every round; the first round is not counted. */
async function measure(
  { file, made }: OpenedStore,
  run: (read: Read) => unknown,
): Promise<Map<string, Quantiles>> {
  const random = new Random(1);
  const all = Object.entries(made).map(([name, make]): [string, readonly Read[], Took] => [
    name,
    Array.from({ length: READS }, () => make(random)),
    { us: [], cpuUs: [], leastUs: new Array<number>(READS).fill(Number.POSITIVE_INFINITY) },
  ]);
  readThrough(file);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [, reads, took] of all) {
      for (const [i, read] of reads.entries()) {
        const cpuBefore = process.cpuUsage();
        const startedMs = performance.now();
        await run(read);
        const us = (performance.now() - startedMs) * 1_000;
        const { user, system } = process.cpuUsage(cpuBefore);
        if (round === 0) continue;
        took.us.push(us);
        took.cpuUs.push(user + system);
        took.leastUs[i] = Math.min(took.leastUs[i] ?? us, us);
      }
    }
  }
  return new Map(all.map(([name, , took]) => [name, quantiles(took)]));
}

interface Took {
  readonly us: number[];
  readonly cpuUs: number[];
  /** Of each read. */
  readonly leastUs: number[];
}

function quantiles({ us, cpuUs, leastUs }: Took): Quantiles {
  const at = (times: readonly number[], share: number): number => {
    const sorted = times.toSorted((a, b) => a - b);
    return Math.round(sorted[Math.floor(share * sorted.length)] ?? 0);
  };
  return {
    p50Us: at(us, 0.5),
    p99Us: at(us, 0.99),
    cpuP50Us: at(cpuUs, 0.5),
    cpuP99Us: at(cpuUs, 0.99),
    leastP99Us: at(leastUs, 0.99),
  };
}

/** Measures and returns the figures. */
export async function runHistoryBench(): Promise<BenchFigure[]> {
  const kept = process.env['STP_BENCH_STORES'] ?? '';
  const folder = kept === '' ? mkdtempSync(join(tmpdir(), 'stp-bench-')) : kept;
  mkdirSync(folder, { recursive: true });
  const stores = [SMALL, USUAL, LARGE].map((trades) => openStore(folder, trades));
  try {
    const [small, usual, large] = stores;
    if (small === undefined || usual === undefined || large === undefined) return [];
    const straight = async (store: OpenedStore) =>
      measure(store, (read) => direct(store.queries, read));
    const ofSmall = await straight(small);
    const ofUsual = await straight(usual);
    const ofLarge = await straight(large);
    const threaded = await throughReader(usual);
    return Array.from(ofUsual, ([name, { p99Us, ...others }]): BenchFigure => {
      const growth = (of: 'p99Us' | 'leastP99Us'): number =>
        Number(((ofLarge.get(name)?.[of] ?? 0) / (ofSmall.get(name)?.[of] ?? 1)).toFixed(2));
      return {
        name: `history.${name}.p99`,
        value: p99Us,
        unit: 'us',
        ratio: growth('p99Us'),
        reference: 'p99 over 5,000,000 fills as a multiple of that over 100,000, same run',
        details: {
          growthOfLeast: growth('leastP99Us'),
          ...others,
          readerThread: threaded.get(name),
          fills100k: ofSmall.get(name),
          fills5m: ofLarge.get(name),
        },
      };
    });
  } finally {
    for (const { db } of stores) db.close();
    if (kept === '') rmSync(folder, { recursive: true, force: true });
  }
}

async function throughReader(store: OpenedStore): Promise<Map<string, Quantiles>> {
  const readers: StoreReaders = await openReaders({
    workerUrl: READER_URL,
    file: store.file,
    venue: 'local',
    threads: 1,
    onReadTime: () => undefined,
  });
  try {
    return await measure(store, ([name, args]) => readers.read(name, args));
  } finally {
    await readers.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  printFigures(await runHistoryBench());
}
