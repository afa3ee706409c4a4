import { describe, expect, test } from 'vitest';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { TAPE_TRADES_KEPT, TradeTape } from '../../../engine/market/trade-tape.ts';

function tapeOf(count: number): TradeTape {
  const tape = new TradeTape();
  for (let n = 1; n <= count; n += 1) tape.append(n * 10, n, n % 2 === 0 ? BUY : SELL, n * 1_000);
  return tape;
}
const numbers = (tape: TradeTape, after: number): number[] =>
  tape.since(after).map(({ tradeNumber }) => tradeNumber);

describe('a tape', () => {
  test('gives what was printed after a number, oldest first', () => {
    const tape = tapeOf(5);
    expect(numbers(tape, 0)).toEqual([1, 2, 3, 4, 5]);
    expect(numbers(tape, 3)).toEqual([4, 5]);
    expect(tape.since(5)).toEqual([]);
    expect(tape.since(4)).toEqual([
      { tradeNumber: 5, priceTicks: 50, qtyLots: 5, aggressor: 'sell', executedUs: 5_000 },
    ]);
  });

  test('keeps the newest prints only', () => {
    const tape = tapeOf(TAPE_TRADES_KEPT + 7);
    expect(tape.lastNumber).toBe(TAPE_TRADES_KEPT + 7);
    expect(tape.since(0)).toHaveLength(TAPE_TRADES_KEPT);
    expect(numbers(tape, 0)[0]).toBe(8);
    expect(numbers(tape, TAPE_TRADES_KEPT + 5)).toEqual([
      TAPE_TRADES_KEPT + 6,
      TAPE_TRADES_KEPT + 7,
    ]);
  });
});
