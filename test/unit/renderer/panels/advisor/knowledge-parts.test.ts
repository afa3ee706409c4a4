import { expect, it } from 'vitest';
import {
  ADVISOR_METRICS,
  INCIDENTS_MAX,
  KNOWLEDGE_CHARS_MAX,
} from '../../../../../engine/contract/advisor-words.ts';
import type { Incident } from '../../../../../engine/contract/advisor.ts';
import { CLIENT_MESSAGE_BYTES_MAX } from '../../../../../engine/contract/bounds.ts';
import { validateClientMessage } from '../../../../../engine/contract/validate.ts';
import { KnowledgeFile } from '../../../../../engine/host/advisor/knowledge-file.ts';
import { knowledgeParts } from '../../../../../renderer/panels/advisor/knowledge-parts.ts';

/** With as many symptoms as there are measurements, more than any cause has. */
function incident(startedUs: number): Incident {
  return {
    machine: 'a processor with a long name'.padEnd(64, '.'),
    productVersion: '1.0.0',
    startedUs,
    lastedS: 10,
    cause: 'slow_disk',
    confidence: 0.987,
    fingerprint: Object.fromEntries(ADVISOR_METRICS.map((name) => [`${name} above`, 0.87])),
    cure: 'checkpoint',
    outcome: 'helped',
  };
}

function memory(incidents: readonly Incident[]): KnowledgeFile {
  const file = new KnowledgeFile('here', [], () => undefined);
  file.add(incidents);
  return file;
}

it('a full memory goes to another machine in messages that the engine takes', () => {
  const full = memory(Array.from({ length: INCIDENTS_MAX }, (_, i) => incident(i)));
  const other = memory([]);
  const parts = knowledgeParts(full.text());
  expect(parts.length).toBeGreaterThan(1);
  for (const { text, incidents } of parts) {
    const message = { type: 'request', id: 1, body: { type: 'advisor.import', text } };
    expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(CLIENT_MESSAGE_BYTES_MAX);
    expect(validateClientMessage(message)).toMatchObject({ ok: true });
    const read = other.read(text);
    if ('code' in read) throw new Error(read.rule);
    expect(read.incidents).toHaveLength(incidents);
    other.add(read.incidents);
  }
  const all = (file: KnowledgeFile): ReadonlySet<number> =>
    new Set(file.page(null, INCIDENTS_MAX).incidents.map(({ startedUs }) => startedUs));
  expect(all(other)).toEqual(all(full));
});

it('a part is as long as a request may be, whatever the characters take', () => {
  const odd = { ...incident(1), machine: '€'.repeat(50_000) };
  const text = JSON.stringify({ format: 'x', version: 1, incidents: Array(9).fill(odd) });
  const parts = knowledgeParts(text);
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) {
    expect(part.text.length).toBeLessThanOrEqual(KNOWLEDGE_CHARS_MAX);
    expect(Buffer.byteLength(JSON.stringify(part.text))).toBeLessThan(CLIENT_MESSAGE_BYTES_MAX);
  }
});

it('leaves it to the engine to say what is wrong with another file, unless that is too long', () => {
  expect(knowledgeParts('{"a":')).toEqual([{ text: '{"a":', incidents: 0 }]);
  expect(knowledgeParts('[]')).toEqual([{ text: '[]', incidents: 0 }]);
  const empty = '{"format":"other","version":1,"incidents":[]}';
  expect(knowledgeParts(empty)).toEqual([{ text: empty, incidents: 0 }]);
  expect(() => knowledgeParts('x'.repeat(KNOWLEDGE_CHARS_MAX + 1))).toThrow('no file of incidents');
});
