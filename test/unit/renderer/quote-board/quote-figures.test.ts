import { describe, expect, test } from 'vitest';
import { usEquity } from '../../../../engine/domain/instrument.ts';
import {
  FIGURES,
  figureDirection,
  figureText,
  figureValue,
  findInstruments,
  shownFigure,
} from '../../../../renderer/panels/quote-board/quote-figures.ts';
import { AAPL, dollars, quote } from '../market-samples.ts';

describe('figures of the quote board', () => {
  test('are exact and have the decimals of the price', () => {
    expect(FIGURES.map((figure) => figureText(AAPL, quote(), figure))).toEqual([
      '187.25',
      '+1.00',
      '+0.54%',
      '187.24',
      '187.26',
      '300',
      '500',
      '1.23M',
      '188.00',
      '185.50',
    ]);
  });

  test('are a dash where there is nothing to show, never a zero price', () => {
    const empty = quote({ bidTicks: 0, bidLots: 0, lastTicks: 0 });
    expect(figureText(AAPL, empty, 'bid')).toBe('–');
    expect(figureText(AAPL, empty, 'bidSize')).toBe('–');
    expect(figureText(AAPL, empty, 'last')).toBe('–');
    expect(figureText(AAPL, empty, 'change')).toBe('–');
    expect(figureText(AAPL, undefined, 'ask')).toBe('–');
  });

  test('have no change against a close that is not known', () => {
    expect(figureText(AAPL, quote({ prevCloseTicks: 0 }), 'changePercent')).toBe('–');
  });

  test('are coloured by the sign of the change', () => {
    const fallen = quote({ lastTicks: dollars(180) });
    expect(figureDirection(quote(), 'change')).toBe('up');
    expect(figureDirection(fallen, 'changePercent')).toBe('down');
    expect(figureText(AAPL, fallen, 'change')).toBe('-6.25');
    expect(figureDirection(quote(), 'last')).toBe('');
  });

  test('sort what is missing first', () => {
    const order = [undefined, quote({ lastTicks: 0 }), quote()];
    const values = order.map((known) => figureValue(known, 'change'));
    expect([...values].sort((a, b) => a - b)).toEqual(values);
    expect(values[2]).toBe(dollars(1));
  });
});

describe('finding an instrument', () => {
  const all = [AAPL, usEquity('PLTR', 'Palantir'), usEquity('MSFT', 'Microsoft Corp. (apps)')];

  test('puts symbols that begin with the text before names that have it', () => {
    expect(findInstruments(all, 'p').map(({ symbol }) => symbol)).toEqual(['PLTR', 'AAPL', 'MSFT']);
    expect(findInstruments(all, 'micro').map(({ symbol }) => symbol)).toEqual(['MSFT']);
  });

  test('finds all for no text and none for nonsense', () => {
    expect(findInstruments(all, ' ')).toEqual(all);
    expect(findInstruments(all, 'zzz')).toEqual([]);
  });
});

describe('what a cell shows', () => {
  test('is the same object until its text or direction is another', () => {
    const show = shownFigure(AAPL, 'last');
    const first = show(quote());
    expect(first).toEqual({ text: '187.25', direction: '' });
    expect(show(quote({ bidLots: 1 }))).toBe(first);
    expect(show(quote({ lastTicks: dollars(187.26) })).text).toBe('187.26');
  });

  test('follows a direction that changes under the same text', () => {
    const show = shownFigure(AAPL, 'change');
    const flat = show(quote({ prevCloseTicks: 0 }));
    expect(show(undefined)).toBe(flat);
    expect(show(quote()).direction).toBe('up');
  });
});
