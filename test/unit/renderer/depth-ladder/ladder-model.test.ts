import { describe, expect, test } from 'vitest';
import { LadderModel } from '../../../../renderer/panels/depth-ladder/ladder-model.ts';
import { AAPL, dollars, level, trade } from '../market-samples.ts';

/** A ladder of 21 rows centred on `mid`. */
function ladder(mid = 100): LadderModel {
  const model = new LadderModel();
  model.setInstrument(AAPL);
  model.setRowCount(21);
  market(model, mid);
  return model;
}

/** Moves the market to `mid`, one cent wide each side, and paints. */
function market(model: LadderModel, mid: number): void {
  model.setDepth({ bids: [level(mid - 0.01)], asks: [level(mid + 0.01)], updatedUs: 0 });
  model.settle();
}

describe('a ladder', () => {
  test('starts centred on the market', () => {
    expect(ladder().prices[10]).toBe(dollars(100));
  });

  test('stays where it is while the market moves within it', () => {
    const model = ladder();
    market(model, 100.05);
    expect(model.prices[10]).toBe(dollars(100));
  });

  test('follows a market that leaves its inner part', () => {
    const model = ladder();
    market(model, 100.09);
    expect(model.prices[10]).toBe(dollars(100.09));
  });

  test('never moves under the pointer, and follows once it has left', () => {
    const model = ladder();
    model.pointerInside = true;
    market(model, 105);
    expect(model.prices[10]).toBe(dollars(100));
    expect(model.place()).toBe('above');
    model.pointerInside = false;
    model.settle();
    expect(model.prices[10]).toBe(dollars(105));
  });

  test('stays where the trader has scrolled it until it is recentred', () => {
    const model = ladder();
    model.scroll(30);
    market(model, 100.02);
    expect(model.prices[10]).toBe(dollars(100.3));
    expect(model.place()).toBe('below');
    model.recentre();
    expect(model.prices[10]).toBe(dollars(100.02));
  });

  test('keeps its last book and rows when both sides empty', () => {
    const model = ladder();
    model.setDepth({ bids: [], asks: [], updatedUs: 0 });
    model.settle();
    expect(model.prices).toHaveLength(21);
    expect(model.prices[10]).toBe(dollars(100));
  });

  test('shows prices around the last trade before any book has come', () => {
    const model = new LadderModel();
    model.setInstrument(AAPL);
    model.setRowCount(5);
    model.setLast(dollars(50));
    model.settle();
    expect(model.prices[2]).toBe(dollars(50));
    expect(model.hasBook).toBe(false);
  });

  test('keeps its middle price when its height changes', () => {
    const model = ladder();
    model.setRowCount(31);
    expect(model.prices).toHaveLength(31);
    expect(model.prices[15]).toBe(dollars(100));
  });

  test('forgets one instrument for another', () => {
    const model = ladder();
    model.addTrades([trade(1, 100)]);
    model.setInstrument({ ...AAPL, symbol: 'MSFT' });
    expect(model.prices).toEqual([]);
    expect(model.lastTicks).toBe(0);
    expect(model.volume.at(dollars(100))).toBe(0);
  });
});
