import type { Fill, Order, ReplyMap, RequestOf } from '../../engine/contract/messages.ts';
import { TEST_TOKEN } from './engine-harness.ts';
import type { TestClient } from './test-client.ts';

/** What is wrong with a store, by all that one client has been told. All zero: nothing. */
export interface RecordFaults {
  /** Acknowledged orders that are not in the store. */
  readonly ordersMissing: number;
  /** Fills that the client has heard of and that are missing or different in the store. */
  readonly fillsMissing: number;
  /** Orders or fills that are there twice, with every unanswered order sent again each time. */
  readonly duplicates: number;
  /** Execution reports missing or repeated in what the client heard, resuming over all restarts. */
  readonly sequenceGaps: number;
  /** Orders whose filled quantity is not the sum of their fills. */
  readonly ordersInconsistent: number;
}

/** A record of which nothing is missing. */
export const FAULTLESS: RecordFaults = {
  ordersMissing: 0,
  fillsMissing: 0,
  duplicates: 0,
  sequenceGaps: 0,
  ordersInconsistent: 0,
};

const PAGE_ROWS = 1_000;
/** Far enough below the market that the simulated crowd does not come near while a test runs. */
const REST_BELOW_TICKS = 50_000;
const USUAL_BID_TICKS = 2_000_000;

/** What a trader's client knows, kept over all restarts of the engine. */
export class TradingRecord {
  readonly #sent = new Map<string, RequestOf<'order.submit'>>();
  readonly #acknowledged = new Set<string>();
  readonly #fills = new Map<number, Fill>();
  #storeId = '';
  /** Last event heard. */
  #seq = 0;
  #sequenceGaps = 0;

  get sent(): number {
    return this.#sent.size;
  }

  get acknowledged(): number {
    return this.#acknowledged.size;
  }

  get fillsHeard(): number {
    return this.#fills.size;
  }

  /** Says hello, resuming after the last event heard. */
  async hello(client: TestClient): Promise<void> {
    const resume = this.#storeId === '' ? null : { storeId: this.#storeId, afterSeq: this.#seq };
    const welcome = await client.hello('record', TEST_TOKEN, resume);
    if (welcome.snapshot !== null) this.#seq = welcome.snapshot.seq;
    this.#storeId = welcome.storeId;
  }

  /**
   * Sends a new order; every third one trades at once, the others rest below the market. Resolves
   * with whether it was acknowledged: not when it was refused or the connection has ended.
   */
  send(client: TestClient): Promise<boolean> {
    const count = this.#sent.size;
    const quotes = client.updates.findLast((one) => one.channel === 'quotes');
    const known = quotes?.data.quotes.find(({ symbol }) => symbol === 'AAPL');
    const bidTicks = known?.bidTicks ?? USUAL_BID_TICKS;
    const rests = count % 3 !== 0;
    const order = client.order({
      clientOrderId: `k-${String(count)}`,
      side: rests || count % 2 === 0 ? 'buy' : 'sell',
      qtyLots: 1 + (count % 7),
      orderType: rests ? 'limit' : 'market',
      timeInForce: rests ? 'gtc' : 'ioc',
      limitPriceTicks: rests ? bidTicks - REST_BELOW_TICKS - 100 * (count % 40) : null,
    });
    this.#sent.set(order.clientOrderId, order);
    return this.#submit(client, order);
  }

  /** As the terminal does after a reconnect: an unknown outcome is resolved under the same id. */
  async resendUnanswered(client: TestClient): Promise<void> {
    for (const [id, order] of this.#sent) {
      if (!this.#acknowledged.has(id)) await this.#submit(client, order);
    }
  }

  /** Takes in what a connection that has ended has told. */
  hear(client: TestClient): void {
    for (const event of client.events) {
      if (event.seq !== this.#seq + 1) this.#sequenceGaps += 1;
      this.#seq = event.seq;
      if (event.type === 'order.filled') this.#fills.set(event.fill.executionId, event.fill);
    }
  }

  /** Asks the engine for all that it has and compares; the connection must be heard afterwards. */
  async audit(client: TestClient): Promise<RecordFaults> {
    await this.resendUnanswered(client);
    // What rests could still be filled while the pages are read.
    await client.request({ type: 'orders.cancel_all', symbol: null, side: null });
    const orders = await allOrders(client);
    const fills = await allFills(client);
    client.close();
    await client.end();
    this.hear(client);
    const clientIds = new Set(orders.map(({ clientOrderId }) => String(clientOrderId)));
    const stored = new Map<number, Fill>(fills.map((fill) => [fill.executionId, fill]));
    const filledLots = new Map<number, number>();
    for (const { orderId, lastQtyLots } of fills) {
      filledLots.set(orderId, (filledLots.get(orderId) ?? 0) + lastQtyLots);
    }
    return {
      ordersMissing: [...this.#acknowledged].filter((id) => !clientIds.has(id)).length,
      fillsMissing: [...this.#fills].filter(
        ([id, fill]) => JSON.stringify(stored.get(id)) !== JSON.stringify(fill),
      ).length,
      duplicates: orders.length - clientIds.size + fills.length - stored.size,
      sequenceGaps: this.#sequenceGaps,
      ordersInconsistent: orders.filter(
        ({ orderId, cumQtyLots }) => cumQtyLots !== (filledLots.get(orderId) ?? 0),
      ).length,
    };
  }

  async #submit(client: TestClient, order: RequestOf<'order.submit'>): Promise<boolean> {
    try {
      const reply = await client.ask(order);
      if (reply.ok) this.#acknowledged.add(order.clientOrderId);
      return reply.ok;
    } catch (error) {
      // Ended before it answered: what became of the order is asked after the restart.
      if (client.endedBecause === null) throw error;
      return false;
    }
  }
}

async function allOrders(client: TestClient): Promise<Order[]> {
  const all: Order[] = [];
  let beforeOrderId: number | null = null;
  for (;;) {
    const page: ReplyMap['orders.page'] = await client.request<'orders.page'>({
      type: 'orders.page',
      symbol: null,
      beforeOrderId,
      limit: PAGE_ROWS,
    });
    all.push(...page.orders);
    beforeOrderId = page.orders.at(-1)?.orderId ?? null;
    if (!page.more) return all;
  }
}

async function allFills(client: TestClient): Promise<Fill[]> {
  const all: Fill[] = [];
  let beforeExecutionId: number | null = null;
  for (;;) {
    const page: ReplyMap['fills.page'] = await client.request<'fills.page'>({
      type: 'fills.page',
      symbol: null,
      beforeExecutionId,
      limit: PAGE_ROWS,
    });
    all.push(...page.fills);
    beforeExecutionId = page.fills.at(-1)?.executionId ?? null;
    if (!page.more) return all;
  }
}
