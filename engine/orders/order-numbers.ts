/** Gives out the numbers of new orders and of places in queues; both only ever grow. */
export class OrderNumbers {
  #lastOrderId: number;
  #lastPrioritySeq: number;

  /** The last ones given, 0 when none. */
  constructor(lastOrderId: number, lastPrioritySeq: number) {
    this.#lastOrderId = lastOrderId;
    this.#lastPrioritySeq = lastPrioritySeq;
  }

  nextOrderId(): number {
    this.#lastOrderId += 1;
    return this.#lastOrderId;
  }

  nextPrioritySeq(): number {
    this.#lastPrioritySeq += 1;
    return this.#lastPrioritySeq;
  }
}
