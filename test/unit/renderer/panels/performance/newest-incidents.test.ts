import { expect, it } from 'vitest';
import { INCIDENTS_MAX } from '../../../../../engine/contract/advisor-words.ts';
import type { Incident } from '../../../../../engine/contract/advisor.ts';
import type { RequestBody } from '../../../../../engine/contract/messages.ts';
import { KnowledgeFile } from '../../../../../engine/host/advisor/knowledge-file.ts';
import { newestIncidents } from '../../../../../renderer/panels/performance/newest-incidents.ts';

function incident(startedUs: number, machine: string): Incident {
  return {
    ...{ machine, productVersion: '1.0.0', startedUs, lastedS: 10, cause: 'slow_disk' },
    ...{ confidence: 0.9, fingerprint: {}, cure: null, outcome: null },
  };
}

/** Answers from these incidents, and counts how often it was asked. */
function clientOf(file: KnowledgeFile) {
  let asked = 0;
  return {
    asked: () => asked,
    // Nothing else is asked for here.
    send: ((body: RequestBody) => {
      if (body.type !== 'advisor.incidents') return Promise.reject(new Error(body.type));
      asked += 1;
      return Promise.resolve(file.page(body.beforeId, body.limit));
    }) as Parameters<typeof newestIncidents>[0]['send'],
  };
}

it('the incidents of a report are those that began last, though others were learned later', async () => {
  const file = new KnowledgeFile('here', [], () => undefined);
  file.add(Array.from({ length: 60 }, (_, i) => incident(10_000 + i, 'here')));
  file.add(Array.from({ length: INCIDENTS_MAX - 60 }, (_, i) => incident(i, 'elsewhere')));
  const newest = await newestIncidents(clientOf(file));
  expect(newest).toHaveLength(50);
  expect(newest.every(({ machine }) => machine === 'here')).toBe(true);
  expect(newest[0]?.startedUs).toBe(10_059);
});

it('one page is asked for where there are no more', async () => {
  const client = clientOf(new KnowledgeFile('here', [], () => undefined));
  expect(await newestIncidents(client)).toEqual([]);
  expect(client.asked()).toBe(1);
});
