import { HistoryList } from '../../../../renderer/history/history-list.ts';
import type {
  Page,
  PageRequest,
  Places,
  PlacesRequest,
} from '../../../../renderer/history/history-list.ts';

/** A past of numbers, each at its own time, whose answers a test lets come when it wants. */
export class Past {
  /** Newest first. */
  rows: readonly number[];
  behind = 0;
  failing = '';
  countable = true;
  readonly asked: PageRequest[] = [];
  #waits: (() => void)[] = [];
  #timers: (() => void)[] = [];

  readonly list = new HistoryList<number>({
    load: (request) => {
      this.asked.push(request);
      return this.#later(() => this.#page(request));
    },
    places: (request) => this.#later(() => this.#places(request)),
    cursorOf: (row) => ({ atUs: row, id: row }),
    after: (_, callback) => {
      this.#timers.push(callback);
      return () => {
        this.#timers = this.#timers.filter((known) => known !== callback);
      };
    },
  });

  /** With rows 1 to `last`. */
  constructor(last: number) {
    this.rows = down(last, 1);
  }

  get last(): number {
    return this.rows[0] ?? 0;
  }

  /** Rows up to `last` happen. */
  grow(last: number): void {
    this.rows = [...down(last, this.last + 1), ...this.rows];
  }

  get length(): number {
    return this.list.getState().length;
  }

  /** What the list shows; undefined for what is not here. */
  get shown(): readonly (number | undefined)[] {
    return Array.from({ length: this.length }, (_, at) => this.list.at(at));
  }

  get heldCount(): number {
    return this.shown.filter((row) => row !== undefined).length;
  }

  async answer(): Promise<void> {
    const waits = this.#waits;
    this.#waits = [];
    for (const answer of waits) answer();
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  }

  /** Answers until nothing is asked any more. */
  async answerAll(): Promise<void> {
    while (this.#waits.length > 0) await this.answer();
  }

  async look(first: number, last: number): Promise<void> {
    this.list.look(first, last);
    await this.answerAll();
  }

  tick(): void {
    const due = this.#timers;
    this.#timers = [];
    for (const callback of due) callback();
  }

  #later<Answer>(answer: () => Answer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waits.push(() => {
        if (this.failing === '') resolve(answer());
        else reject(new Error(this.failing));
      });
    });
  }

  #page({ cursor, direction, limit }: PageRequest): Page<number> {
    const beyond = this.rows.filter((row) => {
      if (cursor === null) return true;
      return direction === 'older' ? row < cursor.id : row > cursor.id;
    });
    const rows = direction === 'older' ? beyond.slice(0, limit) : beyond.slice(-limit);
    return { rows, more: rows.length < beyond.length, behind: this.behind };
  }

  #places({ after, stride, limit }: PlacesRequest): Places {
    const { countable } = this;
    if (!countable) return { places: [], rest: 0, more: false, countable, behind: 0 };
    const rest = this.rows.filter((row) => row > (after?.id ?? 0)).toReversed();
    const all = rest.filter((_, at) => (at + 1) % stride === 0);
    const places = all.slice(0, limit).map((row) => ({ atUs: row, id: row }));
    const more = all.length > limit;
    return { places, rest: more ? 0 : rest.length % stride, more, countable, behind: 0 };
  }
}

export function down(from: number, to: number): number[] {
  return Array.from({ length: from - to + 1 }, (_, at) => from - at);
}

export async function started(last: number): Promise<Past> {
  const past = new Past(last);
  past.list.start();
  await past.answerAll();
  return past;
}
