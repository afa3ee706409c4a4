import { describe, expect, it } from 'vitest';
import { Case } from '../../../engine/advisor/case.ts';
import { SYMPTOMS } from '../../../engine/advisor/causes.ts';
import type { Symptom } from '../../../engine/advisor/causes.ts';
import { rankCauses } from '../../../engine/advisor/diagnosis.ts';
import { IncidentMemory } from '../../../engine/advisor/incident-memory.ts';
import { MetricWatch } from '../../../engine/advisor/metric-watch.ts';

/** All is measured and as usual but for these. */
function symptomsOf(strengths: Partial<Record<Symptom, number>>): Map<Symptom, number> {
  return new Map(SYMPTOMS.map((symptom) => [symptom, strengths[symptom] ?? 0]));
}

describe('a case', () => {
  it('is put down to a cause that has to do with what alarms, however weak the evidence is', () => {
    const alarm = 'buffer.fill growing';
    const symptoms = symptomsOf({ [alarm]: 0.3 });
    // By likelihood alone it would be something that has nothing to do with it.
    expect(rankCauses(symptoms)[0]?.cause).not.toBe('growing_buffer');
    const found = new Case(1, 100, 98);
    found.look(100, symptoms, [alarm], new IncidentMemory('here'));
    expect(found.cause).toBe('growing_buffer');
    expect(found.ranked).toHaveLength(rankCauses(symptoms).length);
  });
});

describe('the memory of the process', () => {
  it('is no reason to speak for being large, since what was collected is given back late', () => {
    const usual = { median: Math.log(140e6), sigma: 0.12, top: Math.log(150e6), count: 1_000 };
    const resident = new MetricWatch('memory.resident');
    const heap = new MetricWatch('memory.heap');
    for (let s = 0; s < 60; s += 1) {
      resident.add(s, 500e6, usual);
      heap.add(s, 500e6, usual);
    }
    expect([resident.isAbove, resident.isLevelAlarmed]).toEqual([true, false]);
    expect(heap.isLevelAlarmed).toBe(true);
  });
});
