import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  HISTORY_ROWS_MAX,
  PAGE_ROWS,
  ROWS_HELD_MAX,
} from '../../../../renderer/history/history-list.ts';
import { STRETCH_ROWS } from '../../../../renderer/history/stretches.ts';
import { propertyFactor } from '../../../support/property-runs.ts';
import { Past, down, started } from './past.ts';

describe('a long list of the past', () => {
  test('shows the newest rows at once and spans all of them when they are counted', async () => {
    const past = new Past(100_000);
    past.list.start();
    await past.answer();
    expect(past.length).toBe(PAGE_ROWS);
    expect(past.list.getState().isCounted).toBe(false);
    await past.answerAll();
    expect(past.list.getState()).toMatchObject({ length: 100_000, isCounted: true });
    expect(past.shown.slice(0, 200)).toEqual(down(100_000, 99_801));
  });

  test('loads what comes into view, wherever that is', async () => {
    const past = await started(100_000);
    for (const first of [50_123, 99_960, 7, 33_333]) {
      await past.look(first, first + 39);
      expect(past.shown.slice(first, first + 40)).toEqual(
        down(100_000 - first, 100_000 - first - 39),
      );
    }
  });

  test('loads the last view alone when the scroll bar is dragged across many', async () => {
    const past = await started(100_000);
    const before = past.asked.length;
    for (let first = 10_000; first < 60_000; first += 1_000) past.list.look(first, first + 40);
    await past.answerAll();
    expect(past.asked.length - before).toBeLessThan(6);
    expect(past.list.at(59_000)).toBe(41_000);
  });

  test('keeps a bounded number of rows, the newest among them', async () => {
    const past = await started(60_000);
    for (let first = 0; first < 60_000; first += 150) await past.look(first, first + 40);
    expect(past.heldCount).toBeLessThanOrEqual(ROWS_HELD_MAX + PAGE_ROWS);
    expect(past.list.at(0)).toBe(60_000);
    expect(past.list.at(59_900)).toBe(100);
    expect(past.list.at(30_000)).toBeUndefined();
  });

  test('puts on top what has happened since, and moves no row that is shown', async () => {
    const past = await started(10_000);
    await past.look(5_000, 5_040);
    past.grow(10_000 + PAGE_ROWS + 3);
    past.list.loadNewer();
    await past.answerAll();
    const { added, length } = past.list.getState();
    expect({ added, length }).toEqual({ added: PAGE_ROWS + 3, length: 10_000 + PAGE_ROWS + 3 });
    expect(past.shown.slice(0, 500)).toEqual(down(past.last, past.last - 499));
    expect(past.list.at(5_000 + added)).toBe(5_000);
  });

  test('goes back row by row where rows cannot be counted, within its bound', async () => {
    const past = new Past(HISTORY_ROWS_MAX + 3_000);
    past.countable = false;
    past.list.start();
    await past.answerAll();
    expect(past.length).toBe(PAGE_ROWS);
    for (let rows = PAGE_ROWS; rows < HISTORY_ROWS_MAX + 2_000; rows += PAGE_ROWS) {
      await past.look(past.length - 40, past.length - 1);
    }
    expect(past.length).toBe(HISTORY_ROWS_MAX);
    expect(past.shown).toEqual(down(past.last, past.last - HISTORY_ROWS_MAX + 1));
  });

  test('finds the row of a moment', async () => {
    const past = await started(10_000);
    for (const us of [9_999, 5_000, 1_234, 1]) {
      const index = await Promise.all([past.list.indexAt(us), past.answerAll()]);
      expect(index[0]).toBe(10_000 - us);
    }
    expect(await past.list.indexAt(20_000)).toBe(0);
    const first = await Promise.all([past.list.indexAt(0), past.answerAll()]);
    expect(first[0]).toBe(9_999);
  });

  test('takes rows in that came into a stretch after it was counted, and misses those that left', async () => {
    const past = await started(10_000);
    past.rows = past.rows.filter((row) => row !== 5_001 && row !== 5_002);
    await past.look(4_980, 5_020);
    expect(past.length).toBe(9_998);
    expect(past.shown.slice(4_990, 5_010)).toEqual(past.rows.slice(4_990, 5_010));
    past.list.sift((row) => row !== 4_990);
    expect(past.length).toBe(9_997);
    expect(past.list.at(5_010)).toBe(past.rows.filter((row) => row !== 4_990)[5_010]);
  });

  test('counts what goes on while it counts', async () => {
    const past = new Past(50_000);
    past.list.start();
    await past.answer();
    for (let turn = 0; turn < 4; turn += 1) {
      past.grow(past.last + 150);
      past.list.loadNewer();
      await past.answer();
    }
    past.grow(past.last + 150);
    await past.answerAll();
    past.list.loadNewer();
    await past.answerAll();
    expect(past.length).toBe(50_750);
    expect(past.shown.slice(0, 800).filter((row) => row !== undefined)).toEqual(
      past.shown.slice(0, 800).flatMap((row, at) => (row === undefined ? [] : [past.rows[at]])),
    );
    for (let first = 0; first < 1_500; first += 100) await past.look(first, first + 99);
    expect(past.shown.slice(0, 1_500)).toEqual(past.rows.slice(0, 1_500));
  });
});

describe('a short list of the past', () => {
  test('is here as a whole and is never counted', async () => {
    const past = await started(PAGE_ROWS - 1);
    expect(past.shown).toEqual(down(PAGE_ROWS - 1, 1));
    expect(past.asked).toHaveLength(1);
  });

  test('joins rows that are known otherwise without asking', async () => {
    const past = await started(10);
    past.grow(12);
    past.list.join([12, 11, 10]);
    expect(past.shown).toEqual(down(12, 1));
    expect(past.asked).toHaveLength(1);
  });

  test('stays whole and bounded while it grows long', async () => {
    const past = await started(10);
    for (let last = 60; last <= 30_010; last += 50) {
      past.list.join(down(last, past.last + 1));
      past.grow(last);
    }
    expect(past.length).toBe(past.last);
    await past.look(past.length - 40, past.length - 1);
    expect(past.heldCount).toBeLessThanOrEqual(ROWS_HELD_MAX + 2 * STRETCH_ROWS);
    expect(past.shown.slice(-40)).toEqual(down(40, 1));
  });

  test('asks for newer rows after what is on its way', async () => {
    const past = await started(PAGE_ROWS * 3);
    past.list.look(PAGE_ROWS * 2, PAGE_ROWS * 2 + 40);
    past.grow(past.last + 1);
    past.list.loadNewer();
    await past.answerAll();
    expect(past.length).toBe(past.last);
    expect(past.list.at(0)).toBe(past.last);
  });

  test('starts over after an absence that is too long to join', async () => {
    const past = await started(10);
    past.grow(10 + PAGE_ROWS * 6);
    past.list.loadNewer();
    await past.answerAll();
    expect(past.list.getState()).toMatchObject({ length: past.last, added: 0, isCounted: true });
  });

  test('finds the first row of an empty past when it comes', async () => {
    const past = await started(0);
    expect(past.list.getState()).toMatchObject({ length: 0, isLoading: false });
    past.grow(1);
    past.list.loadNewer();
    await past.answerAll();
    expect(past.shown).toEqual([1]);
  });

  test('asks again for what was not counted yet', async () => {
    const past = await started(3);
    past.behind = 1;
    past.list.loadNewer();
    await past.answerAll();
    expect(past.list.getState().behind).toBe(1);
    past.grow(4);
    past.behind = 0;
    past.tick();
    await past.answerAll();
    expect(past.shown).toEqual([4, 3, 2, 1]);
    past.tick();
    expect(past.asked).toHaveLength(3);
  });

  test('says why rows did not come, keeps the others and tries again', async () => {
    const past = await started(PAGE_ROWS * 5);
    past.failing = 'the disk is slow';
    await past.look(PAGE_ROWS * 3, PAGE_ROWS * 3 + 40);
    expect(past.list.getState().problem).toBe('the disk is slow');
    expect(past.list.at(0)).toBe(past.last);
    past.failing = '';
    past.list.retry();
    await past.answerAll();
    expect(past.list.getState().problem).toBe('');
    expect(past.list.at(PAGE_ROWS * 3)).toBe(past.last - PAGE_ROWS * 3);
  });

  test('takes no answer any more once it has been stopped', async () => {
    const past = new Past(3);
    past.list.start();
    past.list.stop();
    await past.answerAll();
    expect(past.shown).toEqual([]);
  });
});

test('whatever is looked at and happens in whatever order, each row is in its place', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 3_000 }),
      fc.array(
        fc.oneof(
          fc.record({ look: fc.integer({ min: 0, max: 4_000 }) }),
          fc.record({ grow: fc.integer({ min: 1, max: 500 }) }),
          fc.constant({ answer: true }),
        ),
        { maxLength: 30 },
      ),
      async (size, steps) => {
        const past = new Past(size);
        past.list.start();
        for (const step of steps) {
          if ('look' in step) past.list.look(step.look, step.look + 40);
          else if ('grow' in step) {
            past.grow(past.last + step.grow);
            past.list.loadNewer();
          } else await past.answer();
        }
        await past.answerAll();
        expect(past.length).toBe(past.last);
        past.shown.forEach((row, at) => {
          if (row !== undefined) expect(row).toBe(past.rows[at]);
        });
        for (let first = 0; first < past.length; first += 150) {
          await past.look(first, first + 149);
          expect(past.shown.slice(first, first + 150)).toEqual(past.rows.slice(first, first + 150));
        }
      },
    ),
    { numRuns: 30 * propertyFactor() },
  );
});
