/** The life of an order: every event at every status, said once more as a table. */
import { describe, expect, test } from 'vitest';
import { ORDER_STATUSES, isWorking } from '../../../engine/domain/order.ts';
import type { OrderStatus } from '../../../engine/domain/order.ts';
import { STATUS_EVENTS, nextStatus, statusAfter } from '../../../engine/orders/status-table.ts';
import type { StatusEvent } from '../../../engine/orders/status-table.ts';

const WORDS: Readonly<Record<string, OrderStatus>> = {
  PN: 'pending_new',
  AC: 'accepted',
  HE: 'held',
  NW: 'new',
  PF: 'partially_filled',
  SU: 'suspended',
  PC: 'pending_cancel',
  PR: 'pending_replace',
  DD: 'done_for_day',
  FI: 'filled',
  CA: 'canceled',
  EX: 'expired',
  RP: 'replaced',
  RJ: 'rejected',
};

/** A row an event, a column the status before it, a cell the status after it; a dot is impossible. */
const TABLE = `
                   PN AC HE NW PF SU PC PR DD   FI CA EX RP RJ
  pending_new      .  .  .  .  .  .  .  .  .    .  .  .  .  .
  accepted         AC .  .  AC AC .  PC .  .    .  .  .  .  .
  held             HE HE .  HE .  .  PC .  .    .  .  .  .  .
  new              NW NW NW .  .  NW PC .  NW   .  .  .  .  .
  activated        .  NW NW .  .  NW .  .  NW   .  .  .  .  .
  triggered        .  .  NW NW .  .  PC PR .    .  .  .  .  .
  partial_fill     PF PF PF PF PF PF PC PR .    .  .  .  .  .
  fill             FI FI FI FI FI FI FI FI .    .  .  .  .  .
  restated         PN AC HE NW PF SU PC PR DD   .  .  .  .  .
  replaced         .  AC HE NW PF SU .  NW DD   .  .  .  .  .
  replaced_by      .  RP RP RP RP RP RP RP RP   .  .  .  .  .
  pending_cancel   PC PC PC PC PC PC .  .  PC   .  .  .  .  .
  pending_replace  .  .  PR PR PR PR .  .  PR   .  .  .  .  .
  cancel_rejected  .  AC HE NW PF SU NW PR DD   .  .  .  .  .
  replace_rejected .  .  HE NW PF SU .  NW DD   .  .  .  .  .
  suspended        SU SU SU SU SU .  PC PR .    .  .  .  .  .
  done_for_day     DD DD .  DD DD DD DD DD .    .  .  .  .  .
  canceled         CA CA CA CA CA CA CA CA CA   .  .  .  .  .
  expired          EX EX EX EX EX EX EX EX EX   .  .  .  .  .
  rejected         RJ RJ RJ .  .  RJ RJ .  .    .  .  .  .  .
`;

const [head = [], ...rows] = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const statuses = head.map((word) => WORDS[word]);

/** Every pair and what is expected of it. */
const pairs = rows.flatMap(([event = '', ...cells]) =>
  cells.map((cell, i) => [statuses[i], event, cell === '.' ? null : WORDS[cell]] as const),
);

describe('the status table', () => {
  test('is looked at whole', () => {
    expect([...statuses].toSorted()).toEqual([...ORDER_STATUSES].toSorted());
    expect(rows.map(([event]) => event).toSorted()).toEqual([...STATUS_EVENTS].toSorted());
    expect(pairs).toHaveLength(ORDER_STATUSES.length * STATUS_EVENTS.length);
  });

  test.each(pairs)('%s and then %s: %s', (status, event, expected) => {
    // Both are members of their lists, as the test before has shown.
    expect(nextStatus(status as OrderStatus, event as StatusEvent)).toBe(expected);
  });

  test.each(ORDER_STATUSES)('lets nothing follow %s unless it works', (status) => {
    const isOpen = STATUS_EVENTS.some((event) => nextStatus(status, event) !== null);
    expect(isOpen).toBe(isWorking(status));
  });

  test('calls an order with fills that goes back to work partially filled', () => {
    expect(statusAfter('pending_cancel', 'cancel_rejected', 0)).toBe('new');
    expect(statusAfter('pending_cancel', 'cancel_rejected', 3)).toBe('partially_filled');
    expect(statusAfter('accepted', 'activated', 3)).toBe('partially_filled');
  });

  test('stops the engine rather than let an order do what it cannot', () => {
    expect(() => statusAfter('filled', 'canceled', 10)).toThrow(
      'an order that is filled has no canceled',
    );
  });
});
