import { describe, expect, test } from 'vitest';
import { ownTrades } from '../../../../renderer/panels/time-and-sales/own-trades.ts';
import { tapeTexts } from '../../../../renderer/panels/time-and-sales/tape-view.ts';
import { TAPE_ROWS_MAX, Tape } from '../../../../renderer/panels/time-and-sales/tape.ts';
import { AAPL, fill, trade } from '../market-samples.ts';

/** Trade numbers from the newest, `s3` for a mark of three skipped prints. */
function rows(tape: Tape, count = tape.length): string[] {
  return Array.from({ length: count }, (_, i) => {
    const row = tape.row(i);
    if (row === undefined) return '';
    return row.kind === 'trade' ? String(row.trade.tradeNumber) : `s${String(row.count)}`;
  });
}

describe('a tape', () => {
  test('has the newest print on top', () => {
    const tape = new Tape();
    tape.add([trade(1, 100), trade(2, 101)], 0);
    tape.add([trade(3, 100)], 0);
    expect(rows(tape)).toEqual(['3', '2', '1']);
    expect(tape.row(3)).toBeUndefined();
  });

  test('numbers its rows from the first one on, as a reader sees them', () => {
    const tape = new Tape();
    expect(tape.newest).toBe(0);
    tape.add([trade(5, 100), trade(6, 101)], 0);
    expect(tape.newest).toBe(2);
    tape.hold();
    tape.add([trade(9, 100)], 2);
    expect(tape.newest).toBe(2);
    tape.release();
    expect(tape.newest).toBe(4);
    tape.clear();
    expect(tape.newest).toBe(0);
  });

  test('leaves out prints it has seen, as after a reconnect', () => {
    const tape = new Tape();
    tape.add([trade(1, 100), trade(2, 101)], 0);
    tape.add([trade(1, 100), trade(2, 101), trade(3, 101)], 0);
    expect(rows(tape)).toEqual(['3', '2', '1']);
  });

  test('marks where prints were missed', () => {
    const tape = new Tape();
    tape.add([trade(1, 100)], 0);
    tape.add([trade(9, 100)], 7);
    expect(rows(tape)).toEqual(['9', 's7', '1']);
  });

  test('keeps no more than its bound, the newest', () => {
    const tape = new Tape();
    for (let i = 1; i <= TAPE_ROWS_MAX + 5; i += 1) tape.add([trade(i, 100)], 0);
    expect(tape.length).toBe(TAPE_ROWS_MAX);
    expect(rows(tape, 2)).toEqual(['1005', '1004']);
    expect(rows(tape).at(-1)).toBe('6');
  });

  test('stands still while it is held, and says how much waits', () => {
    const tape = new Tape();
    tape.add([trade(1, 100)], 0);
    tape.hold();
    tape.add([trade(2, 100), trade(3, 100)], 0);
    expect(rows(tape)).toEqual(['1']);
    expect(tape.waiting).toBe(2);
    tape.release();
    expect(rows(tape)).toEqual(['3', '2', '1']);
    expect(tape.waiting).toBe(0);
  });

  test('keeps a held view whole although the ring turns over', () => {
    const tape = new Tape();
    for (let i = 1; i <= TAPE_ROWS_MAX; i += 1) tape.add([trade(i, 100)], 0);
    tape.hold();
    for (let i = 1; i <= 300; i += 1) tape.add([trade(TAPE_ROWS_MAX + i, 100)], 0);
    expect(rows(tape, 1)).toEqual(['1000']);
    expect(rows(tape).at(-1)).toBe('1');
  });
});

describe('a row of the tape', () => {
  test('says the aggressor in a word and an arrow, and the time to the millisecond', () => {
    const texts = tapeTexts(
      AAPL,
      { kind: 'trade', trade: trade(1, 187.25, 1_200), move: 0 },
      false,
    );
    expect(texts).toMatchObject({
      kind: 'buy',
      time: '10:02:11.004',
      price: '187.25',
      size: '1,200',
      side: '▲ Buy',
    });
  });

  test('counts skipped prints', () => {
    expect(tapeTexts(AAPL, { kind: 'skipped', count: 1_234 }, false).time).toBe('1,234 skipped');
  });
});

test('own prints are told by time, price and symbol', () => {
  const mine = trade(1, 100);
  const isOwn = ownTrades('AAPL', [
    fill(1, 'buy', 100, mine.executedUs),
    fill(2, 'buy', 200, trade(2, 200).executedUs, 100, 'MSFT'),
  ]);
  expect(isOwn(mine)).toBe(true);
  expect(isOwn(trade(2, 100))).toBe(false);
  expect(isOwn(trade(2, 200))).toBe(false);
});
