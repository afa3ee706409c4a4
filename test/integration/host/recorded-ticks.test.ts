import { expect, test } from 'vitest';
import { openDatabase } from '../../../engine/store/database.ts';
import { readTicks } from '../../../engine/store/ticks.ts';
import { EngineHarness } from '../../support/engine-harness.ts';

test('the prints that the tape has shown are in the store when the engine has ended', async () => {
  const harness = await EngineHarness.start();
  const { markets } = harness.composed.engine.exchange;
  const client = await harness.client();
  for (let i = 0; i < 3; i += 1) await client.request(client.order());
  const market = markets.find(({ instrument }) => instrument.symbol === 'AAPL');
  await harness.stop();
  const shown = (market?.tape.since(0) ?? []).map(({ tradeNumber, ...print }) => {
    expect(tradeNumber).toBeGreaterThan(0);
    return print;
  });
  const file = `${harness.folder}/local.db`;
  const db = openDatabase(file, { venue: 'local', access: 'read', cacheKib: 256 });
  expect([...readTicks(db, 'AAPL', 0, Number.MAX_SAFE_INTEGER - 1e9)]).toStrictEqual(shown);
  expect(shown.length).toBeGreaterThanOrEqual(3);
  db.close();
  await harness.stopAndRemove();
});
