import { describe, expect, test } from 'vitest';
import { HistoryList, PAGE_ROWS } from '../../../../renderer/history/history-list.ts';
import type { Page, PageRequest } from '../../../../renderer/history/history-list.ts';

/** A past of numbers, each at its own time, whose pages a test lets come when it wants. */
class Past {
  last: number;
  behind = 0;
  failing = '';
  readonly asked: PageRequest[] = [];
  #waits: (() => void)[] = [];
  #timers: (() => void)[] = [];

  constructor(last: number) {
    this.last = last;
  }

  readonly list = new HistoryList<number>({
    load: (request) =>
      new Promise((resolve, reject) => {
        this.asked.push(request);
        this.#waits.push(() => {
          if (this.failing === '') resolve(this.#page(request));
          else reject(new Error(this.failing));
        });
      }),
    cursorOf: (row) => ({ atUs: row, id: row }),
    after: (_, callback) => {
      this.#timers.push(callback);
      return () => {
        this.#timers = this.#timers.filter((known) => known !== callback);
      };
    },
  });

  get rows(): readonly number[] {
    return this.list.getState().rows;
  }

  async answer(): Promise<void> {
    const waits = this.#waits;
    this.#waits = [];
    for (const answer of waits) answer();
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
  }

  /** Answers until nothing is asked any more. */
  async answerAll(): Promise<void> {
    while (this.#waits.length > 0) await this.answer();
  }

  tick(): void {
    const due = this.#timers;
    this.#timers = [];
    for (const callback of due) callback();
  }

  #page({ cursor, direction, limit }: PageRequest): Page<number> {
    const all = Array.from({ length: this.last }, (_, at) => this.last - at);
    const beyond = all.filter((row) => {
      if (cursor === null) return true;
      return direction === 'older' ? row < cursor.id : row > cursor.id;
    });
    const rows = direction === 'older' ? beyond.slice(0, limit) : beyond.slice(-limit);
    return { rows, more: rows.length < beyond.length, behind: this.behind };
  }
}

const down = (from: number, to: number): number[] =>
  Array.from({ length: from - to + 1 }, (_, at) => from - at);

async function started(last: number): Promise<Past> {
  const past = new Past(last);
  past.list.start();
  await past.answerAll();
  return past;
}

describe('a list of the past', () => {
  test('goes back page by page and ends at the first row', async () => {
    const past = await started(PAGE_ROWS * 2 + 5);
    expect(past.rows).toEqual(down(PAGE_ROWS * 2 + 5, PAGE_ROWS + 6));
    past.list.loadOlder();
    past.list.loadOlder();
    expect(past.asked).toHaveLength(2);
    await past.answerAll();
    past.list.loadOlder();
    await past.answerAll();
    expect(past.rows).toEqual(down(PAGE_ROWS * 2 + 5, 1));
    past.list.loadOlder();
    expect(past.asked).toHaveLength(3);
  });

  test('puts on top what has happened since, without gap or repetition', async () => {
    const past = await started(10);
    past.last = 10 + PAGE_ROWS + 3;
    past.list.loadNewer();
    await past.answerAll();
    expect(past.rows).toEqual(down(10 + PAGE_ROWS + 3, 1));
  });

  test('asks for newer rows after what is on its way', async () => {
    const past = await started(PAGE_ROWS + 10);
    past.list.loadOlder();
    past.last += 1;
    past.list.loadNewer();
    expect(past.asked.at(-1)?.direction).toBe('older');
    await past.answerAll();
    expect(past.rows).toEqual(down(PAGE_ROWS + 11, 1));
  });

  test('starts over after an absence that is too long to join', async () => {
    const past = await started(10);
    past.last = 10 + PAGE_ROWS * 6;
    past.list.loadNewer();
    await past.answerAll();
    expect(past.rows).toEqual(down(past.last, past.last - PAGE_ROWS + 1));
    expect(past.list.getState().more).toBe(true);
  });

  test('finds the first row of an empty past when it comes', async () => {
    const past = await started(0);
    expect(past.list.getState()).toMatchObject({ rows: [], isLoading: false });
    past.last = 1;
    past.list.loadNewer();
    await past.answerAll();
    expect(past.rows).toEqual([1]);
  });

  test('asks again for what was not counted yet', async () => {
    const past = await started(3);
    past.behind = 1;
    past.list.loadNewer();
    await past.answerAll();
    expect(past.list.getState().behind).toBe(1);
    past.last = 4;
    past.behind = 0;
    past.tick();
    await past.answerAll();
    expect(past.rows).toEqual([4, 3, 2, 1]);
    past.tick();
    expect(past.asked).toHaveLength(3);
  });

  test('says why a page did not come, keeps the others and tries again', async () => {
    const past = await started(PAGE_ROWS + 1);
    past.failing = 'the disk is slow';
    past.list.loadOlder();
    await past.answerAll();
    expect(past.list.getState().problem).toBe('the disk is slow');
    expect(past.rows).toHaveLength(PAGE_ROWS);
    past.failing = '';
    past.list.retry();
    await past.answerAll();
    expect(past.list.getState()).toMatchObject({ problem: '', more: false });
  });

  test('takes no answer any more once it has been stopped', async () => {
    const past = new Past(3);
    past.list.start();
    past.list.stop();
    await past.answerAll();
    expect(past.rows).toEqual([]);
  });
});
