import { afterEach, beforeEach, expect, test } from 'vitest';
import { Baseline } from '../../../engine/advisor/baseline.ts';
import { INCIDENTS_MAX } from '../../../engine/contract/advisor-words.ts';
import type { Incident } from '../../../engine/contract/advisor.ts';
import { storedBaseline, storedIncidents } from '../../../engine/store/advisor-memory.ts';
import { choreWorker } from '../../../engine/store/chores.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import type { Connection } from '../../../engine/store/database.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { temporaryFolder } from './temporary-store.ts';

let place: ReturnType<typeof temporaryFolder>;
let db: Connection;
let chore: ReturnType<typeof choreWorker>;
beforeEach(() => {
  place = temporaryFolder();
  recoverState(place.file, 'local');
  db = openDatabase(place.file, { venue: 'local', access: 'write', cacheKib: 1_024 });
  chore = choreWorker(db, 'local');
});
afterEach(() => {
  db.close();
  place.remove();
});

function save(machine: string, savedUs: number, data: string): void {
  expect(chore({ name: 'baseline.save', machine, savedUs, data })).toMatchObject({ problem: '' });
}

function incident(startedUs: number, machine = 'here'): Incident {
  return {
    ...{ machine, productVersion: '1.0.0', startedUs, lastedS: 10, cause: 'slow_disk' },
    ...{
      confidence: 0.9,
      fingerprint: { 'store.commit': 1 },
      cure: 'checkpoint',
      outcome: 'helped',
    },
  };
}

test('what is usual is known again on the same machine, and of the last eight', () => {
  const learned = new Baseline();
  for (let atS = 0; atS < 200; atS += 1) {
    learned.learn({ atS, values: { 'market.events': 900, 'store.commit': 1_200 + atS } });
  }
  save('here', 1, JSON.stringify(learned.stored()));
  const again = Baseline.from(storedBaseline(db, 'here') ?? {});
  expect(again.samples).toBe(200);
  expect(again.stored()).toEqual(learned.stored());
  expect(storedBaseline(db, 'elsewhere')).toBeNull();
  for (let other = 2; other <= 9; other += 1) save(`machine ${String(other)}`, other, '{}');
  expect(storedBaseline(db, 'here')).toBeNull();
  expect(storedBaseline(db, 'machine 2')).toEqual({});
});

test('a baseline that is damaged, or of another version, is learned anew', () => {
  for (const data of [
    '',
    '{"store.commit all":[[1,',
    '{"store.commit all":{"bins":[1,2]}}',
    '[]',
  ]) {
    save('here', 1, data);
    expect(storedBaseline(db, 'here'), data).toBeNull();
  }
});

test('incidents are read back newest first, and those that nobody understands are left out', () => {
  const incidents = [incident(1), incident(2), incident(3)];
  expect(chore({ name: 'incidents.add', machine: 'here', incidents })).toMatchObject({
    problem: '',
    done: 3,
  });
  db.exec(`
    UPDATE incidents SET cause = 'bad_luck' WHERE started_us = 1;
    UPDATE incidents SET fingerprint = '{"store.com' WHERE started_us = 2`);
  expect(storedIncidents(db)).toEqual([{ incidentId: 3, ...incident(3) }]);
  expect(chore({ name: 'incidents.add', machine: 'here', incidents: [incident(3)] })).toMatchObject(
    { done: 0 },
  );
});

test('incidents from elsewhere are forgotten before those of this machine, the oldest first', () => {
  const add = (incidents: readonly Incident[]): void => {
    const result = chore({ name: 'incidents.add', machine: 'here', incidents });
    expect(result).toMatchObject({ problem: '', done: incidents.length });
  };
  add([incident(1), incident(2)]);
  add(Array.from({ length: INCIDENTS_MAX }, (_, i) => incident(1_000 + i, 'elsewhere')));
  add([incident(3)]);
  const stored = storedIncidents(db);
  expect(stored).toHaveLength(INCIDENTS_MAX);
  const startsOf = (where: string): readonly number[] =>
    stored.filter(({ machine }) => machine === where).map(({ startedUs }) => startedUs);
  expect(startsOf('here')).toEqual([3, 2, 1]);
  expect(startsOf('elsewhere').at(-1)).toBe(1_003);
});
