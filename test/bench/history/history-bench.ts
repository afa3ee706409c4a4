/**
 * What the history screens wait for: every query of theirs over a million fills, straight and through a
 * reader thread, warm, and how the slowest percent grows from 100,000 to 5,000,000 fills. Stores are made
 * first, which takes minutes; STP_BENCH_STORES names a folder in which they are kept for the next time.
 *
 * Warm is: the files are read through once directly before, the first round over all queries is not counted,
 * and a read for which the kernel had to fetch a page from the disk (it gives the memory of files away even
 * while this runs) is counted apart as `cold`. The stores take turns query by query, so that what else the
 * machine does meets all of them. Beside each time stand the processor's, and the slowest percent of the least
 * time that each read has taken in its rounds; the growth of all three is told. How many pages a read asks the
 * kernel for is the same whatever else goes on.
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
import { FileReads } from './file-reads.ts';
import { quantiles } from './quantiles.ts';
import type { Quantiles, Took } from './quantiles.ts';
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

/** A store, how it is read, and what each query took on it, by name. */
interface Measured {
  readonly store: OpenedStore;
  readonly run: (read: Read) => unknown;
  readonly took: Map<string, Took>;
  readonly reads: Map<string, readonly Read[]>;
}

/** Runs the same reads of each query on each store in every round; the first round is not counted. */
async function measure(
  asked: readonly Pick<Measured, 'store' | 'run'>[],
): Promise<Map<string, Quantiles>[]> {
  const all = asked.map(({ store, run }): Measured => {
    const random = new Random(1);
    const made = Object.entries(store.made);
    return {
      store,
      run,
      took: new Map(
        made.map(([name]) => [
          name,
          {
            us: [],
            cpuUs: [],
            pages: [],
            leastUs: new Array<number>(READS).fill(Infinity),
            cold: 0,
          },
        ]),
      ),
      reads: new Map(
        made.map(([name, make]) => [name, Array.from({ length: READS }, () => make(random))]),
      ),
    };
  });
  for (const { store } of all) readThrough(store.file);
  const files = new FileReads();
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const name of all[0]?.took.keys() ?? []) {
      for (const each of all) await readAll(each, name, files, round > 0);
    }
  }
  files.close();
  return all.map(({ took }) => new Map(Array.from(took, ([name, of]) => [name, quantiles(of)])));
}

async function readAll(
  { run, reads, took: all }: Measured,
  name: string,
  files: FileReads,
  isCounted: boolean,
): Promise<void> {
  const took = all.get(name);
  if (took === undefined) throw new Error(`${name} is measured`);
  for (const [i, read] of (reads.get(name) ?? []).entries()) {
    files.start();
    const cpuBefore = process.cpuUsage();
    const startedMs = performance.now();
    await run(read);
    const us = (performance.now() - startedMs) * 1_000;
    const { user, system } = process.cpuUsage(cpuBefore);
    const { calls, isFromDisk } = files.since();
    if (!isCounted) continue;
    if (isFromDisk) {
      took.cold += 1;
      continue;
    }
    took.us.push(us);
    took.cpuUs.push(user + system);
    took.pages.push(calls);
    took.leastUs[i] = Math.min(took.leastUs[i] ?? us, us);
  }
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
    const [ofSmall, ofUsual, ofLarge] = await measure(
      [small, usual, large].map((store) => ({
        store,
        run: (read) => {
          direct(store.queries, read);
        },
      })),
    );
    if (ofSmall === undefined || ofUsual === undefined || ofLarge === undefined) return [];
    const threaded = await throughReader(usual);
    return Array.from(ofUsual, ([name, { p99Us, ...others }]): BenchFigure => {
      const growth = (of: 'p99Us' | 'cpuP99Us' | 'leastP99Us'): number =>
        Number(((ofLarge.get(name)?.[of] ?? 0) / (ofSmall.get(name)?.[of] ?? 1)).toFixed(2));
      return {
        name: `history.${name}.p99`,
        value: p99Us,
        unit: 'us',
        ratio: growth('p99Us'),
        reference: 'p99 over 5,000,000 fills as a multiple of that over 100,000, same run',
        details: {
          growthOfCpu: growth('cpuP99Us'),
          growthOfLeast: growth('leastP99Us'),
          ...others,
          readerThread: threaded?.get(name),
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

async function throughReader(store: OpenedStore): Promise<Map<string, Quantiles> | undefined> {
  const readers: StoreReaders = await openReaders({
    workerUrl: READER_URL,
    file: store.file,
    venue: 'local',
    threads: 1,
    onReadTime: () => undefined,
  });
  try {
    const run = ([name, args]: Read): unknown => readers.read(name, args);
    return (await measure([{ store, run }]))[0];
  } finally {
    await readers.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  printFigures(await runHistoryBench());
}
