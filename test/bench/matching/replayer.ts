import type { SideCode } from '../../../engine/domain/side.ts';
import type { MatchingEngine } from '../../../engine/matching/matching-engine.ts';
import { GTC, LIMIT, MARKET } from '../../../engine/matching/order-codes.ts';
import { HEADER_BYTES, OP_CANCEL, OP_LIMIT, OP_REPLACE, RECORD_BYTES } from './workload.ts';

/** The calls that a workload makes, so that a reference can stand in for the engine. */
export type Exchange = Pick<MatchingEngine, 'events' | 'submit' | 'cancel' | 'replace'>;

const FNV_PRIME = 16_777_619;

/** Sends a workload's records to an exchange and takes its trades into a checksum. */
export class Replayer {
  readonly preload: number;
  readonly ops: number;
  trades = 0;
  tradedLots = 0;
  rejects = 0;
  private hash = 0x811c9dc5;
  private readonly exchange: Exchange;
  /** Four words a record: op and side; order id; price; quantity. */
  private readonly words: Int32Array;
  /** Handle by order id; stale once the order has left, as a client's would be. */
  private readonly handles: Int32Array;

  constructor(exchange: Exchange, file: ArrayBuffer) {
    const header = new DataView(file, 0, HEADER_BYTES);
    this.exchange = exchange;
    this.preload = header.getUint32(8, true);
    this.ops = header.getUint32(12, true);
    this.handles = new Int32Array(header.getUint32(16, true) + 1).fill(-1);
    this.words = new Int32Array(file, HEADER_BYTES);
  }

  /** FNV-1a over maker id, taker id, price and quantity of each trade so far. */
  get checksum(): number {
    return this.hash >>> 0;
  }

  /** Sends records `from` to `to` - 1, counted from the start of the preload. */
  run(from: number, to: number): void {
    for (let record = from; record < to; record += 1) this.step(record);
  }

  /** Sends one record. */
  step(record: number): void {
    const { exchange, words, handles } = this;
    const at = (record * RECORD_BYTES) >>> 2;
    const head = words[at] ?? 0;
    const id = words[at + 1] ?? 0;
    const op = head & 0xff;
    if (op === OP_CANCEL) {
      if (!exchange.cancel(handles[id] ?? -1, id)) this.rejects += 1;
      return;
    }
    const price = words[at + 2] ?? 0;
    const lots = words[at + 3] ?? 0;
    if (op === OP_REPLACE) {
      const result = exchange.replace(handles[id] ?? -1, id, price, lots);
      if (result < -20) this.rejects += 1;
    } else {
      const side: SideCode = (head & 0x100) === 0 ? 0 : 1;
      const type = op === OP_LIMIT ? LIMIT : MARKET;
      handles[id] = exchange.submit(id, 0, side, type, GTC, false, price, lots, 0);
    }
    if (exchange.events.count > 0) this.take();
  }

  private take(): void {
    const { events } = this.exchange;
    let hash = this.hash;
    for (let index = 0; index < events.count; index += 1) {
      const lots = events.qtyLots[index] ?? 0;
      hash = Math.imul(hash ^ (events.makerOrderId[index] ?? 0), FNV_PRIME);
      hash = Math.imul(hash ^ events.takerOrderId, FNV_PRIME);
      hash = Math.imul(hash ^ (events.priceTicks[index] ?? 0), FNV_PRIME);
      hash = Math.imul(hash ^ lots, FNV_PRIME);
      this.tradedLots += lots;
    }
    this.hash = hash;
    this.trades += events.count;
  }
}
