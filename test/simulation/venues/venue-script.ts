/** One random life of a remote venue: orders, faults of every kind, kills; then what must hold. */
import type { OrderEvent } from '../../../engine/contract/messages.ts';
import { isWorking } from '../../../engine/domain/order.ts';
import type { Order } from '../../../engine/domain/order.ts';
import { Random } from '../../../engine/simulator/random.ts';
import { ONE } from '../../support/fake-alpaca/trading/decimals.ts';
import { isOpen, leavesOf } from '../../support/fake-alpaca/trading/order.ts';
import type { FakeOrder } from '../../support/fake-alpaca/trading/order.ts';
import { FakeAlpaca } from '../../support/fake-alpaca/fake-alpaca.ts';
import type { RestFaultOrder } from '../../support/fake-alpaca/rest.ts';
import { QUICK_TIMES, RemoteRig, until } from '../../support/remote-rig.ts';
import { CENT, HUNDRED, orderOf } from '../../support/test-core.ts';

const STEPS = 40;

const REST_FAULTS: readonly RestFaultOrder['kind'][] = [
  { status: 500 },
  { status: 503 },
  { status: 502, isDone: true },
  { status: 429, retryAfterS: 0 },
  { lateMs: 30 },
  { lateMs: 600 },
  'lost_answer',
  'lost_request',
  'cut',
  'cut_after',
  'half_answer',
  'garbage',
];
const UPDATE_FAULTS = ['duplicate', 'late', 'drop', 'cut', 'cut_after'] as const;

export interface ScriptEnd {
  /** What was wrong; empty when nothing was. */
  readonly problems: readonly string[];
  /** How long orders stood in an unknown state, one after another, in milliseconds. */
  readonly unknownMs: readonly number[];
}

export async function playScript(seed: number): Promise<ScriptEnd> {
  const fake = await FakeAlpaca.start({ requestLimit: 1_000_000 });
  const script = new VenueScript(seed, fake);
  try {
    const problems = await script.play();
    return { problems, unknownMs: unknownTimes(script.rig.disk.events) };
  } finally {
    script.rig.kill();
    await fake.close();
  }
}

/** From each word that leaves an order pending to the next word of it, restarts in between included. */
function unknownTimes(events: readonly OrderEvent[]): number[] {
  const sinceUs = new Map<number, number>();
  const times: number[] = [];
  for (const { order, atUs } of events) {
    const began = sinceUs.get(order.orderId);
    const isUnknown = order.status.startsWith('pending');
    if (began === undefined && isUnknown) sinceUs.set(order.orderId, atUs);
    if (began === undefined || isUnknown) continue;
    times.push((atUs - began) / 1_000);
    sinceUs.delete(order.orderId);
  }
  return times;
}

class VenueScript {
  rig: RemoteRig;
  readonly #random: Random;
  readonly #fake: FakeAlpaca;
  readonly #wrong: string[] = [];
  #isFaulty = false;

  constructor(seed: number, fake: FakeAlpaca) {
    this.#random = new Random(seed);
    this.#fake = fake;
    const { account, rest, trading } = fake;
    account.replaceCarriesFills = this.#random.uniform() < 0.5;
    account.fillShare = () => (this.#random.uniform() < 0.5 ? 0.4 : 1);
    trading.pageMax = this.#random.uniform() < 0.3 ? 3 : 500;
    fake.skewMs = this.#random.uniform() < 0.3 ? (this.#random.uniform() - 0.5) * 600_000 : 0;
    for (const symbol of ['AAPL', 'MSFT']) {
      trading.market.set(symbol, { bid: 100, ask: 100.02, last: 100.01 });
    }
    rest.chance = () => (this.#isFaulty && this.#chance(0.15) ? this.#one(REST_FAULTS) : null);
    trading.updates.chance = () =>
      this.#isFaulty && this.#chance(0.2) ? this.#one(UPDATE_FAULTS) : null;
    this.rig = new RemoteRig(fake, { random: () => this.#random.uniform() });
  }

  async play(): Promise<readonly string[]> {
    this.rig.gateway.start();
    await until('takes orders', () => this.rig.gateway.takesOrders);
    this.#isFaulty = true;
    for (let step = 0; step < STEPS; step += 1) {
      this.#step();
      if (this.#chance(0.5)) await pause(this.#random.uniform() * 15);
    }
    this.#isFaulty = false;
    this.#fake.account.refusesCancels = false;
    this.#fake.account.refusesChanges = false;
    this.#fake.trading.updates.flush();
    await until('settles', () => this.#isSettled()).catch((error: unknown) => {
      this.#wrong.push(`${String(error)}: ${this.#unsettled()}`);
    });
    this.#compare();
    return this.#wrong;
  }

  #step(): void {
    const { account } = this.#fake;
    account.refusesCancels = this.#chance(0.2);
    account.refusesChanges = this.#chance(0.2);
    const roll = this.#random.uniform();
    if (roll < 0.35) this.#submit();
    else if (roll < 0.5) this.#cancel();
    else if (roll < 0.65) this.#replace();
    else if (roll < 0.78) this.#move();
    else if (roll < 0.86) this.#elsewhere();
    else if (roll < 0.9)
      this.#fake.trading.updates.disconnect(this.#one(['close', 'cut', 'mid_frame']));
    else if (roll < 0.92) this.#fake.trading.updates.freeze();
    else if (roll < 0.95) this.#restart();
    else this.#close();
  }

  #submit(): void {
    const { core } = this.rig;
    const isMarket = this.#chance(0.3);
    const request = orderOf({
      symbol: this.#one(['AAPL', 'MSFT']),
      side: this.#chance(0.8) ? 'buy' : 'sell',
      orderType: isMarket ? 'market' : 'limit',
      timeInForce: this.#one(['day', 'gtc']),
      qtyLots: 1 + this.#random.below(20),
      limitPriceTicks: isMarket ? null : this.#price(),
    });
    this.rig.command('order.submit', () => core.submit(request, 'script'));
  }

  #cancel(): void {
    const order = this.#oneWorking();
    if (order !== null) this.rig.do(() => this.rig.core.cancel(order.orderId));
  }

  #replace(): void {
    const order = this.#oneWorking();
    if (order === null || order.limitPriceTicks === null) return;
    const request = {
      orderId: order.orderId,
      qtyLots: order.cumQtyLots + 1 + this.#random.below(20),
      limitPriceTicks: this.#price(),
      stopPriceTicks: null,
      trailTicks: null,
      trailBasisPoints: null,
      displayQtyLots: null,
    };
    this.rig.command('order.replace', () => this.rig.core.replace(request, 'script'));
  }

  /** The market moves, which fills what it reaches. */
  #move(): void {
    const bid = 99 + this.#random.below(200) / 100;
    const top = { bid, ask: bid + 0.02, last: bid + 0.01 };
    this.#fake.trading.market.set(this.#one(['AAPL', 'MSFT']), top);
  }

  /** Somebody trades on the account by another program. */
  #elsewhere(): void {
    const { account } = this.#fake;
    const open = account.orders.filter(isOpen);
    try {
      if (open.length > 0 && this.#chance(0.5)) {
        const order = this.#one(open);
        if (this.#chance(0.5)) account.cancel(order.id);
        else if (leavesOf(order) > ONE && order.status === 'new')
          account.fill(order, ONE, 100n * ONE);
      } else {
        account.submit({
          symbol: 'AAPL',
          qty: String(1 + this.#random.below(5)),
          side: 'buy',
          type: 'limit',
          limit_price: '99.5',
          time_in_force: 'day',
          client_order_id: `elsewhere-${String(this.#random.below(2 ** 30))}`,
        });
      }
    } catch (error) {
      // The fake refuses as Alpaca does, by throwing.
      if (!(error instanceof Error)) throw error;
    }
  }

  #close(): void {
    const { core } = this.rig;
    const id = orderOf().clientOrderId;
    this.rig.command('positions.flatten', () => {
      core.cancelAll('AAPL', null, 'flatten');
      return core.closePositions(id, 'AAPL', 'script');
    });
  }

  #restart(): void {
    const { rig } = this;
    rig.kill();
    this.rig = new RemoteRig(
      this.#fake,
      { disk: rig.disk, random: () => this.#random.uniform() },
      rig.sent,
    );
    this.rig.gateway.start();
  }

  /** Nothing is pending, and the venue's words have been taken. */
  #isSettled(): boolean {
    const { gateway, core } = this.rig;
    const status = gateway.status();
    const isPending = core.working().some(({ order }) => order.status.startsWith('pending'));
    return !isPending && status.unresolved === 0 && this.#differences().length === 0;
  }

  #unsettled(): string {
    const pending = this.rig.core.working().map(({ order }) => `${order.orderId} ${order.status}`);
    return [...pending, ...this.#differences()].join('; ');
  }

  #compare(): void {
    for (const [name, count] of this.rig.sent) {
      if (count > 1) this.#wrong.push(`${name} was sent ${String(count)} times`);
    }
    this.#wrong.push(...this.#differences());
    const status = this.rig.gateway.status();
    if (status.stream.state === 'stopped') this.#wrong.push('the stream has stopped');
  }

  /** Orders and positions here against the fake's own. */
  #differences(): string[] {
    const wrong: string[] = [];
    const { core, disk } = this.rig;
    const { account } = this.#fake;
    const isReplaced = new Set(account.orders.flatMap(({ replaces }) => replaces ?? []));
    for (const theirs of account.orders) {
      if (isReplaced.has(theirs.id) && theirs.status === 'replaced') continue;
      wrong.push(...this.#differsFrom(theirs));
    }
    for (const { order, remoteId } of core.working()) {
      const theirs = account.orders.find(({ id }) => id === remoteId);
      if (theirs === undefined) wrong.push(`order ${String(order.orderId)} works here alone`);
    }
    for (const symbol of ['AAPL', 'MSFT']) {
      const there = Number((account.positions.get(symbol)?.qty ?? 0n) / ONE);
      const here = core.positionOf(symbol)?.qtyLots ?? 0;
      if (here !== there) wrong.push(`${symbol}: ${String(here)} here, ${String(there)} there`);
    }
    const fills = disk.fills.reduce((sum, { lastQtyLots }) => sum + lastQtyLots, 0);
    const theirs = account.activities.reduce((sum, { qty }) => sum + Number(qty), 0);
    if (fills !== theirs) wrong.push(`${String(fills)} lots filled here, ${String(theirs)} there`);
    return wrong;
  }

  #differsFrom(theirs: FakeOrder): string[] {
    const { disk } = this.rig;
    const link = disk.recovered().remote.links.find(({ remoteId }) => remoteId === theirs.id);
    // What ended without a fill and without a place here was refused, or is not worth one.
    if (link === undefined) {
      return isOpen(theirs) || theirs.filled > 0n
        ? [`${theirs.form.clientOrderId}, ${theirs.status}, is not known here`]
        : [];
    }
    const ours = [...disk.events].findLast(({ order }) => order.orderId === link.orderId)?.order;
    if (ours === undefined) return ['a link without an order'];
    // A change that was refused leaves the order that it was of.
    if (theirs.status === 'rejected') return [];
    const name = `${ours.clientOrderId} (${String(ours.orderId)})`;
    if (isWorking(ours.status) !== isOpen(theirs)) {
      return [`${name} is ${ours.status} here, ${theirs.status} there`];
    }
    if (!isOpen(theirs)) return [];
    const leaves = Number(leavesOf(theirs) / ONE);
    if (ours.leavesQtyLots === leaves) return [];
    return [`${name} has ${String(ours.leavesQtyLots)} open here, ${String(leaves)} there`];
  }

  #oneWorking(): Order | null {
    const working = this.rig.core.working();
    return working.length === 0 ? null : this.#one(working).order;
  }

  #price(): number {
    return HUNDRED - 50 * CENT + this.#random.below(100) * CENT;
  }

  #chance(share: number): boolean {
    return this.#random.uniform() < share;
  }

  #one<Item>(items: readonly Item[]): Item {
    const item = items[this.#random.below(items.length)];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The longest that anything may be unknown, in the rig's quick time. */
export const RECONCILE_MS: number = QUICK_TIMES.reconcileMs;
