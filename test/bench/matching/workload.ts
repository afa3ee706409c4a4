import { MatchingEngine } from '../../../engine/matching/matching-engine.ts';
import { GTC, LIMIT, MARKET } from '../../../engine/matching/order-codes.ts';
import type { OrderTypeCode } from '../../../engine/matching/order-codes.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import { Xorshift128 } from './xorshift128.ts';

/** Operations of a record. */
export const OP_LIMIT = 1;
export const OP_CANCEL = 2;
export const OP_REPLACE = 3;
export const OP_MARKET = 4;

export const HEADER_BYTES = 64;
export const RECORD_BYTES = 16;

/** What makes a file of workload version 1. */
export interface WorkloadSpec {
  readonly name: 'walk' | 'deep';
  readonly seed: number;
  readonly base: number;
  readonly preload: number;
  readonly ops: number;
}

export const WALK: WorkloadSpec = {
  name: 'walk',
  seed: 0x5ec0de01,
  base: 10_000,
  preload: 0,
  ops: 1_000_000,
};

export const DEEP: WorkloadSpec = {
  name: 'deep',
  seed: 0x5ec0de02,
  base: 100_000,
  preload: 200_000,
  ops: 500_000,
};

const KIND_PASSIVE = 0;
const KIND_CANCEL = 1;
const KIND_REPLACE_PRICE = 2;
const KIND_REPLACE_QTY = 3;
const KIND_MARKET = 4;
const KIND_AGGRESSIVE = 5;

/** What a record's third byte says, by its value; for statistics. */
export const KIND_NAMES = ['add', 'cancel', 'replace_price', 'replace_qty', 'market', 'aggressive'];

/** Generates the stream, keeping a book under its semantics R (a replace goes to the back). */
class Generator {
  private readonly spec: WorkloadSpec;
  private readonly random: Xorshift128;
  private readonly engine = new MatchingEngine({ priceStepTicks: 1, keepPlaceOnDecrease: false });
  private readonly view: DataView;
  private records = 0;
  private mid: number;
  private orderId = 0;
  private lowest = 2 ** 31 - 1;
  private highest = -(2 ** 31);
  /** Ids of resting orders; a leaving one is replaced by the last. */
  private readonly live: number[] = [];
  private readonly place: Int32Array;
  private readonly handle: Int32Array;
  private readonly sides: Uint8Array;

  constructor(spec: WorkloadSpec) {
    this.spec = spec;
    this.random = new Xorshift128(spec.seed);
    this.mid = spec.base;
    const records = spec.preload + spec.ops;
    this.view = new DataView(new ArrayBuffer(HEADER_BYTES + records * RECORD_BYTES));
    this.place = new Int32Array(records + 1);
    this.handle = new Int32Array(records + 1);
    this.sides = new Uint8Array(records + 1);
  }

  generate(): ArrayBuffer {
    for (let index = 0; index < this.spec.preload; index += 1) this.preloadOne(index);
    for (let index = 0; index < this.spec.ops; index += 1) this.operate();
    this.writeHeader();
    // The view was made over an ArrayBuffer above; DataView's type has forgotten it.
    return this.view.buffer as ArrayBuffer;
  }

  private preloadOne(index: number): void {
    const side = (index & 1) === 0 ? BUY : SELL;
    const distance = 1 + this.random.below(2500);
    const qty = 1 + this.random.below(500);
    const price = this.spec.base + (side === BUY ? -distance : distance);
    this.submit(LIMIT, side, KIND_PASSIVE, price, qty);
  }

  private operate(): void {
    const step = this.random.below(128);
    if (step === 0) this.mid -= 1;
    else if (step === 1) this.mid += 1;
    const draw = this.random.below(100);
    if (draw >= 90) this.aggress();
    else if (draw < 45 || this.live.length === 0) this.addPassive();
    else if (draw < 80) this.cancelOne();
    else this.replaceOne();
  }

  private addPassive(): void {
    const side = this.drawSide();
    const price = this.passivePrice(side);
    this.submit(LIMIT, side, KIND_PASSIVE, price, 1 + this.random.below(500));
  }

  private cancelOne(): void {
    const id = this.drawLive();
    this.engine.cancel(this.handle[id] ?? -1, id);
    this.leave(id);
    this.write(OP_CANCEL, this.sideOf(id), KIND_CANCEL, id, 0, 0);
  }

  private replaceOne(): void {
    const id = this.drawLive();
    const handle = this.handle[id] ?? -1;
    const side = this.sideOf(id);
    const isPrice = this.random.below(2) === 0;
    const price = isPrice ? this.passivePrice(side) : this.engine.priceTicks(handle, id);
    const qty = isPrice ? this.engine.leavesLots(handle, id) : 1 + this.random.below(500);
    this.handle[id] = this.engine.replace(handle, id, price, qty);
    const kind = isPrice ? KIND_REPLACE_PRICE : KIND_REPLACE_QTY;
    this.write(OP_REPLACE, side, kind, id, price, qty);
  }

  private aggress(): void {
    const bid = this.engine.bestBidTicks();
    const ask = this.engine.bestAskTicks();
    let side: SideCode;
    if (ask > 0 && ask < this.mid) side = BUY;
    else if (bid > this.mid) side = SELL;
    else side = this.drawSide();
    if ((side === BUY ? ask : bid) === 0) {
      this.addPassive();
      return;
    }
    const qty = 1 + this.random.below(500);
    if (this.random.below(2) === 0) {
      this.submit(MARKET, side, KIND_MARKET, 0, qty);
      return;
    }
    const reach = this.random.below(5);
    this.submit(LIMIT, side, KIND_AGGRESSIVE, side === BUY ? ask + reach : bid - reach, qty);
  }

  private passivePrice(side: SideCode): number {
    const isFar = this.spec.name === 'deep' && this.random.below(2) === 1;
    const offset = 1 + this.random.below(isFar ? 2500 : 20);
    if (side === BUY) {
      const ask = this.engine.bestAskTicks();
      return ask === 0 ? this.mid - offset : Math.min(this.mid - offset, ask - 1);
    }
    const bid = this.engine.bestBidTicks();
    return bid === 0 ? this.mid + offset : Math.max(this.mid + offset, bid + 1);
  }

  private submit(
    type: OrderTypeCode,
    side: SideCode,
    kind: number,
    price: number,
    qty: number,
  ): void {
    this.orderId += 1;
    const id = this.orderId;
    const { events } = this.engine;
    const handle = this.engine.submit(id, 0, side, type, GTC, false, price, qty, 0);
    for (let index = 0; index < events.count; index += 1) {
      if (events.makerLeavesLots[index] === 0) this.leave(events.makerOrderId[index] ?? 0);
    }
    this.sides[id] = side;
    if (handle >= 0) {
      this.handle[id] = handle;
      this.place[id] = this.live.length;
      this.live.push(id);
    }
    this.write(type === MARKET ? OP_MARKET : OP_LIMIT, side, kind, id, price, qty);
  }

  private leave(id: number): void {
    const last = this.live.pop() ?? 0;
    if (last === id) return;
    const place = this.place[id] ?? 0;
    this.live[place] = last;
    this.place[last] = place;
  }

  private drawSide(): SideCode {
    return this.random.below(2) === 0 ? BUY : SELL;
  }

  private drawLive(): number {
    return this.live[this.random.below(this.live.length)] ?? 0;
  }

  private sideOf(id: number): SideCode {
    return this.sides[id] === BUY ? BUY : SELL;
  }

  private write(
    op: number,
    side: SideCode,
    kind: number,
    id: number,
    price: number,
    qty: number,
  ): void {
    const at = HEADER_BYTES + this.records * RECORD_BYTES;
    this.records += 1;
    this.view.setUint8(at, op);
    this.view.setUint8(at + 1, side);
    this.view.setUint8(at + 2, kind);
    this.view.setUint32(at + 4, id, true);
    this.view.setInt32(at + 8, price, true);
    this.view.setUint32(at + 12, qty, true);
    if (op === OP_CANCEL || op === OP_MARKET) return;
    this.lowest = Math.min(this.lowest, price);
    this.highest = Math.max(this.highest, price);
  }

  private writeHeader(): void {
    const { spec, view } = this;
    for (let index = 0; index < 4; index += 1) view.setUint8(index, 'STPW'.charCodeAt(index));
    view.setUint32(4, 1, true);
    view.setUint32(8, spec.preload, true);
    view.setUint32(12, spec.ops, true);
    view.setUint32(16, this.orderId, true);
    view.setInt32(20, this.lowest, true);
    view.setInt32(24, this.highest, true);
    view.setUint32(28, spec.seed, true);
    view.setInt32(32, spec.base, true);
  }
}

/** The workload's binary file, bit for bit as version 1 specifies; about a second's work. */
export function generateWorkload(spec: WorkloadSpec): ArrayBuffer {
  return new Generator(spec).generate();
}
