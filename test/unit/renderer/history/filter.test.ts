import { describe, expect, test } from 'vitest';
import {
  ALL_SYMBOLS,
  LINKED_SYMBOL,
  START_FILTER,
  changeFilter,
  chosenSymbol,
  filterKey,
  filterOf,
  forgetFilter,
  isOpenFilter,
  symbolChoice,
  useHistoryFilters,
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

  test('shows the symbol of a colour group until one is chosen', () => {
    expect(symbolChoice(START_FILTER, false)).toBe(ALL_SYMBOLS);
    expect(symbolChoice(START_FILTER, true)).toBe(LINKED_SYMBOL);
    const chosen = { ...START_FILTER, symbol: ALL_SYMBOLS };
    expect(symbolChoice(chosen, true)).toBe(ALL_SYMBOLS);
    expect(isOpenFilter(chosen)).toBe(true);
  });

  test('is shared by first panels, and each further one has its own while it is open', () => {
    expect(filterKey('fills')).toBe(filterKey('history'));
    expect(filterKey(null)).toBe(filterKey('fills'));
    changeFilter(filterKey('fills:2'), { side: 'buy' });
    changeFilter(filterKey('fills:2'), { tagText: 'a' });
    const { drafts } = useHistoryFilters.getState();
    expect(drafts).toEqual({ 'fills:2': { ...START_FILTER, side: 'buy', tagText: 'a' } });
    forgetFilter('fills:2');
    expect(useHistoryFilters.getState().drafts).toEqual({});
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
