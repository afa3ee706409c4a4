/**
 * Where an order is found by its number and by its client's name for it, working or ended. One node
 * an order in typed arrays, with the hash of the name in it: nothing has to be read from an order
 * that another one's search passes, and an order is forgotten without being looked at, which is
 * what Maps cost a sixth of the whole path of an order for (`npm run bench -- core`).
 */
import { grownIntegers, grownReals } from '../book/columns.ts';
import { NIL } from '../book/order-pool.ts';
import { assert } from '../domain/assert.ts';
import type { Order } from '../domain/order.ts';

const NODES_AT_START = 1_024;

/** Nodes in a list, in the order in which they joined it. */
interface NodeList {
  first: number;
  last: number;
  count: number;
}

/** `Known`: what is kept of an order. Numbers and names are unique among those that are kept. */
export class OrderIndex<Known extends { readonly order: Order }> {
  readonly #working: NodeList = { first: NIL, last: NIL, count: 0 };
  readonly #ended: NodeList = { first: NIL, last: NIL, count: 0 };
  /** Node by the low bits of an order's number, which are all different, and of its name's hash. */
  #byNumber: Int32Array = new Int32Array(NODES_AT_START).fill(NIL);
  #byName: Int32Array = new Int32Array(NODES_AT_START).fill(NIL);
  /** By node: number; hash of the name; next in the bucket of each, or in the free list. */
  #numbers: Float64Array = new Float64Array(NODES_AT_START);
  #hashes: Int32Array = new Int32Array(NODES_AT_START);
  #nextByNumber: Int32Array = new Int32Array(NODES_AT_START);
  #nextByName: Int32Array = new Int32Array(NODES_AT_START);
  /** By node: neighbours in its list; 1 when that is the list of ended orders. */
  #before: Int32Array = new Int32Array(NODES_AT_START);
  #after: Int32Array = new Int32Array(NODES_AT_START);
  #hasEnded: Int32Array = new Int32Array(NODES_AT_START);
  readonly #known: (Known | undefined)[] = [];
  #free = NIL;
  /** Nodes that have ever been used; those from here on are free too. */
  #used = 0;

  get workingCount(): number {
    return this.#working.count;
  }

  get endedCount(): number {
    return this.#ended.count;
  }

  byNumber(orderNumber: number): Known | undefined {
    return this.#known[this.#nodeOf(orderNumber)];
  }

  /** As `byNumber`, of a working order only. */
  workingByNumber(orderNumber: number): Known | undefined {
    const node = this.#nodeOf(orderNumber);
    return node === NIL || this.#hasEnded[node] === 1 ? undefined : this.#known[node];
  }

  byName(name: string): Known | undefined {
    const hash = hashOf(name);
    let node = this.#byName[hash & (this.#byName.length - 1)] ?? NIL;
    while (node !== NIL) {
      const known = this.#hashes[node] === hash ? this.#known[node] : undefined;
      if (known?.order.clientOrderId === name) return known;
      node = this.#nextByName[node] ?? NIL;
    }
    return undefined;
  }

  /** Takes an order that is not here yet, at the end of the working or of the ended ones. */
  add(known: Known, hasEnded: boolean): void {
    const node = this.#take();
    const { orderId, clientOrderId } = known.order;
    const hash = hashOf(clientOrderId);
    this.#known[node] = known;
    this.#numbers[node] = orderId;
    this.#hashes[node] = hash;
    push(this.#byNumber, this.#nextByNumber, orderId, node);
    push(this.#byName, this.#nextByName, hash, node);
    this.#join(node, hasEnded);
  }

  /** Moves a working order to the end of those that have ended. */
  end(orderNumber: number): void {
    const node = this.#nodeOf(orderNumber);
    assert(node !== NIL && this.#hasEnded[node] === 0, 'an order that ends is working');
    this.#leave(node, this.#working);
    this.#join(node, true);
  }

  /** Forgets the order that has ended first; there is one. */
  forgetOldest(): void {
    const node = this.#ended.first;
    assert(node !== NIL, 'an order that is forgotten has ended');
    this.#leave(node, this.#ended);
    pull(this.#byNumber, this.#nextByNumber, this.#numbers[node] ?? 0, node);
    pull(this.#byName, this.#nextByName, this.#hashes[node] ?? 0, node);
    this.#known[node] = undefined;
    this.#nextByNumber[node] = this.#free;
    this.#free = node;
  }

  /** Working orders in the order in which they came; none may come or end meanwhile. */
  *working(): IterableIterator<Known> {
    for (let node = this.#working.first; node !== NIL; node = this.#after[node] ?? NIL) {
      const known = this.#known[node];
      if (known !== undefined) yield known;
    }
  }

  #nodeOf(orderNumber: number): number {
    let node = this.#byNumber[orderNumber & (this.#byNumber.length - 1)] ?? NIL;
    while (node !== NIL && this.#numbers[node] !== orderNumber) {
      node = this.#nextByNumber[node] ?? NIL;
    }
    return node;
  }

  #take(): number {
    const node = this.#free;
    if (node !== NIL) {
      this.#free = this.#nextByNumber[node] ?? NIL;
      return node;
    }
    if (this.#used === this.#numbers.length) this.#grow();
    this.#used += 1;
    return this.#used - 1;
  }

  #join(node: number, hasEnded: boolean): void {
    const list = hasEnded ? this.#ended : this.#working;
    this.#hasEnded[node] = hasEnded ? 1 : 0;
    this.#before[node] = list.last;
    this.#after[node] = NIL;
    if (list.last === NIL) list.first = node;
    else this.#after[list.last] = node;
    list.last = node;
    list.count += 1;
  }

  #leave(node: number, list: NodeList): void {
    const before = this.#before[node] ?? NIL;
    const after = this.#after[node] ?? NIL;
    if (before === NIL) list.first = after;
    else this.#after[before] = after;
    if (after === NIL) list.last = before;
    else this.#before[after] = before;
    list.count -= 1;
  }

  /** Doubles nodes and buckets; every node is in use then. */
  #grow(): void {
    const nodes = this.#numbers.length * 2;
    this.#numbers = grownReals(this.#numbers, nodes);
    this.#hashes = grownIntegers(this.#hashes, nodes);
    this.#before = grownIntegers(this.#before, nodes);
    this.#after = grownIntegers(this.#after, nodes);
    this.#hasEnded = grownIntegers(this.#hasEnded, nodes);
    this.#nextByNumber = new Int32Array(nodes);
    this.#nextByName = new Int32Array(nodes);
    this.#byNumber = new Int32Array(nodes).fill(NIL);
    this.#byName = new Int32Array(nodes).fill(NIL);
    for (let node = 0; node < this.#used; node += 1) {
      push(this.#byNumber, this.#nextByNumber, this.#numbers[node] ?? 0, node);
      push(this.#byName, this.#nextByName, this.#hashes[node] ?? 0, node);
    }
  }
}

/** Puts a node at the front of the bucket of a key. */
function push(buckets: Int32Array, nexts: Int32Array, key: number, node: number): void {
  const bucket = key & (buckets.length - 1);
  nexts[node] = buckets[bucket] ?? NIL;
  buckets[bucket] = node;
}

/** Takes a node out of the bucket of its key. */
function pull(buckets: Int32Array, nexts: Int32Array, key: number, node: number): void {
  const bucket = key & (buckets.length - 1);
  const next = nexts[node] ?? NIL;
  let at = buckets[bucket] ?? NIL;
  if (at === node) {
    buckets[bucket] = next;
    return;
  }
  while (at !== NIL && nexts[at] !== node) at = nexts[at] ?? NIL;
  if (at !== NIL) nexts[at] = next;
}

/** FNV-1a over the characters, its high bits folded into the low ones that choose the bucket. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 16_777_619);
  return hash ^ (hash >>> 15);
}
