import { describe, expect, test } from 'vitest';
import {
  ALL_SYMBOLS,
  LINKED_SYMBOL,
  START_FILTER,
  chosenSymbol,
  filterOf,
  isOpenFilter,
} from '../../../../renderer/history/filter.ts';
import { NOW_US } from '../trading/sample-orders.ts';

const ZONE = 'America/New_York';

describe('the filter of the past', () => {
  test('leaves nothing out at first', () => {
    expect(isOpenFilter(START_FILTER)).toBe(true);
    expect(filterOf(START_FILTER, null, ZONE, NOW_US)).toEqual({
      symbol: null,
      side: null,
      tag: null,
      venue: null,
      fromUs: null,
      toUs: null,
    });
  });

  test.each([
    [ALL_SYMBOLS, null],
    [LINKED_SYMBOL, 'MSFT'],
    ['AMD', 'AMD'],
  ])('takes the choice %s while MSFT is shown as %s', (choice, symbol) => {
    expect(chosenSymbol(choice, 'MSFT')).toBe(symbol);
  });

  test('names the tag exactly and says what is wrong with its period', () => {
    expect(filterOf({ ...START_FILTER, tagText: 'a' }, null, ZONE, NOW_US)).toMatchObject({
      tag: 'a',
    });
    const range = { kind: 'range', fromDate: '2026-03-05', toDate: '' } as const;
    expect(filterOf({ ...START_FILTER, period: range }, null, ZONE, NOW_US)).toMatchObject({
      rule: 'Choose both dates',
    });
  });
});
