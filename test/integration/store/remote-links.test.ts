import { afterEach, beforeEach, expect, test } from 'vitest';
import { openOrderLookup } from '../../../engine/store/order-lookup.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { SampleStream } from './sample-events.ts';
import { journalOn, temporaryFolder } from './temporary-store.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

const LINK = { remoteId: 'a-1', orderId: 1, place: 1, startLots: 0, coveredLots: 0 };

test('what orders are at a remote venue comes back as it was written last', async () => {
  recoverState(place.file, 'local');
  const journal = await journalOn(place.file);
  const { order } = new SampleStream().accept();
  journal.append([{ kind: 'remote_orders', links: [LINK] }]);
  const moved = { ...LINK, orderId: order.orderId, coveredLots: 40 };
  const next = { ...moved, remoteId: 'a-2', place: 2, startLots: -1, coveredLots: 0 };
  journal.append([{ kind: 'remote_orders', links: [moved, next] }]);
  journal.append([{ kind: 'setting', key: 'venue', value: '{"openedUs":7}' }]);
  await journal.close();

  const { remote } = recoverState(place.file, 'local');
  expect(remote.openedUs).toBe(7);
  expect(remote.links).toEqual(expect.arrayContaining([moved, next]));
  expect(remote.links).toHaveLength(2);
  const lookup = openOrderLookup(place.file, 'local');
  expect(lookup.linkOf('a-2')).toEqual(next);
  expect(lookup.linkOf('a-3')).toBeNull();
  lookup.close();
});

test('a store that begins with other cash moves by as much, whatever it has traded', async () => {
  recoverState(place.file, 'local');
  const journal = await journalOn(place.file);
  const stream = new SampleStream();
  const accepted = stream.accept();
  const filled = stream.fill(accepted.order, 40);
  journal.append([{ kind: 'events', events: [accepted, filled] }]);
  await journal.flush();
  journal.append([{ kind: 'start_cash', cashMicros: 150_000_000_000 }]);
  await journal.close();
  const { cashMicros } = recoverState(place.file, 'local');
  expect(cashMicros).toBe(filled.cashMicros + 50_000_000_000);
});
