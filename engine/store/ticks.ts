/**
 * Prints of the market on disk, in chunks (engine/market/print-chunk.ts). They are market data: the
 * newest minute is lost with a crash, and what is too old or too much is deleted, oldest first.
 */
import type { Print, PrintChunk } from '../market/print-chunk.ts';
import { unpackPrints } from '../market/print-chunk.ts';
import { CHUNK_SPAN_US } from '../market/print-buffer.ts';
import type { Connection } from './database.ts';

/** Chunks of one instrument. */
export interface TickChunks {
  readonly symbol: string;
  readonly chunks: readonly PrintChunk[];
}

/** better-sqlite3 gives a blob as a Buffer, libsql the bare memory. */
type StoredChunk = Omit<PrintChunk, 'data'> & { readonly data: Uint8Array | ArrayBuffer };

/** How much room the prints take. */
export interface TickUsage {
  readonly chunks: number;
  /** Of their data alone. */
  readonly bytes: number;
}

export const TICK_STATEMENTS = {
  /** symbol, fromUs, toUs + CHUNK_SPAN_US, toUs */
  'ticks.chunks': `
    SELECT first_us AS firstUs, last_us AS lastUs, prints, data FROM ticks
    WHERE symbol = ? AND last_us >= ? AND last_us < ? AND first_us < ?
    ORDER BY last_us, chunk_id`,
  /** All of the index, none of the chunks: 300,000 entries at a bound of 1 GB, some 30 ms. */
  'ticks.usage': 'SELECT count(*) AS chunks, coalesce(sum(bytes), 0) AS bytes FROM ticks',
  /** limit */
  'ticks.oldest': `
    SELECT chunk_id AS id, last_us AS lastUs, bytes FROM ticks ORDER BY chunk_id LIMIT ?`,
} as const;
const INSERT = `
  INSERT INTO ticks (symbol, first_us, last_us, prints, bytes, data) VALUES (?,?,?,?,?,?)`;
const DELETE = 'DELETE FROM ticks WHERE chunk_id <= ?';

/**
 * Prints of a symbol from `fromUs` to before `toUs`, in the order of time, as they are asked for. Each
 * chunk is read when it is needed; a statement is open in between, so read to the end or return.
 */
export function* readTicks(
  db: Connection,
  symbol: string,
  fromUs: number,
  toUs: number,
): Generator<Print> {
  const chunks = db
    .prepare<[string, number, number, number], StoredChunk>(TICK_STATEMENTS['ticks.chunks'])
    .iterate(symbol, fromUs, toUs + CHUNK_SPAN_US, toUs);
  for (const { data, ...chunk } of chunks) {
    const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : data;
    for (const print of unpackPrints({ ...chunk, data: bytes })) {
      if (print.executedUs >= fromUs && print.executedUs < toUs) yield print;
    }
  }
}

export function tickUsage(db: Connection): TickUsage {
  const row = db.prepare<[], TickUsage>(TICK_STATEMENTS['ticks.usage']).get();
  return { chunks: row?.chunks ?? 0, bytes: row?.bytes ?? 0 };
}

/** What may be deleted. */
export interface TickBounds {
  /** Chunks that ended before are too old. */
  readonly beforeUs: number;
  /** Bytes that the chunks take beyond what they may; 0: none. */
  readonly bytesOver: number;
}

/** Writes and deletes chunks by the writer's connection, inside its transactions. */
export interface TickWriter {
  /** Returns their bytes. */
  add(all: readonly TickChunks[]): number;
  /** Deletes of the oldest `chunksMax` chunks those that are too old or too much. */
  trim(bounds: TickBounds, chunksMax: number): TickUsage;
}

export function tickWriter(db: Connection): TickWriter {
  const insert = db.prepare(INSERT);
  const oldest = db.prepare<[number], { id: number; lastUs: number; bytes: number }>(
    TICK_STATEMENTS['ticks.oldest'],
  );
  const remove = db.prepare(DELETE);
  return {
    add(all) {
      let bytes = 0;
      for (const { symbol, chunks } of all) {
        for (const { firstUs, lastUs, prints, data } of chunks) {
          // A view of the same bytes, in the type that both drivers take.
          const blob = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
          insert.run(symbol, firstUs, lastUs, prints, data.byteLength, blob);
          bytes += data.byteLength;
        }
      }
      return bytes;
    },
    trim({ beforeUs, bytesOver }, chunksMax) {
      let chunks = 0;
      let bytes = 0;
      let last = 0;
      for (const row of oldest.all(chunksMax)) {
        if (row.lastUs >= beforeUs && bytes >= bytesOver) break;
        chunks += 1;
        bytes += row.bytes;
        last = row.id;
      }
      if (chunks > 0) remove.run(last);
      return { chunks, bytes };
    },
  };
}
