import { describe, expect, it } from 'vitest';
import { SYMPTOMS, expectedOf } from '../../../engine/advisor/causes.ts';
import type { Symptom } from '../../../engine/advisor/causes.ts';
import { CURES_OF, JUDGED_BY } from '../../../engine/advisor/cures.ts';
import { rankCauses } from '../../../engine/advisor/diagnosis.ts';
import {
  IncidentMemory,
  fingerprintOf,
  similarity,
} from '../../../engine/advisor/incident-memory.ts';
import { CAUSES } from '../../../engine/contract/advisor-words.ts';
import type { Incident } from '../../../engine/contract/advisor.ts';

/** Everything was measured, and only these were there. */
function only(...there: readonly Symptom[]): Map<Symptom, number> {
  return new Map(SYMPTOMS.map((symptom) => [symptom, there.includes(symptom) ? 1 : 0]));
}

function incident(change: Partial<Incident>): Incident {
  return {
    machine: 'here',
    productVersion: '1.0.0',
    startedUs: 0,
    lastedS: 60,
    cause: 'slow_disk',
    confidence: 0.9,
    fingerprint: fingerprintOf(only('store.commit', 'order.total')),
    cure: null,
    outcome: null,
    ...change,
  };
}

describe('what is familiar', () => {
  it('was like this before on this machine, and a cure helped', () => {
    const alike = only('store.commit', 'order.total');
    const isFamiliar = (change: Partial<Incident>): boolean =>
      new IncidentMemory('here', [incident(change)]).isFamiliar(alike);
    expect(isFamiliar({ outcome: 'helped', cure: 'conflate' })).toBe(true);
    expect(isFamiliar({ outcome: 'helped', cure: 'conflate', machine: 'elsewhere' })).toBe(false);
    expect(isFamiliar({})).toBe(false);
    const other = { 'loop.delay': 1, 'store.commit': 0.4 };
    expect(isFamiliar({ outcome: 'helped', cure: 'conflate', fingerprint: other })).toBe(false);
  });
});

describe('the ranking of causes', () => {
  it.each(CAUSES)('puts %s first when everything that goes with it is there', (cause) => {
    const [first] = rankCauses(only(...expectedOf(cause)));
    expect(first?.cause).toBe(cause);
    expect(first?.confidence).toBeGreaterThan(0.8);
  });

  it('tells a slow disk from a busy machine by what else is slow', () => {
    const disk = rankCauses(only('store.commit', 'order.total', 'loop.delay'));
    const busy = rankCauses(
      only('store.commit', 'order.total', 'loop.delay', 'cpu.other', 'cpu.wait', 'store.chore'),
    );
    expect(disk[0]?.cause).toBe('slow_disk');
    expect(busy[0]?.cause).toBe('cpu_contention');
  });

  it('does not let what people do beside a fault hide its cause', () => {
    const gc = rankCauses(only('gc.time', 'clients.subscriptions', 'orders.rate'));
    expect(gc[0]?.cause).toBe('gc_pressure');
    const disk = rankCauses(only('store.commit', 'clients.subscriptions', 'orders.rate'));
    expect(disk[0]?.cause).toBe('slow_disk');
  });

  it('does not blame what could not be measured', () => {
    const symptoms = only('clients.ack');
    for (const symptom of SYMPTOMS) if (symptom.startsWith('api.')) symptoms.delete(symptom);
    const ranked = rankCauses(symptoms);
    expect(ranked[0]?.cause).toBe('slow_renderer');
    const storm = ranked.find(({ cause }) => cause === 'rate_limit_storm');
    expect(storm?.confidence).toBeLessThan(0.05);
  });

  it('judges every cause by something that it measures', () => {
    for (const cause of CAUSES) expect(JUDGED_BY[cause].length).toBeGreaterThan(0);
  });
});

describe('the memory of incidents', () => {
  const seen = only('store.commit', 'order.total');

  it('finds the same symptoms alike and others not', () => {
    const a = fingerprintOf(seen);
    expect(similarity(a, a)).toBeCloseTo(1);
    expect(similarity(a, fingerprintOf(only('clients.ack')))).toBe(0);
    expect(similarity(a, {})).toBe(0);
  });

  it('offers the cure that helped before first', () => {
    const helped = incident({
      cause: 'growing_buffer',
      cure: 'conflate',
      outcome: 'helped',
    });
    const memory = new IncidentMemory('here', [helped]);
    expect(CURES_OF.growing_buffer[0]).toBe('trim');
    const offers = memory.recall(seen).offers('growing_buffer');
    expect(offers[0]).toEqual({ cure: 'conflate', helped: 1, didNot: 0 });
  });

  it('offers what helped against this cause first even when it looked otherwise then', () => {
    const other = fingerprintOf(new Map([['clients.ack', 1]]));
    const helped = incident({
      cause: 'growing_buffer',
      cure: 'conflate',
      outcome: 'helped',
      fingerprint: other,
    });
    const memory = new IncidentMemory('here', [helped]);
    expect(memory.recall(seen).offers('growing_buffer')[0]?.cure).toBe('conflate');
    const elsewhere = new IncidentMemory('another', [helped]);
    expect(elsewhere.recall(seen).offers('growing_buffer')[0]?.cure).toBe('conflate');
    expect(memory.recall(seen).prior().size).toBe(0);
    expect(memory.recall(seen).offers('slow_disk')[0]?.helped).toBe(0);
  });

  it('offers last what did not help', () => {
    const failed = incident({ cause: 'growing_buffer', cure: 'trim', outcome: 'worse' });
    const offers = new IncidentMemory('here', [failed]).recall(seen).offers('growing_buffer');
    expect(offers.at(-1)).toEqual({ cure: 'trim', helped: 0, didNot: 1 });
  });

  it('makes a cause likelier that was proved right, and less so one that was not', () => {
    const proved = new IncidentMemory('here', [
      incident({ cure: 'checkpoint', outcome: 'helped' }),
    ]);
    const doubted = new IncidentMemory('here', [
      incident({ cure: 'checkpoint', outcome: 'no_change' }),
    ]);
    expect(proved.recall(seen).prior().get('slow_disk')).toBeGreaterThan(1);
    expect(doubted.recall(seen).prior().get('slow_disk')).toBeLessThan(0);
  });

  it('believes what happened elsewhere less', () => {
    const change = { cure: 'checkpoint', outcome: 'helped' } as const;
    const here = new IncidentMemory('here', [incident(change)]);
    const there = new IncidentMemory('here', [incident({ ...change, machine: 'there' })]);
    const weight = (memory: IncidentMemory) => memory.recall(seen).prior().get('slow_disk') ?? 0;
    expect(weight(there)).toBeLessThan(weight(here));
    expect(weight(there)).toBeGreaterThan(0);
  });
});
