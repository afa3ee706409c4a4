/** Whether the store has a fill of a file, told by its name and its contents. */
import type { Connection } from '../database.ts';

/** What a fill is told again by, besides its name. */
export interface FillContents {
  readonly at_ms: number;
  readonly symbol: string;
  readonly side: string;
  readonly lots: number;
  readonly ticks: number;
  readonly fee: number;
}

export interface KnownFills {
  /** Whether it cannot know any of the file's fills: it has no names, and only lower numbers. */
  knowsNone(lowestNumber: number | null): boolean;
  /**
   * `same`: it is there; `other`: the name is that of a fill with other contents; `none`: nobody has it.
   * `number`: what the name says in this store's own form, or null.
   */
  find(name: string, number: number | null, contents: FillContents): 'same' | 'other' | 'none';
  /** Whether exports call some fill so. */
  isNameTaken(name: string, number: number | null): boolean;
  /** Whether a fill has this number in the store. */
  isNumberTaken(number: number): boolean;
}

interface Trade {
  readonly us: number;
  readonly symbol: string;
  readonly side: string;
  readonly lots: number;
  readonly ticks: number;
  readonly fee: number;
}

/** Look-ups of one fill: a test holds them to an index. */
export const KNOWN_FILLS = {
  byNumber: `
  SELECT executed_us AS us, symbol, side, last_qty_lots AS lots, last_price_ticks AS ticks,
    fee_micros AS fee
  FROM trades WHERE execution_id = ?`,
  byName: 'SELECT execution_id AS id FROM imported_fills WHERE exec_id = ?',
  byFileName: 'SELECT execution_id AS id FROM imported_fills WHERE file_exec_id = ?',
  name: 'SELECT exec_id AS name FROM imported_fills WHERE execution_id = ?',
};
const LAST = 'SELECT coalesce(max(execution_id), 0) AS id FROM trades';
const NAMES = 'SELECT count(*) AS id FROM (SELECT 1 FROM imported_fills LIMIT 1)';

/** Look-ups by key, prepared once. */
export function knownFills(db: Connection): KnownFills {
  const trade = db.prepare<[number], Trade>(KNOWN_FILLS.byNumber);
  const byName = db.prepare<[string], { id: number }>(KNOWN_FILLS.byName);
  const byFileName = db.prepare<[string], { id: number }>(KNOWN_FILLS.byFileName);
  const name = db.prepare<[number], { name: string }>(KNOWN_FILLS.name);

  const value = (sql: string): number => db.prepare<[], { id: number }>(sql).get()?.id ?? 0;
  const lastId = value(LAST);
  const hasNames = value(NAMES) > 0;

  /** The fill that exports call so. */
  const named = (text: string, number: number | null): number | null => {
    const id = hasNames ? byName.get(text)?.id : undefined;
    if (id !== undefined) return id;
    if (number === null || number > lastId || trade.get(number) === undefined) return null;
    return name.get(number) === undefined ? number : null;
  };
  return {
    knowsNone: (lowest) => !hasNames && lowest !== null && lowest > lastId,
    find(text, number, contents) {
      const ids = hasNames ? byFileName.all(text).map(({ id }) => id) : [];
      const own = named(text, number);
      if (own !== null) ids.push(own);
      if (ids.length === 0) return 'none';
      return ids.some((id) => isSame(trade.get(id), contents)) ? 'same' : 'other';
    },
    isNameTaken: (text, number) => named(text, number) !== null,
    isNumberTaken: (number) => number <= lastId && trade.get(number) !== undefined,
  };
}

/** Files tell times in milliseconds. */
function isSame(trade: Trade | undefined, contents: FillContents): boolean {
  return (
    trade !== undefined &&
    Math.floor(trade.us / 1_000) === contents.at_ms &&
    trade.symbol === contents.symbol &&
    trade.side === contents.side &&
    trade.lots === contents.lots &&
    trade.ticks === contents.ticks &&
    trade.fee === contents.fee
  );
}
