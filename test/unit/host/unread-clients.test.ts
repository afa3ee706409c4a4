import { expect, it } from 'vitest';
import { UnreadClients } from '../../../engine/host/unread-clients.ts';

const MIB = 2 ** 20;

it('tells a client that has ceased to read from one that is behind and from one that has just got much', () => {
  const [stopped, slow, quick] = [9, 9, 0].map((mib) => ({ unreadBytes: mib * MIB }));
  const unread = new UnreadClients();
  const open = [stopped, slow, quick].flatMap((each) => each ?? []);
  unread.look(open);
  expect(unread.stuck).toEqual([]);

  if (slow !== undefined) slow.unreadBytes = 5 * MIB;
  if (quick !== undefined) quick.unreadBytes = 30 * MIB;
  unread.look(open);
  expect(unread.stuck).toEqual([stopped]);

  unread.look([]);
  expect(unread.stuck).toEqual([]);
});

it('takes no client for stuck that has little to read', () => {
  const idle = { unreadBytes: MIB };
  const unread = new UnreadClients();
  for (let looks = 0; looks < 3; looks += 1) unread.look([idle]);
  expect(unread.stuck).toEqual([]);
});
