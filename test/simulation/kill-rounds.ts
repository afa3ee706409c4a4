/**
 * Kills the engine's process with SIGKILL under load and while it starts, again and again on the same
 * data folders, and counts what was acknowledged and is not there afterwards. Runs alone too:
 * `node test/simulation/kill-rounds.ts --rounds 20 --seed 1` prints one JSON line.
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Fill, Order, ReplyMap, RequestOf } from '../../engine/contract/messages.ts';
import { Random } from '../../engine/simulator/random.ts';
import { TEST_TOKEN } from '../support/engine-harness.ts';
import { forkEngine, forkServedEngine } from '../support/engine-process.ts';
import type { TestClient } from '../support/test-client.ts';

export interface KillReport {
  readonly rounds: number;
  readonly seed: number;
  /** Of the rounds, those that killed an engine which was not ready yet. */
  readonly startsKilled: number;
  readonly ordersSent: number;
  readonly ordersAcknowledged: number;
  readonly fillsHeard: number;
  /** Acknowledged orders that are not in the store after the last restart. */
  readonly ordersMissing: number;
  /** Fills that a client has heard of and that are missing or different in the store. */
  readonly fillsMissing: number;
  /** Orders or fills that are there twice, with every unanswered order sent again each time. */
  readonly duplicates: number;
  /** Execution reports missing or repeated in what one client heard, resuming over all restarts. */
  readonly sequenceGaps: number;
  /** Orders whose filled quantity is not the sum of their fills. */
  readonly ordersInconsistent: number;
}

/** What the client knows; kept over all restarts. */
interface Books {
  readonly sent: Map<string, RequestOf<'order.submit'>>;
  readonly acknowledged: Set<string>;
  readonly fills: Map<number, Fill>;
  storeId: string;
  /** Last event heard. */
  seq: number;
  sequenceGaps: number;
}

/** 500 orders a second. */
const ORDERS_PER_BEAT = 5;
const BEAT_MS = 10;
const PAGE_ROWS = 1_000;
/** Longest life of an engine under load; commits are every few milliseconds, so more tries no more. */
const LIFE_MS_MAX = 600;
/** One round of so many kills an engine while it starts. */
const STARTS_KILLED_EVERY = 5;
/** Longest life of an engine that is killed while it starts: a usual start. */
const START_MS_MAX = 1_500;
/** Engines at once, each on a folder of its own; one of them waits for the disk while another works. */
const LANES_MAX = 2;

type Counts = Omit<KillReport, 'rounds' | 'seed'>;

/** Trades at 500 orders/s and kills the engine at a random moment, `rounds` times in all; then counts. */
export async function runKillRounds(rounds: number, seed: number): Promise<KillReport> {
  const lanes = Math.min(LANES_MAX, availableParallelism(), rounds);
  const counts = await Promise.all(
    Array.from({ length: lanes }, (_, lane) => {
      const share = Math.floor((rounds + lane) / lanes);
      return runLane(share, seed + lane);
    }),
  );
  return { rounds, seed, ...counts.reduce(sumOf) };
}

async function runLane(rounds: number, seed: number): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'stp-kill-'));
  const random = new Random(seed);
  const books: Books = {
    sent: new Map(),
    acknowledged: new Set(),
    fills: new Map(),
    storeId: '',
    seq: 0,
    sequenceGaps: 0,
  };
  let startsKilled = 0;
  try {
    for (let round = 0; round < rounds; round += 1) {
      if (random.below(STARTS_KILLED_EVERY) === 0) {
        startsKilled += await startAndKill(folder, random.below(START_MS_MAX));
      } else {
        await tradeAndKill(folder, books, random.below(LIFE_MS_MAX));
      }
    }
    return { startsKilled, ...(await audit(folder, books)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function sumOf(a: Counts, b: Counts): Counts {
  // Every count of the one report has its like in the other.
  const entries = Object.entries(a) as [keyof Counts, number][];
  return Object.fromEntries(entries.map(([name, count]) => [name, count + b[name]])) as typeof a;
}

/** Ends an engine that recovers, migrates or has just become ready; 1 when it was not ready yet. */
async function startAndKill(folder: string, lifeMs: number): Promise<0 | 1> {
  const { child, started } = forkServedEngine(folder);
  const exited = once(child, 'exit');
  setTimeout(() => child.kill('SIGKILL'), lifeMs);
  const message = await started;
  await exited;
  if (message?.type === 'failed') throw new Error(message.message);
  return message === null ? 1 : 0;
}

async function tradeAndKill(folder: string, books: Books, lifeMs: number): Promise<void> {
  const { child, client } = await startEngine(folder, books);
  const exited = once(child, 'exit');
  await resendUnanswered(client, books);
  client.subscribe({ channel: 'quotes' });
  await client.update('quotes');
  const killing = setTimeout(() => child.kill('SIGKILL'), lifeMs);
  while (child.exitCode === null && child.signalCode === null) {
    for (let i = 0; i < ORDERS_PER_BEAT; i += 1) sendOrder(client, books);
    await delay(BEAT_MS);
  }
  clearTimeout(killing);
  await exited;
  await client.end();
  hear(client, books);
}

/** Every third order trades at once, the others rest below the market. */
function sendOrder(client: TestClient, books: Books): void {
  const count = books.sent.size;
  const quotes = client.updates.findLast((one) => one.channel === 'quotes');
  const known = quotes?.data.quotes.find(({ symbol }) => symbol === 'AAPL');
  const bidTicks = known?.bidTicks ?? 2_000_000;
  const rests = count % 3 !== 0;
  const order = client.order({
    clientOrderId: `k-${String(count)}`,
    side: rests || count % 2 === 0 ? 'buy' : 'sell',
    qtyLots: 1 + (count % 7),
    orderType: rests ? 'limit' : 'market',
    timeInForce: rests ? 'gtc' : 'ioc',
    limitPriceTicks: rests ? bidTicks - 50_000 - 100 * (count % 40) : null,
  });
  books.sent.set(order.clientOrderId, order);
  void submit(client, books, order);
}

/** As the terminal does after a reconnect: an unknown outcome is resolved under the same id. */
async function resendUnanswered(client: TestClient, books: Books): Promise<void> {
  for (const [id, order] of books.sent) {
    if (!books.acknowledged.has(id)) await submit(client, books, order);
  }
}

async function submit(
  client: TestClient,
  books: Books,
  order: RequestOf<'order.submit'>,
): Promise<void> {
  try {
    const reply = await client.ask(order);
    if (reply.ok) books.acknowledged.add(order.clientOrderId);
  } catch (error) {
    // Killed before it answered: what became of the order is asked after the restart.
    if (client.endedBecause === null) throw error;
  }
}

/** Takes the events of a connection that has ended into the books. */
function hear(client: TestClient, books: Books): void {
  for (const event of client.events) {
    if (event.seq !== books.seq + 1) books.sequenceGaps += 1;
    books.seq = event.seq;
    if (event.type === 'order.filled') books.fills.set(event.fill.executionId, event.fill);
  }
}

async function audit(folder: string, books: Books): Promise<Omit<Counts, 'startsKilled'>> {
  const { child, client } = await startEngine(folder, books);
  await resendUnanswered(client, books);
  // What rests could still be filled while the pages are read.
  await client.request({ type: 'orders.cancel_all', symbol: null, side: null });
  const orders = await allOrders(client);
  const fills = await allFills(client);
  child.kill('SIGKILL');
  await client.end();
  hear(client, books);
  const clientIds = new Set(orders.map(({ clientOrderId }) => String(clientOrderId)));
  const stored = new Map<number, Fill>(fills.map((fill) => [fill.executionId, fill]));
  const filledLots = new Map<number, number>();
  for (const { orderId, lastQtyLots } of fills) {
    filledLots.set(orderId, (filledLots.get(orderId) ?? 0) + lastQtyLots);
  }
  return {
    ordersSent: books.sent.size,
    ordersAcknowledged: books.acknowledged.size,
    fillsHeard: books.fills.size,
    ordersMissing: [...books.acknowledged].filter((id) => !clientIds.has(id)).length,
    fillsMissing: [...books.fills].filter(
      ([id, fill]) => JSON.stringify(stored.get(id)) !== JSON.stringify(fill),
    ).length,
    duplicates: orders.length - clientIds.size + fills.length - stored.size,
    sequenceGaps: books.sequenceGaps,
    ordersInconsistent: orders.filter(
      ({ orderId, cumQtyLots }) => cumQtyLots !== (filledLots.get(orderId) ?? 0),
    ).length,
  };
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

/** Starts the engine's process on the folder and connects, resuming after the last event heard. */
async function startEngine(
  folder: string,
  books: Books,
): Promise<{ child: ChildProcess; client: TestClient }> {
  const { child, client } = await forkEngine(folder);
  const resume = books.storeId === '' ? null : { storeId: books.storeId, afterSeq: books.seq };
  const welcome = await client.hello('kill test', TEST_TOKEN, resume);
  if (welcome.snapshot !== null) books.seq = welcome.snapshot.seq;
  books.storeId = welcome.storeId;
  return { child, client };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rounds: { type: 'string' }, seed: { type: 'string' } },
  });
  const report = await runKillRounds(Number(values.rounds ?? 20), Number(values.seed ?? 1));
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
