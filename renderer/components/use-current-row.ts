import { useEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** The row that keys act on, and how it came to be it. */
interface Chosen {
  readonly key: string | number;
  /** By a person; else it only stands for "where one begins", and gives way to another such row. */
  readonly byHand: boolean;
}

export interface CurrentRow {
  /** Index of it, -1: none. */
  readonly at: number;
  readonly key: string | number | null;
  /** Index from which arrows move on: also the place of a row that has gone, between its neighbours. */
  readonly from: (key: string) => number;
  readonly choose: (at: number) => void;
  /** The table has got the keyboard: some row is current, the last one or the first. */
  readonly begin: () => void;
  /** Something is done to the current row: when it goes, no other takes its place by itself. */
  readonly keep: () => void;
}

/**
 * The current row of a table of live rows. It stays with its row when rows move. While the table has the
 * keyboard the first row, or that of `isHome`, is current until another is chosen, so that Enter and Delete need no arrow
 * before; after a deletion none is, so that a second Delete deletes nothing unseen.
 */
export function useCurrentRow<Row>(
  table: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  rowKey: (row: Row) => string | number,
  onSelect: ((row: Row) => void) | undefined,
  isHome: ((row: Row) => boolean) | undefined,
): CurrentRow {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const lastAt = useRef(-1);
  const key = chosen?.key ?? null;
  const at = useMemo(() => rows.findIndex((row) => rowKey(row) === key), [rows, rowKey, key]);
  const take = (index: number, byHand: boolean): void => {
    const row = rows[index];
    if (row === undefined) return;
    setChosen({ key: rowKey(row), byHand });
    onSelect?.(row);
  };
  const home = (): number => Math.max(0, isHome === undefined ? 0 : rows.findIndex(isHome));
  const isOpen = rows.length > 0 && chosen?.byHand !== true;
  useEffect(() => {
    if (at >= 0) lastAt.current = at;
    if (!isOpen || document.activeElement !== table.current) return;
    // Nothing is current yet, or what is home has moved on, as the symbol does.
    const next = home();
    if (at < 0 || (isHome !== undefined && at !== next)) queueMicrotask(() => take(next, false));
  });
  return {
    at,
    key,
    from: (arrow) => {
      if (at >= 0 || lastAt.current < 0) return at;
      return arrow === 'ArrowDown' ? lastAt.current - 1 : lastAt.current;
    },
    choose: (index) => take(index, true),
    begin: () => {
      // Back in a table whose own row goes along, as the symbol's does, one begins there again.
      const isBack = isHome !== undefined && chosen?.byHand !== true;
      if (at >= 0 && !isBack) return;
      const last = lastAt.current < 0 || isBack ? home() : lastAt.current;
      take(Math.min(last, rows.length - 1), false);
    },
    keep: () => setChosen((before) => before && { ...before, byHand: true }),
  };
}
