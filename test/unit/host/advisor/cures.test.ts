import { describe, expect, it } from 'vitest';
import type { AdvisorMetric, Cause, Cure } from '../../../../engine/contract/advisor-words.ts';
import type { CureRun } from '../../../../engine/contract/advisor.ts';
import { CureHands } from '../../../../engine/host/advisor/cure-hands.ts';
import { CureRuns } from '../../../../engine/host/advisor/cure-runs.ts';

/** A client, and the bound that its requests have; null: none. */
class FakeClient {
  readonly clientName: string;
  bound: number | null = null;

  constructor(clientName: string) {
    this.clientName = clientName;
  }

  boundRequests(perSecond: number | null): void {
    this.bound = perSecond;
  }

  dropRepeated(): number {
    return 2;
  }
}

/** Hands on an engine with these clients, whose disk is full. */
function handsOn(...clients: FakeClient[]) {
  const engine = { paceMsMin: 0, totals: { open: new Set(clients) } };
  const busy: { client: FakeClient | null } = { client: clients[0] ?? null };
  const hands = new CureHands({
    engine: () => engine,
    journal: {
      chore: () => Promise.resolve({ done: 0, left: 0, tookUs: 0, problem: 'disk full' }),
      checkpoint: () => undefined,
    },
    readers: { restart: () => Promise.resolve() },
    wallUs: () => 0,
    busiest: () => busy.client,
    trim: () => Promise.resolve('let go'),
  });
  return { hands, engine, busy };
}

describe('what a cure does', () => {
  it('to one client after another is taken back from all of them', async () => {
    const [first, second] = [new FakeClient('first'), new FakeClient('second')];
    const { hands, busy } = handsOn(first, second);
    await hands.apply('slow_client');
    busy.client = second;
    await hands.apply('slow_client');
    expect([first.bound, second.bound]).toEqual([50, 50]);
    hands.undo('slow_client');
    expect([first.bound, second.bound]).toEqual([null, null]);
  });

  it('holds frames back until it is taken back', async () => {
    const { hands, engine } = handsOn();
    await hands.apply('conflate');
    expect([engine.paceMsMin, hands.lasting]).toEqual([100, ['conflate']]);
    hands.undo('conflate');
    expect([engine.paceMsMin, hands.lasting]).toEqual([0, []]);
  });
});

/** Runs of cures on a finding whose metric is what a test says. */
function runsOf(cause: Cause, cure: Cure) {
  const figures = { mean: 400_000, isOpen: true };
  const steps: CureRun[] = [];
  const { hands, engine } = handsOn();
  const runs = new CureRuns(
    {
      watch: (_: AdvisorMetric) => ({ mean: figures.mean, usual: 10_000 }),
      get cases() {
        return figures.isOpen ? [{ caseId: 7 }] : [];
      },
    },
    hands,
    (run) => steps.push(run),
  );
  const done = new Promise<void>((resolve) => {
    runs.tick(100);
    runs.start(7, cause, cure, 1_000_000, resolve);
  });
  return { runs, figures, steps, engine, done };
}

describe('a cure that was asked for', () => {
  it('is measured before and after, and each step of it is logged', async () => {
    const { runs, figures, steps, done } = runsOf('slow_renderer', 'conflate');
    await done;
    runs.tick(114);
    expect(runs.isBusy(7)).toBe(true);
    figures.mean = 12_000;
    runs.tick(115);
    expect(runs.isBusy(7)).toBe(false);
    const measured = { cure: 'conflate', metric: 'clients.ack', before: 400_000 };
    expect(steps).toMatchObject([
      { ...measured, state: 'judging', after: null },
      { ...measured, state: 'helped', after: 12_000, undone: false },
    ]);
    expect(runs.judged(7)).toEqual({ cure: 'conflate', outcome: 'helped' });
  });

  it('is undone when it has made things worse', async () => {
    const { runs, figures, engine, done } = runsOf('slow_renderer', 'conflate');
    await done;
    expect(engine.paceMsMin).toBe(100);
    figures.mean = 900_000;
    runs.tick(115);
    expect(runs.runs).toMatchObject([{ state: 'worse', undone: true }]);
    expect(engine.paceMsMin).toBe(0);
  });

  it('says so when it could not be done', async () => {
    const { runs, steps, done } = runsOf('stale_statistics', 'analyze');
    await done;
    runs.tick(200);
    expect(steps).toMatchObject([{ state: 'failed', detail: 'disk full' }]);
    expect(runs.judged(7)).toEqual({ cure: 'analyze', outcome: 'failed' });
  });

  it('is told as taken back when a person has done that, judged by then or not', async () => {
    const { runs, figures, steps, done } = runsOf('slow_renderer', 'conflate');
    await done;
    figures.isOpen = false;
    runs.takenBack('conflate');
    runs.takenBack('conflate');
    runs.tick(115);
    expect(runs.runs).toMatchObject([{ state: 'helped', undone: true }]);
    expect(steps.map(({ state, undone }) => [state, undone])).toEqual([
      ['judging', false],
      ['helped', true],
    ]);
  });
});
