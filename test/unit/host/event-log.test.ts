import { describe, expect, test } from 'vitest';
import { CATCH_UP_EVENTS_MAX } from '../../../engine/contract/bounds.ts';
import type { OrderEvent } from '../../../engine/contract/messages.ts';
import { EventLog } from '../../../engine/host/event-log.ts';
import { openCore, placed } from '../../support/test-core.ts';

const SAMPLE = placed(openCore());
const events = (from: number, to: number): OrderEvent[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => ({
    type: 'order.accepted',
    seq: from + i,
    atUs: 0,
    order: SAMPLE,
  }));
const seqs = (some: readonly OrderEvent[] | null): number[] | null =>
  some === null ? null : some.map(({ seq }) => seq);

describe('the event log', () => {
  test('gives what followed an event, and nothing to one who has all', () => {
    const log = new EventLog(events(11, 20));
    log.append(events(21, 22));
    expect(seqs(log.after(18, 22))).toEqual([19, 20, 21, 22]);
    expect(seqs(log.after(10, 22))?.[0]).toBe(11);
    expect(log.after(22, 22)).toEqual([]);
    expect(new EventLog([]).after(0, 0)).toEqual([]);
  });

  test('has no answer for what it does not know or never gave', () => {
    const log = new EventLog(events(11, 20));
    expect(log.after(9, 20)).toBeNull();
    expect(log.after(21, 20)).toBeNull();
    expect(new EventLog([]).after(3, 20)).toBeNull();
  });

  test('catches up event by event only within its bound', () => {
    const log = new EventLog([]);
    log.append(events(1, CATCH_UP_EVENTS_MAX + 1));
    expect(log.after(0, CATCH_UP_EVENTS_MAX + 1)).toBeNull();
    expect(log.after(1, CATCH_UP_EVENTS_MAX + 1)).toHaveLength(CATCH_UP_EVENTS_MAX);
  });

  test('keeps a bounded number of events, and all of the newest, however many come', () => {
    const log = new EventLog([]);
    let last = 0;
    for (let round = 0; round < 50; round += 1) {
      log.append(events(last + 1, last + 333));
      last += 333;
      expect(log.length).toBeLessThanOrEqual(2 * CATCH_UP_EVENTS_MAX);
      const after = Math.max(0, last - CATCH_UP_EVENTS_MAX);
      expect(log.after(after, last)).toHaveLength(last - after);
    }
  });

  test('lets go of all but the newest, and gives a snapshot to who missed more', () => {
    const log = new EventLog(events(1, 1_000));
    expect(log.trim()).toBe(900);
    expect(log.trim()).toBe(0);
    expect(log.after(899, 1_000)).toBeNull();
    expect(seqs(log.after(998, 1_000))).toEqual([999, 1_000]);
    log.append(events(1_001, 1_001));
    expect(log.after(900, 1_001)).toHaveLength(101);
  });

  test('stops the engine at a gap or a number given twice', () => {
    const log = new EventLog(events(1, 5));
    expect(() => {
      log.append(events(7, 7));
    }).toThrow('without gaps');
    expect(() => {
      log.append(events(5, 5));
    }).toThrow('without gaps');
  });
});
