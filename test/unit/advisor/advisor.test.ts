import { describe, expect, it } from 'vitest';
import { Advisor } from '../../../engine/advisor/advisor.ts';
import { IncidentMemory } from '../../../engine/advisor/incident-memory.ts';
import { CAUSES } from '../../../engine/contract/advisor-words.ts';
import type { Cause } from '../../../engine/contract/advisor-words.ts';
import { conditionOf, HEALTHY } from '../../support/advisor-model/faults.ts';
import { Noise } from '../../support/advisor-model/noise.ts';
import { TerminalModel } from '../../support/advisor-model/terminal-model.ts';

/** Minutes of the model's time; the whole suite is `npm run bench -- advisor`. */
const LEARNED_S = 900;

function run(model: TerminalModel, advisor: Advisor, seconds: number): void {
  for (let s = 0; s < seconds; s += 1) {
    const sample = model.next();
    if (sample !== null) advisor.feed(sample);
  }
}

describe('the advisor', () => {
  it.each(CAUSES)('finds %s and puts it first', (cause) => {
    const model = new TerminalModel(11);
    const advisor = new Advisor();
    run(model, advisor, LEARNED_S);
    expect(advisor.cases).toEqual([]);
    model.condition = conditionOf(cause, 3);
    const from = model.atS;
    while (advisor.cases.length === 0 && model.atS - from < 120) run(model, advisor, 1);
    expect(advisor.cases[0]?.cause).toBe(cause);
    expect(advisor.cases[0]?.sinceS).toBeGreaterThanOrEqual(from - 60);
  });

  it('finds a fault that begins while somebody opens a workspace', () => {
    const model = new TerminalModel(12);
    const advisor = new Advisor();
    run(model, advisor, LEARNED_S);
    const gc = conditionOf('gc_pressure', 3);
    model.condition = { ...gc, subscriptionsPerS: 20 };
    run(model, advisor, 1);
    model.condition = gc;
    while (advisor.cases.length === 0 && model.atS < LEARNED_S + 120) run(model, advisor, 1);
    expect(advisor.cases[0]?.cause).toBe('gc_pressure');
  });

  it('tells sooner what a cure has helped against, and only that', () => {
    // A machine on which this is too little to be told by itself.
    const found = (fingerprint: Record<string, number>, cause: Cause): readonly string[] => {
      const past = {
        machine: 'here',
        productVersion: '1.0.0',
        startedUs: 0,
        lastedS: 60,
        cause,
        confidence: 1,
        fingerprint,
        cure: 'conflate',
        outcome: 'helped',
      } as const;
      const model = new TerminalModel(400_000_062);
      const advisor = new Advisor({ memory: new IncidentMemory('here', [past]) });
      run(model, advisor, LEARNED_S);
      model.condition = conditionOf('cpu_contention', 1);
      run(model, advisor, 300);
      return advisor.cases.map(({ cause }) => cause);
    };
    const looks = { 'cpu.other': 0.98, 'cpu.wait': 0.98, 'loop.delay': 0.95 };
    expect(found(looks, 'cpu_contention')).toEqual(['cpu_contention']);
    const other = { 'store.commit': 0.98, 'order.total': 0.9 };
    expect(found(other, 'slow_disk')).toEqual([]);
    // It looked otherwise then, but what measures its cause says that it is there again.
    expect(found(other, 'cpu_contention')).toEqual(['cpu_contention']);
  });

  it('says when it is over', () => {
    const model = new TerminalModel(12);
    const advisor = new Advisor();
    run(model, advisor, LEARNED_S);
    model.condition = conditionOf('slow_disk', 3);
    run(model, advisor, 60);
    expect(advisor.cases).toHaveLength(1);
    model.condition = HEALTHY;
    run(model, advisor, 90);
    expect(advisor.cases).toEqual([]);
  });

  it('does not learn from what is wrong', () => {
    const model = new TerminalModel(13);
    const advisor = new Advisor();
    run(model, advisor, LEARNED_S);
    const learned = advisor.baseline.samples;
    model.condition = conditionOf('event_loop_blocker', 3);
    run(model, advisor, 400);
    expect(advisor.baseline.samples - learned).toBeLessThan(20);
  });

  it('gives the same findings for the same samples', () => {
    const findings = [1, 2].map(() => {
      const model = new TerminalModel(14);
      const advisor = new Advisor();
      run(model, advisor, LEARNED_S);
      model.condition = conditionOf('gc_pressure', 2);
      run(model, advisor, 40);
      return advisor.cases.map(({ ranked, sinceS, fingerprint }) => ({
        ranked,
        sinceS,
        fingerprint,
      }));
    });
    expect(findings[0]).toEqual(findings[1]);
  });

  describe('of the memory of the whole terminal', () => {
    const MB = 1_000_000;
    /** What is foreseen of it where it is so much in each second of a quarter of an hour. */
    const foreseen = (bytes: (s: number, noise: Noise) => number) => {
      const noise = new Noise(5);
      const advisor = new Advisor();
      for (let s = 1; s <= 900; s += 1) {
        advisor.feed({ atS: s, values: { 'memory.app': bytes(s, noise) } });
      }
      expect(advisor.cases).toEqual([]);
      return advisor.forecasts();
    };

    it('foretells when it passes what is promised, and names no cause', () => {
      const [forecast] = foreseen((s, noise) => (300 + 0.1 * s + 2 * noise.normal()) * MB);
      expect(forecast).toMatchObject({ metric: 'memory.app', limit: 500 * MB });
      expect(forecast?.likelyS).toBeGreaterThan(0.9 * 1_100);
      expect(forecast?.likelyS).toBeLessThan(1.1 * 1_100);
    });

    it('foretells nothing of what collections take back, nor of a window that was opened', () => {
      expect(foreseen((s, noise) => (300 + 0.4 * (s % 150) + 2 * noise.normal()) * MB)).toEqual([]);
      expect(foreseen((s, noise) => (s < 500 ? 250 : 330) * MB + 2 * noise.normal() * MB)).toEqual(
        [],
      );
    });
  });

  it('says nothing while it has not learned enough', () => {
    const model = new TerminalModel(15);
    const advisor = new Advisor();
    run(model, advisor, 50);
    model.condition = conditionOf('slow_disk', 3);
    run(model, advisor, 20);
    expect(advisor.cases).toEqual([]);
  });
});
