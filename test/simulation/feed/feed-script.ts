/**
 * A day of a data feed in a few dozen steps: a tape goes on while the connection meets one fault after
 * the other, and in the end the terminal must show what the whole tape makes.
 */
import { expect } from 'vitest';
import type { Bar } from '../../../engine/domain/bar.ts';
import { isPair } from '../../../engine/domain/feed-symbols.ts';
import { cryptoPair, lotsPerUnit } from '../../../engine/domain/instrument.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import { Random } from '../../../engine/simulator/random.ts';
import type { FakeMessage } from '../../support/fake-alpaca/data-stream.ts';
import { FakeAlpaca } from '../../support/fake-alpaca/fake-alpaca.ts';
import { FeedWorld, WORLD_START_MS } from '../../support/fake-alpaca/feed-world.ts';

const MINUTE_MS = 60_000;
const STEPS_MAX = 60;
/** How old a trade is at most when it is corrected. */
const CORRECTED_MINUTES = 10;
const SHARES = ['AAPL', 'MSFT'] as const;
const COIN = 'BTC/USD';
/** A line that has gone silent is noticed after this; other faults are noticed at once. */
const PING_MS = 20;
const STOCK_BARS = 'GET /v2/stocks/bars';
const CRYPTO_BARS = 'GET /v1beta3/crypto/us/bars';
/** Turns in which a message on loopback has come, or another is sent. */
const MARK_TURNS = 500;
const REQUESTS_MAX = 100_000;

/** A minute of the tape: its trades by symbol. */
interface Print {
  id: number;
  readonly symbol: string;
  readonly minute: number;
  cents: number;
  size: number;
}

/** Sizes by price of the coin's book; 0: a level that is gone. */
interface CoinBook {
  readonly b: Map<number, number>;
  readonly a: Map<number, number>;
}

/** What a script has come to. */
export interface ScriptReport {
  readonly steps: number;
  readonly faults: number;
  readonly connections: number;
  readonly losses: number;
}

/**
 * Plays the script of a seed; throws where the terminal does not show what it must. Odd seeds follow a
 * coin too, over a socket of its own that meets the same faults.
 */
export async function playFeedScript(seed: number): Promise<ScriptReport> {
  // As many requests as a script likes: a minute of the tape is far less than one of the clock.
  const fake = await FakeAlpaca.start({ requestLimit: REQUESTS_MAX });
  const random = new Random(seed);
  const below = (n: number): number => random.below(n);
  const hasCoin = seed % 2 === 1;
  const symbols = hasCoin ? [...SHARES, COIN] : SHARES;
  const tape: Print[] = [];
  const book: CoinBook = { b: new Map(), a: new Map() };
  let minute = 0;
  let faults = 0;
  let lastId = 0;
  fake.rest.routes.push(({ path, query }) =>
    path.endsWith('/bars') ? { status: 200, body: history(tape, minute, query) } : null,
  );
  const coins = hasCoin ? [cryptoPair(COIN, 'Bitcoin', 1)] : [];
  const world = new FeedWorld(fake, { pingMs: PING_MS, coins });
  fake.data.books.set(COIN, () => {
    const [b, a] = [wireLevels(book.b), wireLevels(book.a)];
    return { T: 'o', S: COIN, b, a, r: true, ...at(world) };
  });
  const print = (): void => {
    const symbol = symbols[below(symbols.length)] ?? 'AAPL';
    lastId += 1;
    const one = { id: lastId, symbol, minute, cents: 9_900 + below(200), size: 1 + below(500) };
    tape.push(one);
    fake.data.publish([
      {
        T: 't',
        S: symbol,
        i: one.id,
        x: 'V',
        p: one.cents / 100,
        s: one.size,
        z: 'C',
        ...at(world),
      },
    ]);
  };
  /** A trade of the last minutes turns out to have been another, or none. */
  const correct = (): void => {
    const recent = tape.filter(
      (print) => print.minute > minute - CORRECTED_MINUTES && !isPair(print.symbol),
    );
    const trade = recent[below(Math.max(1, recent.length))];
    if (trade === undefined) return;
    const { symbol: S, id, cents, size } = trade;
    if (below(2) === 0) {
      tape.splice(tape.indexOf(trade), 1);
      fake.data.publish([
        { T: 'x', S, i: id, x: 'V', p: cents / 100, s: size, a: 'C', z: 'C', ...at(world) },
      ]);
      return;
    }
    lastId += 1;
    Object.assign(trade, { id: lastId, cents: 9_900 + below(200), size: 1 + below(500) });
    const was = { oi: id, op: cents / 100, os: size, oc: ['@'] };
    const is = { ci: lastId, cp: trade.cents / 100, cs: trade.size, cc: ['@'] };
    fake.data.publish([{ T: 'c', S, x: 'V', ...was, ...is, z: 'C', ...at(world) }]);
  };
  /** A level of the coin's book changes. */
  const quoteLevel = (): void => {
    const p = 100 + below(20) / 10;
    const side = below(2) === 0 ? 'b' : 'a';
    const price = side === 'b' ? p - 2 : p;
    const size = below(4);
    book[side].set(price, size);
    const none = { b: [], a: [] };
    const changes = { ...none, [side]: [{ p: price, s: size }] };
    fake.data.publish([{ T: 'o', S: COIN, ...changes, ...at(world) }]);
  };
  const nextMinute = (): void => {
    const messages: FakeMessage[] = [];
    for (const symbol of symbols) {
      const bar = barOf(tape, symbol, minute);
      if (bar !== null) messages.push({ T: 'b', S: symbol, ...bar });
    }
    minute += 1;
    world.wallMs += MINUTE_MS;
    if (messages.length > 0) fake.data.publish(messages);
  };
  const steps = 10 + below(STEPS_MAX - 10);
  try {
    for (let step = 0; step < steps; step += 1) {
      const choice = below(10);
      if (hasCoin && choice < 6) quoteLevel();
      if (choice < 4) print();
      else if (choice < 5) correct();
      else if (choice < 7) nextMinute();
      else {
        faults += 1;
        harm(fake, below, hasCoin && below(2) === 0 ? CRYPTO_BARS : STOCK_BARS);
      }
      for (let turn = below(4); turn > 0; turn -= 1) {
        world.turn();
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    fake.data.faults.length = 0;
    fake.rest.faults.length = 0;
    fake.data.thaw();
    await settle(fake, world, nextMinute);
    compare(world, tape, minute);
    if (hasCoin) await compareBook(world, book);
    const { losses } = world.feed;
    return { steps, faults, connections: fake.data.connectionsSeen, losses };
  } finally {
    world.source.stop();
    await fake.close();
  }
}

/** One fault of the stream or of REST, now or at the next occasion. */
function harm(fake: FakeAlpaca, below: (n: number) => number, bars: string): void {
  const { data, rest } = fake;
  const kinds: (() => void)[] = [
    () => {
      data.disconnect('close');
    },
    () => {
      data.disconnect('cut');
    },
    () => {
      data.disconnect('mid_frame');
    },
    () => {
      data.freeze();
    },
    () => data.faults.push({ kind: 'http', status: 503 }),
    () => data.faults.push({ kind: 'garbage' }),
    () => data.faults.push({ kind: 'cut_at_auth' }),
    () => data.faults.push({ kind: 'auth_error', code: 404, msg: 'auth timeout' }),
    () => data.faults.push({ kind: 'auth_error', code: 406, msg: 'connection limit exceeded' }),
    () => data.faults.push({ kind: 'auth_error', code: 500, msg: 'internal error' }),
    () => data.faults.push({ kind: 'auth_error', code: 402, msg: 'auth failed' }),
    () => {
      data.complain(407, 'slow client');
    },
    () => {
      data.complain(500, 'internal error');
    },
    () => {
      data.publishRaw('[{"T":"t"');
    },
    () => {
      data.publishRaw('[{"T":"new","S":"AAPL"},{"T":"q","S":"AAPL"},null]');
    },
    () => rest.faults.push({ match: bars, kind: { status: 500 } }),
    () => rest.faults.push({ match: bars, kind: { status: 429, retryAfterS: 0 } }),
    () => rest.faults.push({ match: bars, kind: { status: 403 } }),
    () => rest.faults.push({ match: bars, kind: 'cut' }),
    () => rest.faults.push({ match: bars, kind: 'garbage' }),
    () => rest.faults.push({ match: bars, kind: 'lost_answer' }),
  ];
  kinds[below(kinds.length)]?.();
}

/**
 * Lets the terminal come to rest with nothing in its way: it must be live then, or have stopped with a
 * sentence for the user, who asks again. Two minutes more bring what was under way.
 */
async function settle(fake: FakeAlpaca, world: FeedWorld, nextMinute: () => void): Promise<void> {
  await atRest(world);
  // Of two feeds one may stop after the other.
  while (world.feed.state === 'stopped') {
    const { problem, state } = world.source.status(world.core.exchange.nowUs);
    expect(state).toBe('failed');
    expect(problem).toMatch(/^[A-Z].*\.$/);
    world.source.reconnect();
    await atRest(world);
  }
  await heard(fake, world);
  nextMinute();
  nextMinute();
  await heard(fake, world);
  await whole(world, nextMinute);
  world.turn();
}

/**
 * Resolves once nothing is missing: minutes go by meanwhile, after which the end of a gap is counted. A line that is
 * lost once more is asked about a minute later.
 */
async function whole(world: FeedWorld, nextMinute: () => void): Promise<void> {
  for (;;) {
    for (let turn = 0; turn < MARK_TURNS; turn += 1) {
      world.turn();
      if (world.source.isWhole) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
    nextMinute();
  }
}

function atRest(world: FeedWorld): Promise<void> {
  return world.until(() => world.feed.state === 'stopped' || world.isLive);
}

/** Resolves when what the fake says arrives: a line that was cut may not have been missed yet. */
async function heard(fake: FakeAlpaca, world: FeedWorld): Promise<void> {
  const marked = world.source.instruments.map(({ symbol }, i) => ({ symbol, i })).slice(1);
  for (let mark = 1; ; mark += 1) {
    await world.live();
    const bs = 1_000_000 + mark;
    fake.data.publish(
      marked.map(({ symbol: S }) => ({ T: 'q', S, bp: 99, bs, ap: 101, as: 1, ...at(world) })),
    );
    const isHeard = ({ i }: { readonly i: number }): boolean => {
      const { instrument, matching } = world.core.exchange.at(i);
      return matching.bestBidLots() === bs * lotsPerUnit(instrument);
    };
    for (let turn = 0; turn < MARK_TURNS; turn += 1) {
      world.turn();
      if (marked.every(isHeard)) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** Bars of all minutes that are over must be those of the whole tape. */
function compare(world: FeedWorld, tape: readonly Print[], minute: number): void {
  world.source.instruments.forEach((instrument, i) => {
    const { symbol } = instrument;
    const shown = world.core.exchange.at(i).bars.of('1m').from(0);
    const over = shown.filter(({ startUs }) => startUs < minuteUs(minute - 2));
    const whole = Array.from({ length: minute - 2 }, (_, one) => barOf(tape, symbol, one));
    expect(
      over.map((bar) => wireOf(bar, instrument)),
      symbol,
    ).toEqual(whole.filter((bar) => bar !== null));
  });
}

/** The coin's book must be what the feed's is, once what was asked for anew has come. */
async function compareBook(world: FeedWorld, { b, a }: CoinBook): Promise<void> {
  const standing = (levels: ReadonlyMap<number, number>) => [...levels].filter(([, s]) => s > 0);
  const bids = standing(b).sort(([one], [other]) => other - one);
  const asks = standing(a).sort(([one], [other]) => one - other);
  // Without any level the quote is what is known.
  if (bids.length + asks.length === 0) return;
  const market = world.core.exchange.market(COIN);
  const side = (code: SideCode) =>
    market?.depth(code, 100).map(({ priceTicks, qtyLots }) => [priceTicks / 100, qtyLots / 10_000]);
  const shown = () => ({ bids: side(BUY), asks: side(SELL) });
  const isSame = (): boolean => JSON.stringify(shown()) === JSON.stringify({ bids, asks });
  for (let turn = 0; turn < MARK_TURNS && !isSame(); turn += 1) {
    world.turn();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(shown()).toEqual({ bids, asks });
}

function wireLevels(levels: ReadonlyMap<number, number>): { p: number; s: number }[] {
  return Array.from(levels, ([p, s]) => ({ p, s })).filter(({ s }) => s > 0);
}

function minuteUs(minute: number): number {
  return (WORLD_START_MS + minute * MINUTE_MS) * 1_000;
}

function at(world: FeedWorld): { readonly t: string } {
  return { t: new Date(world.wallMs).toISOString() };
}

function barOf(tape: readonly Print[], symbol: string, minute: number) {
  const prints = tape.filter((one) => one.symbol === symbol && one.minute === minute);
  const prices = prints.map(({ cents }) => cents / 100);
  const [first] = prices;
  const last = prices.at(-1);
  if (first === undefined || last === undefined) return null;
  return {
    o: first,
    h: Math.max(...prices),
    l: Math.min(...prices),
    c: last,
    v: prints.reduce((sum, { size }) => sum + size, 0),
    n: prints.length,
    t: new Date(minuteUs(minute) / 1_000).toISOString(),
  };
}

function wireOf(bar: Bar, instrument: Instrument): ReturnType<typeof barOf> {
  const ticksPerUnit = 10 ** instrument.tickDecimals;
  return {
    o: bar.openTicks / ticksPerUnit,
    h: bar.highTicks / ticksPerUnit,
    l: bar.lowTicks / ticksPerUnit,
    c: bar.closeTicks / ticksPerUnit,
    v: bar.volumeLots / lotsPerUnit(instrument),
    n: bar.trades,
    t: new Date(bar.startUs / 1_000).toISOString(),
  };
}

/** Bars of the tape's minutes that are over, as REST has them. */
function history(tape: readonly Print[], minute: number, query: URLSearchParams): unknown {
  if (query.get('timeframe') === '1Day') return { bars: {}, next_page_token: null };
  const from = Date.parse(query.get('start') ?? '');
  const to = Date.parse(query.get('end') ?? '');
  const bars: Record<string, unknown[]> = {};
  for (const symbol of (query.get('symbols') ?? '').split(',')) {
    for (let one = 0; one < minute; one += 1) {
      const bar = barOf(tape, symbol, one);
      if (bar === null || Date.parse(bar.t) < from || Date.parse(bar.t) > to) continue;
      (bars[symbol] ??= []).push(bar);
    }
  }
  return { bars, next_page_token: null };
}
