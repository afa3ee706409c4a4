/**
 * Faults played on a real engine (disk, threads, clients, garbage collector and all) while it trades, and
 * what the advisor makes of them. Time is real; a sample stands for a second of the advisor's and is taken
 * every quarter of one, so that a suite takes minutes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cause } from '../../engine/contract/advisor-words.ts';
import type { AdvisorStatus } from '../../engine/contract/advisor.ts';
import { composeEngine } from '../../engine/host/compose.ts';
import type { ComposedEngine } from '../../engine/host/compose.ts';
import { DEFAULT_LIMITS } from '../../engine/risk/risk-guard.ts';
import { engineStart } from '../support/engine-harness.ts';
import { TestClient } from '../support/test-client.ts';

const SAMPLE_MS = 250;
/** Advisor's seconds of ordinary trading before the first fault. */
const LEARNED_S = 260;
/** In which a fault has to be found. */
const WATCHED_S = 80;
/** After which an old finding counts as ended, whatever it says. */
const CALM_S = 120;
/** Orders that a store has before: enough for statistics to matter. */
const PAST_ORDERS = 11_000;
/** Orders under way at once while the past is made. */
const BURST = 500;
const SYMBOL = 'AAPL';
/** Looks at a job that waits for orders: some minutes. */
const ANALYSE_TRIES = 500;

export interface RealRun {
  readonly fault: Cause;
  readonly strength: number;
}

export interface RealResult extends RealRun {
  /** The cause told first; null: nothing was told. */
  readonly found: Cause | null;
  /** In the advisor's seconds, from the start of the fault. */
  readonly afterS: number;
  readonly told: readonly Cause[];
  /** Evidence of the first finding, for whoever looks into a wrong one. */
  readonly finding: AdvisorStatus['findings'][number] | null;
}

export interface RealSuite {
  readonly results: readonly RealResult[];
  /** Findings while nothing was played, from when enough was learned. */
  readonly falseFindings: readonly Cause[];
  readonly cleanS: number;
}

/** Plays the faults one after the other on one engine. `report` hears of each as it ends. */
export async function runRealFaults(
  runs: readonly RealRun[],
  report: (result: RealResult) => void,
): Promise<RealSuite> {
  const folder = await mkdtemp(join(tmpdir(), 'stp-faults-'));
  const start = { ...engineStart(folder), developer: true, sampleMs: SAMPLE_MS };
  const composed = await composeEngine(start, 'ticket', (problem) => {
    throw new Error(problem);
  });
  const person = new Person(composed);
  try {
    await person.begin();
    const told = await person.watch(LEARNED_S, () => false);
    const results: RealResult[] = [];
    for (const run of runs) {
      const result = await person.play(run);
      results.push(result);
      report(result);
    }
    const falseFindings = told.map(({ cause }) => cause);
    return { results, falseFindings, cleanS: LEARNED_S };
  } finally {
    person.end();
    await composed.stop('suite over');
    await rm(folder, { recursive: true, force: true });
  }
}

interface Told {
  readonly findingId: number;
  readonly cause: Cause;
}

/** Trades a little, looks at history, and hears what the advisor says. */
class Person {
  readonly #client: TestClient;
  readonly #seen = new Set<number>();
  #status: AdvisorStatus | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor({ engine }: ComposedEngine) {
    const client: TestClient = new TestClient({
      send: (value) => {
        connection.receive(value);
      },
      close: () => {
        engine.disconnect(connection);
      },
    });
    const connection = engine.connect({
      send: (message) => {
        if (message.type === 'advisor') this.#status = message.status;
        // A window paints before it takes the next frame.
        if (message.type === 'data') setTimeout(() => client.receive(message), 8);
        else client.receive(message);
      },
      close: (reason) => {
        client.ended(reason);
      },
    });
    this.#client = client;
  }

  async begin(): Promise<void> {
    const client = this.#client;
    await client.hello('person', '');
    client.subscribe({ channel: 'quotes' });
    client.subscribe({ channel: 'depth', symbol: SYMBOL, levels: 20 });
    await client.update('quotes');
    const limits = { ...DEFAULT_LIMITS, ordersPerSecondMax: null, clientOrdersPerSecondMax: null };
    await client.request({ type: 'risk.set_limits', limits });
    for (let made = 0; made < PAST_ORDERS; made += BURST) {
      const side = (made / BURST) % 2 === 0 ? 'buy' : 'sell';
      const orders = Array.from({ length: BURST }, () => client.order({ side, qtyLots: 1 }));
      await Promise.all(orders.map((order) => client.request(order)));
    }
    await this.#analyse();
    this.#timer = setInterval(() => {
      this.#act();
    }, SAMPLE_MS);
  }

  /** A store that has just been filled has no statistics, and the advisor would rightly say so. */
  async #analyse(): Promise<void> {
    for (let tries = 0; tries < ANALYSE_TRIES; tries += 1) {
      const { jobs } = await this.#client.request({ type: 'maintenance.status' });
      const optimize = jobs.find(({ job }) => job === 'optimize');
      if (optimize?.lastRun?.result === 'done') return;
      if (jobs.every(({ isRunning }) => !isRunning)) {
        await this.#client.request({ type: 'maintenance.run', job: 'optimize' });
      }
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
    }
  }

  end(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#client.close();
  }

  /** Waits so many of the advisor's seconds, or until `enough`; what was told meanwhile. */
  async watch(seconds: number, enough: () => boolean): Promise<Told[]> {
    const told: Told[] = [];
    for (let s = 0; s < seconds && !enough(); s += 1) {
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
      for (const { findingId, causes } of this.#status?.findings ?? []) {
        const [first] = causes;
        if (first === undefined || this.#seen.has(findingId)) continue;
        this.#seen.add(findingId);
        told.push({ findingId, cause: first.cause });
      }
    }
    return told;
  }

  async play({ fault, strength }: RealRun): Promise<RealResult> {
    const startedMs = performance.now();
    const before = this.#seen.size;
    await this.#client.request({ type: 'advisor.inject', fault, strength, seconds: 600 });
    const told = await this.watch(WATCHED_S, () => this.#seen.size > before);
    const afterS = Math.round((performance.now() - startedMs) / SAMPLE_MS);
    const [first] = told;
    const finding =
      this.#status?.findings.find(({ findingId }) => findingId === first?.findingId) ?? null;
    await this.#client.request({ type: 'advisor.inject_end' });
    const isCalm = (): boolean =>
      this.#status?.findings.every(({ endedUs }) => endedUs !== null) === true;
    const later = await this.watch(CALM_S, isCalm);
    return {
      fault,
      strength,
      found: first?.cause ?? null,
      afterS,
      told: [...told, ...later].map(({ cause }) => cause),
      finding,
    };
  }

  #act(): void {
    const client = this.#client;
    const order = client.order({ qtyLots: 1, side: Math.random() < 0.5 ? 'buy' : 'sell' });
    const asked = [
      client.request(order),
      client.request({ type: 'fills.page', symbol: SYMBOL, beforeExecutionId: null, limit: 100 }),
    ];
    void Promise.allSettled(asked);
  }
}
