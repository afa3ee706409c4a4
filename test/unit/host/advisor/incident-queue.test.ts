import { beforeEach, expect, it } from 'vitest';
import type { Incident } from '../../../../engine/contract/advisor.ts';
import { IncidentQueue } from '../../../../engine/host/advisor/incident-queue.ts';
import type { Chore, ChoreResult } from '../../../../engine/store/chores.ts';

let problem = '';
/** Incidents that the store has room for. */
let room = Infinity;
/** When each stored incident began, in the order in which they were stored. */
let stored: number[] = [];
let queue: IncidentQueue;

beforeEach(() => {
  problem = '';
  room = Infinity;
  stored = [];
  queue = new IncidentQueue('here', chore);
});

function chore(given: Chore): Promise<ChoreResult> {
  if (given.name !== 'incidents.add') throw new Error(`a chore of another kind: ${given.name}`);
  if (stored.length + given.incidents.length > room) problem = 'the disk is full';
  if (problem === '') stored.push(...given.incidents.map(({ startedUs }) => startedUs));
  return Promise.resolve({ done: 0, left: 0, tookUs: 0, problem });
}

function incidents(...startsUs: readonly number[]): readonly Incident[] {
  return startsUs.map((startedUs) => ({
    machine: 'here',
    productVersion: '1.0.0',
    startedUs,
    lastedS: 10,
    cause: 'slow_disk',
    confidence: 0.9,
    fingerprint: {},
    cure: null,
    outcome: null,
  }));
}

it('what a store in trouble does not take is stored once it can be, in order', async () => {
  problem = 'an import is running';
  queue.add(incidents(1, 2));
  await queue.offer();
  queue.add(incidents(3));
  await queue.offer();
  expect(stored).toEqual([]);
  problem = '';
  await queue.offer();
  await queue.offer();
  expect(stored).toEqual([1, 2, 3]);
});

it('what comes while a chore is under way is stored after it, and nothing twice', async () => {
  queue.add(incidents(1));
  const offering = queue.offer();
  queue.add(incidents(2));
  await Promise.all([offering, queue.offer()]);
  expect(stored).toEqual([1, 2]);
});

it('keeps a hundred at most, the newest', async () => {
  problem = 'the disk is full';
  for (let startedUs = 1; startedUs <= 150; startedUs += 1) queue.add(incidents(startedUs));
  await queue.offer();
  problem = '';
  await queue.offer();
  expect(stored).toHaveLength(100);
  expect([stored[0], stored[99]]).toEqual([51, 150]);
});

it('tells what is stored, and why the rest is not', async () => {
  const all = incidents(...Array.from({ length: 250 }, (_, i) => i));
  room = 200;
  expect(await queue.storeNow(all)).toEqual({
    stored: all.slice(0, 200),
    problem: 'the disk is full',
  });
  expect(stored).toHaveLength(200);
});
