/** What an engine has written itself, exported and imported again. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { recoverState } from '../../../engine/store/recovery.ts';
import { StoredSession } from '../../support/stored-session.ts';
import { AAPL, MSFT } from '../../support/test-core.ts';
import { journalOn } from '../store/temporary-store.ts';
import { Importing, OWN, exportOf, stateOf } from './importing.ts';

const INSTRUMENTS = [AAPL, MSFT];
const importing = new Importing();
afterAll(() => importing.remove());

async function record(dataFolder: string, seed: number, turns: number): Promise<void> {
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, 'local.db');
  const session = new StoredSession(recoverState(file, 'local'), seed);
  const journal = await journalOn(file);
  for (let i = 0; i < turns; i += 1) journal.append(session.turn(3));
  await journal.close();
}

function importInto(dataFolder: string, text: string) {
  const ignore = (): void => undefined;
  return importing.import(dataFolder, text, OWN, 'all_or_nothing', ignore, INSTRUMENTS);
}

test('what an engine has written comes to the same when it is imported, run by run', async () => {
  const original = importing.store();
  await record(original, 1, 200);
  const text = exportOf(original, INSTRUMENTS);
  const own = stateOf(original);
  expect(await importInto(original, text)).toMatchObject({ rowsGood: 0, rowsBad: 0 });
  expect(stateOf(original)).toEqual(own);

  const copy = importing.store();
  expect(await importInto(copy, text)).toMatchObject({ rowsDuplicate: 0, rowsBad: 0 });
  const { positions, lots, cashMicros, lastExecutionId } = stateOf(copy);
  expect({ positions, lots, cashMicros, lastExecutionId }).toEqual({
    positions: own.positions,
    lots: own.lots,
    cashMicros: own.cashMicros,
    lastExecutionId: own.lastExecutionId,
  });
  expect(exportOf(copy, INSTRUMENTS)).toBe(text);

  // A second run of the original, brought after the first.
  await record(original, 2, 100);
  const longer = exportOf(original, INSTRUMENTS);
  expect(longer.length).toBeGreaterThan(text.length);
  await importInto(copy, longer);
  const [one, other] = [stateOf(original), stateOf(copy)];
  expect(other.positions).toEqual(one.positions);
  expect(other.lots).toEqual(one.lots);
  expect(other.cashMicros).toBe(one.cashMicros);
  expect(exportOf(copy, INSTRUMENTS)).toBe(longer);
});
