/** A session is its inputs: the same again gives the same, from the start and from a restart on. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RequestBody } from '../../engine/contract/messages.ts';
import { timeUs } from '../../engine/domain/time.ts';
import type { Clock, MarketSource } from '../../engine/ports.ts';
import { CATALOGUE } from '../../engine/simulator/catalogue.ts';
import { Random } from '../../engine/simulator/random.ts';
import { createSimulator } from '../../engine/simulator/simulator.ts';
import { ManualJournal } from '../support/manual-journal.ts';
import { PlayingSource, RecordingSource } from '../support/recorded-source.ts';
import type { RecordedAdvance } from '../support/recorded-source.ts';
import { HUNDRED, MORNING } from '../support/test-core.ts';
import type { TestClient } from '../support/test-client.ts';
import { connectInMemory } from '../support/memory-client.ts';
import { send, startTestEngine } from '../support/test-engine.ts';
import type { TestEngine } from '../support/test-engine.ts';
import { DayCommands } from './day-commands.ts';

const TURNS = 4_000;
const TURN_MS = 4;
/** Market time of a turn: 4,000 of them are 27 minutes. */
const TURN_US = 400_000;
const SIMULATED = CATALOGUE.filter(({ instrument }) =>
  ['AAPL', 'MSFT'].includes(instrument.symbol),
);
/** After a restart nobody asks for anything until the market has traded again. */
const QUIET_S = 6;
const QUIET_TURNS = 100;
const RESTART_TURN = 2_000;
const SEEDS = [20_261_151, 20_261_152, 20_261_153];

/** Everything that came into an engine. */
interface Session {
  readonly advances: readonly RecordedAdvance[];
  /** By turn. */
  readonly requests: readonly (readonly (RequestBody | { readonly type: string })[])[];
}

class Running {
  readonly journal = new ManualJournal();
  turn = 0;
  readonly clock: Clock = {
    wallUs: () => timeUs(MORNING + this.turn * TURN_US),
    monotonicUs: () => this.turn * TURN_US,
  };
  test: TestEngine;
  #client: TestClient;

  constructor(source: MarketSource) {
    this.journal.commitsAtOnce = true;
    this.test = startTestEngine({ journal: this.journal, source, clock: this.clock });
    this.#client = this.#connect();
  }

  #connect(): TestClient {
    const client = connectInMemory(this.test);
    void client.hello('session', '', null);
    return client;
  }

  play(requests: readonly (RequestBody | { readonly type: string })[]): void {
    this.turn += 1;
    vi.advanceTimersByTime(TURN_MS);
    for (const body of requests) send(this.#client, body);
  }

  /** The process is gone; another starts on what is on disk and plays on. */
  restart(source: MarketSource): void {
    vi.clearAllTimers();
    this.test.engine.parts.telemetry.close();
    const { journal, clock } = this;
    this.test = startTestEngine({ journal, source, clock });
    this.#client = this.#connect();
  }

  /** All that the engine has told of orders, and where each book stands. */
  get result(): {
    readonly told: string;
    readonly hashes: readonly number[];
    readonly state: string;
  } {
    const { core } = this.test.engine.parts;
    return {
      told: JSON.stringify(this.journal.disk.events),
      hashes: core.exchange.markets.flatMap(({ matching, stops }) => [
        matching.stateHash(),
        stops.stateHash(),
      ]),
      state: JSON.stringify(core.snapshot()),
    };
  }

  async end(): Promise<void> {
    await this.test.engine.stop('played');
  }
}

function simulator(seed: number): MarketSource {
  return createSimulator({
    seed,
    instruments: SIMULATED,
    startUs: MORNING,
    startPrices: new Map(SIMULATED.map(({ instrument }) => [instrument.symbol, HUNDRED])),
  });
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
});

/** A session of simulated traders, and what came of it. */
async function recordedSession(
  seed: number,
  quietFrom = Infinity,
): Promise<{ session: Session; running: Running }> {
  const random = new Random(seed);
  const source = new RecordingSource(simulator(seed));
  const running = new Running(source);
  const commands = new DayCommands(random, () => running.test.engine.parts.core);
  const requests: (RequestBody | { readonly type: string })[][] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    let now = random.uniform() < 0.2 ? [commands.next()] : [];
    if (turn >= quietFrom && turn < quietFrom + QUIET_TURNS) now = [];
    if (turn === quietFrom) now = beforeRestart(running, source);
    requests.push(now);
    running.play(now);
  }
  await running.end();
  return { session: { advances: source.advances, requests }, running };
}

/**
 * What a restart does without being asked for: the house leaves, icebergs and what is not stored end.
 * A silence lets trailing stops tell where they are.
 */
function beforeRestart(running: Running, source: RecordingSource): RequestBody[] {
  source.leave();
  const { workingOrders } = running.test.engine.parts.core.snapshot();
  const icebergs = workingOrders.filter(({ displayQtyLots }) => displayQtyLots !== null);
  return [
    { type: 'source.control', action: { kind: 'drill_end' } },
    { type: 'source.control', action: { kind: 'drill_disconnect', seconds: QUIET_S } },
    ...icebergs.map(({ orderId }) => ({ type: 'order.cancel' as const, orderId })),
  ];
}

/** Text of a result but for the priorities, which a restart numbers anew in the same order. */
function plain(text: string): string {
  return text.replaceAll(/"prioritySeq":\d+,?/g, '');
}

/** What is still to come before a turn; an engine that starts looks at its source once at once. */
function restOf(session: Session, turn: number): RecordedAdvance[] {
  return [{ events: 0, calls: [] }, ...session.advances.slice(turn + 1)];
}

describe('a recorded session', () => {
  test.each(SEEDS)(
    'of seed %i played again gives the same events, books and state',
    async (seed) => {
      const { session, running } = await recordedSession(seed);
      // Through text, as a file would keep it.
      const kept = JSON.parse(JSON.stringify(session)) as Session;
      const again = new Running(new PlayingSource(simulator(seed), kept.advances));
      for (const now of kept.requests) again.play(now);
      await again.end();
      const { told, hashes, state } = running.result;
      expect(running.journal.disk.events.length).toBeGreaterThan(500);
      expect(running.journal.disk.fills.length).toBeGreaterThan(50);
      expect(again.result.told === told).toBe(true);
      expect(again.result.hashes).toEqual(hashes);
      expect(again.result.state).toBe(state);
    },
  );

  test('without one of its inputs gives another', async () => {
    const { session, running } = await recordedSession(1);
    const first = session.requests.findIndex((now) =>
      now.some(({ type }) => type === 'order.submit'),
    );
    const again = new Running(new PlayingSource(simulator(1), session.advances));
    session.requests.forEach((now, turn) => again.play(turn === first ? [] : now));
    await again.end();
    expect(again.result.told === running.result.told).toBe(false);
  });

  test.each(SEEDS)(
    'of seed %i goes on the same from what is on disk in its middle',
    async (seed) => {
      const { session, running } = await recordedSession(seed, RESTART_TURN);
      const again = new Running(new PlayingSource(simulator(seed), session.advances));
      session.requests.forEach((now, turn) => {
        if (turn === RESTART_TURN + 10)
          again.restart(new PlayingSource(simulator(seed), restOf(session, turn)));
        again.play(now);
      });
      await again.end();
      expect(plain(again.result.told) === plain(running.result.told)).toBe(true);
      expect(plain(again.result.state)).toBe(plain(running.result.state));
    },
  );
});
