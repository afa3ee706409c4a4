/**
 * Hours of one engine in seconds: the real simulator, core and connections on a clock that a seed
 * moves, sets on and back, and a disk that commits late, in groups, or fails; engines are killed and
 * start again, clients come, go, fall behind, return, send twice and let the market misbehave. `AuditedClient` holds all that is told to the disk.
 */
import { vi } from 'vitest';
import { priceTicks } from '../../engine/domain/price.ts';
import { US_PER_HOUR, timeUs } from '../../engine/domain/time.ts';
import type { Clock } from '../../engine/ports.ts';
import { CATALOGUE } from '../../engine/simulator/catalogue.ts';
import { Random } from '../../engine/simulator/random.ts';
import { createSimulator } from '../../engine/simulator/simulator.ts';
import { ManualJournal } from '../support/manual-journal.ts';
import { StoreModel } from '../support/store-model.ts';
import { HUNDRED, MORNING, openCore } from '../support/test-core.ts';
import { startTestEngine } from '../support/test-engine.ts';
import type { TestEngine } from '../support/test-engine.ts';
import { AuditedClient, check, same } from './audited-client.ts';
import type { Heard } from './audited-client.ts';
import { DayCommands } from './day-commands.ts';

/** Market time that passes in one turn of the engine, on average, in days of up to DENSE_HOURS. */
const STEP_US = 400_000;
/** Longer days are as much work: their turns are longer and their market slower in proportion. */
const DENSE_HOURS = 6;
const TURN_MS = 4;
const CLIENTS_MAX = 4;
const SIMULATED = CATALOGUE.filter(({ instrument }) =>
  ['AAPL', 'MSFT'].includes(instrument.symbol),
);
const START_PRICES = new Map(SIMULATED.map(({ instrument }) => [instrument.symbol, HUNDRED]));

export interface DayReport extends Heard {
  marketEvents: number;
  failures: number;
  kills: number;
  fillsOnDisk: number;
}

/** Plays `hours` of market; throws when anything told contradicts the disk. Fake timers must be on. */
export async function playDay(seed: number, hours: number): Promise<DayReport> {
  const stretch = Math.max(1, hours / DENSE_HOURS);
  const day = new EngineDay(seed, stretch);
  const turns = Math.ceil((hours * US_PER_HOUR) / (stretch * STEP_US));
  for (let turn = 0; turn < turns; turn += 1) await day.turn();
  return day.end();
}

class EngineDay {
  readonly #random: Random;
  readonly #stretch: number;
  readonly #disk = new StoreModel();
  readonly #report: DayReport = {
    events: 0,
    replies: 0,
    refusals: 0,
    prints: 0,
    snapshots: 0,
    resumed: 0,
    marketEvents: 0,
    failures: 0,
    kills: 0,
    fillsOnDisk: 0,
  };
  readonly #clock: Clock = {
    wallUs: () => timeUs(this.#nowUs + this.#setUs),
    monotonicUs: () => this.#nowUs,
  };
  readonly #commands: DayCommands;
  #nowUs: number = MORNING;
  /** How far the computer's clock has been set on, or back. */
  #setUs = 0;
  #test: TestEngine;
  #clients: AuditedClient[] = [];
  /** What clients that have gone had heard, to return with. */
  #returning: (number | null)[] = [];

  constructor(seed: number, stretch: number) {
    this.#stretch = stretch;
    this.#random = new Random(seed);
    this.#commands = new DayCommands(this.#random, () => this.#test.engine.parts.core);
    this.#test = this.#start();
  }

  async turn(): Promise<void> {
    this.#nowUs += 1 + this.#random.below(2 * STEP_US * this.#stretch);
    if (this.#chance(0.0002)) this.#nowUs += this.#random.below(14 * US_PER_HOUR);
    if (this.#chance(0.0002)) this.#setUs = this.#random.below(2 * US_PER_HOUR) - US_PER_HOUR;
    vi.advanceTimersByTime(TURN_MS);
    this.#moveClients();
    this.#moveDisk();
    // Answers that come later than the command have had their turn.
    await Promise.resolve();
    check(this.#test.fatal.length === 0, `the engine goes on: ${this.#test.fatal.join()}`);
    if (this.#chance(0.0006)) this.#fail();
    else if (this.#chance(0.0006)) this.#kill();
  }

  /** All that is under way reaches the disk, and everyone has heard all of it. */
  async end(): Promise<DayReport> {
    const stopping = this.#test.engine.stop('the day is over');
    this.#test.journal.commit();
    await stopping;
    for (const client of this.#clients) {
      check(client.seq === this.#disk.events.length, 'a client has heard every event');
      check(client.unanswered === 0, 'every request has its reply');
    }
    this.#checkRecovery();
    check(vi.getTimerCount() === 0, 'no timer is left');
    return { ...this.#report, fillsOnDisk: this.#disk.fills.length };
  }

  #start(): TestEngine {
    const bars = this.#disk.recovered().bars;
    const source = createSimulator({
      seed: this.#random.below(2 ** 30),
      instruments: SIMULATED,
      pace: 1 / this.#stretch,
      startUs: this.#clock.wallUs(),
      startPrices: new Map(
        [...START_PRICES].map(([symbol, start]) => {
          const minutes = bars.find((one) => one.symbol === symbol && one.timeframe === '1m');
          return [symbol, minutes?.bars.at(-1)?.closeTicks ?? priceTicks(start)];
        }),
      ),
    });
    return startTestEngine({ journal: new ManualJournal(this.#disk), source, clock: this.#clock });
  }

  #moveClients(): void {
    if (this.#clients.length < CLIENTS_MAX && this.#chance(0.02)) this.#connect();
    this.#clients = this.#clients.filter((client) => client.endedBecause === null);
    for (const client of this.#clients) {
      // Every third is so slow that frames are merged and prints skipped.
      if (this.#chance(this.#isSlow(client) ? 0.003 : 0.3)) client.acknowledge();
      if (client.isWelcome && this.#chance(0.04)) client.ask(this.#commands.next());
      if (this.#chance(0.002)) this.#leave(client);
    }
  }

  #isSlow(client: AuditedClient): boolean {
    return this.#clients.indexOf(client) % 3 === 2;
  }

  #connect(): void {
    const known = this.#returning.pop() ?? null;
    const afterSeq = this.#chance(0.7) ? known : null;
    const name = `client ${String(this.#clients.length)}`;
    this.#clients.push(new AuditedClient(this.#test, name, afterSeq, this.#report));
  }

  #leave(client: AuditedClient): void {
    this.#returning.push(client.seq);
    client.close();
  }

  /** Commits some of what waits, in one transaction; often nothing yet. */
  #moveDisk(): void {
    const { journal } = this.#test;
    const { length } = journal.queue();
    if (length > 0 && this.#chance(0.4)) journal.commit(1 + this.#random.below(length));
  }

  /** The next transaction fails; clients hear why and nothing else, the process ends, another starts. */
  #fail(): void {
    const { journal, fatal } = this.#test;
    const onDisk = this.#disk.events.length;
    journal.fail();
    check(fatal.length === 1, 'the engine says once that it cannot go on');
    for (const client of this.#clients) check(client.endedBecause !== null, 'connections end');
    for (let i = 0; i < 50; i += 1) vi.advanceTimersByTime(TURN_MS);
    check(this.#disk.events.length === onDisk, 'nothing is written after a failed write');
    this.#report.failures += 1;
    this.#restart();
  }

  /** The process is gone in the middle of anything. */
  #kill(): void {
    vi.clearAllTimers();
    this.#report.kills += 1;
    this.#restart();
  }

  #restart(): void {
    check(vi.getTimerCount() === 0, 'an engine that has ended leaves no timer');
    const { eventsDone } = this.#test.engine.source();
    this.#report.marketEvents += eventsDone;
    this.#test.engine.parts.telemetry.close();
    this.#returning = [...this.#returning, ...this.#clients.map(({ seq }) => seq)].slice(
      -CLIENTS_MAX,
    );
    this.#clients = [];
    this.#nowUs += this.#random.below(5_000_000);
    this.#test = this.#start();
  }

  /** What is on disk opens as the state that the engine has at the end. */
  #checkRecovery(): void {
    const { core } = this.#test.engine.parts;
    const { instruments } = core.exchange;
    const again = openCore(this.#disk, { nowUs: timeUs(core.exchange.nowUs), instruments });
    const [told, held] = [again.snapshot(), core.snapshot()];
    const ids = (some: typeof told) => some.workingOrders.map(({ orderId }) => orderId).toSorted();
    check(String(ids(told)) === String(ids(held)), 'the same orders work after a restart');
    check(JSON.stringify(told.positions) === JSON.stringify(held.positions), 'the same positions');
    check(told.cashMicros === held.cashMicros && told.seq === held.seq, 'the same cash and number');
    same(told.limits, held.limits, 'the same limits');
    same(told.risk, held.risk, 'the same lock');
    this.#report.marketEvents += this.#test.engine.source().eventsDone;
  }

  #chance(share: number): boolean {
    return this.#random.uniform() < share;
  }
}
