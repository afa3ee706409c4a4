import { describe, expect, it } from 'vitest';
import { INCIDENTS_MAX } from '../../../../engine/contract/advisor-words.ts';
import type { Incident } from '../../../../engine/contract/advisor.ts';
import { KnowledgeFile } from '../../../../engine/host/advisor/knowledge-file.ts';

function incident(startedUs: number, machine = 'here'): Incident {
  return {
    machine,
    productVersion: '1.0.0',
    startedUs,
    lastedS: 10,
    cause: 'slow_disk',
    confidence: 0.9,
    fingerprint: { 'store.commit': 1 },
    cure: null,
    outcome: null,
  };
}

describe('the knowledge of the advisor', () => {
  it('is read again as it was written', () => {
    const file = new KnowledgeFile('here', [], () => undefined);
    file.add([incident(1), incident(2)]);
    expect(file.read(file.text())).toEqual({ incidents: [incident(2), incident(1)], skipped: 0 });
  });

  it('takes an incident once, however often it is offered', () => {
    let told = 0;
    const file = new KnowledgeFile('here', [], (all) => (told = all.length));
    expect(file.add([incident(1), incident(1), incident(2)])).toHaveLength(2);
    expect(file.add([incident(2), incident(3)])).toEqual([incident(3)]);
    expect(file.size).toBe(3);
    expect(told).toBe(3);
  });

  it('gives pages from the newest on', () => {
    const file = new KnowledgeFile('here', [], () => undefined);
    file.add([1, 2, 3, 4, 5].map((startedUs) => incident(startedUs)));
    const first = file.page(null, 2);
    expect(first.incidents.map(({ startedUs }) => startedUs)).toEqual([5, 4]);
    expect(first.more).toBe(true);
    const rest = file.page(first.incidents[1]?.incidentId ?? 0, 9);
    expect(rest.incidents.map(({ startedUs }) => startedUs)).toEqual([3, 2, 1]);
    expect(rest.more).toBe(false);
  });

  it('forgets the oldest beyond its bound', () => {
    const file = new KnowledgeFile('here', [], () => undefined);
    file.add(Array.from({ length: INCIDENTS_MAX + 5 }, (_, i) => incident(i)));
    expect(file.size).toBe(INCIDENTS_MAX);
    expect(file.page(null, 1).incidents[0]?.startedUs).toBe(INCIDENTS_MAX + 4);
  });

  it('forgets what is from elsewhere before what was here, and says what finds no room', () => {
    const file = new KnowledgeFile('here', [], () => undefined);
    file.add([1, 2, 3].map((startedUs) => incident(startedUs)));
    // As in a file: newest first.
    const others = Array.from({ length: INCIDENTS_MAX }, (_, i) =>
      incident(10 + INCIDENTS_MAX - i, 'elsewhere'),
    );
    const { fresh, known } = file.look([...others, incident(2)]);
    expect(known).toBe(1);
    expect(fresh).toHaveLength(INCIDENTS_MAX - 3);
    // The oldest three of the others found no room, and the rest comes in its order.
    expect([fresh[0]?.startedUs, fresh.at(-1)?.startedUs]).toEqual([14, 10 + INCIDENTS_MAX]);
    file.add(fresh);
    file.add([incident(9_999)]);
    expect(file.size).toBe(INCIDENTS_MAX);
    const { incidents } = file.page(null, INCIDENTS_MAX);
    const own = incidents.filter(({ machine }) => machine === 'here');
    expect(own.map(({ startedUs }) => startedUs)).toEqual([9_999, 3, 2, 1]);
    expect(incidents.some(({ startedUs }) => startedUs === 14)).toBe(false);
    expect(file.look(others.slice(-4)).fresh).toEqual([]);
  });

  it('takes from a later version what it understands, and counts the rest', () => {
    const later = [
      { ...incident(1), cause: 'bad_luck' },
      { ...incident(2), moonPhase: 0.5 },
    ];
    const format = 'securetrade-advisor-incidents';
    const text = JSON.stringify({ format, version: 1, signed: true, incidents: later });
    const read = new KnowledgeFile('here', [], () => undefined).read(text);
    expect(read).toEqual({ incidents: [incident(2)], skipped: 1 });
  });

  it.each([
    ['no JSON', '{', 'text'],
    [
      'nothing but nonsense',
      '{"format":"securetrade-advisor-incidents","version":1,"incidents":[7]}',
      'text.incidents.0',
    ],
    ['another format', '{"format":"x","version":1,"incidents":[]}', 'text.format'],
    [
      'a cause nobody knows',
      JSON.stringify({
        format: 'securetrade-advisor-incidents',
        version: 1,
        incidents: [{ ...incident(1), cause: 'bad_luck' }],
      }),
      'text.incidents.0.cause',
    ],
  ])('refuses %s and says where', (_, text, field) => {
    expect(new KnowledgeFile('here', [], () => undefined).read(text)).toMatchObject({
      code: 'contract.format',
      field,
    });
  });
});
