import { beforeEach, describe, expect, it } from 'vitest';
import {
  COLUMN_SETS_MAX,
  changeView,
  dropColumnSet,
  readTableViews,
  saveColumnSet,
  useTableViews,
  viewOf,
} from '../../../../renderer/stores/table-views.ts';

beforeEach(() => useTableViews.setState({ views: {}, searches: {} }));

describe('the columns of a table', () => {
  it('are kept under a name and taken back', () => {
    changeView('fills', { hidden: ['fee', 'tag'] });
    saveColumnSet('fills', 'short');
    changeView('fills', { hidden: [] });
    expect(viewOf('fills').sets).toEqual({ short: ['fee', 'tag'] });
    dropColumnSet('fills', 'short');
    expect(viewOf('fills')).toEqual({ hidden: [], sets: {} });
    expect(viewOf('positions')).toEqual({ hidden: [], sets: {} });
  });

  it('have a bounded number of names', () => {
    for (let at = 0; at < COLUMN_SETS_MAX + 5; at += 1) saveColumnSet('fills', `set ${String(at)}`);
    expect(Object.keys(viewOf('fills').sets)).toHaveLength(COLUMN_SETS_MAX);
    changeView('fills', { hidden: ['fee'] });
    saveColumnSet('fills', 'set 0');
    expect(viewOf('fills').sets['set 0']).toEqual(['fee']);
  });

  it('come back from what was stored, as far as that says something', () => {
    changeView('positions', { hidden: ['fees'], sets: { a: ['fees'] } });
    const stored: unknown = JSON.parse(
      JSON.stringify({ version: 1, tables: useTableViews.getState().views }),
    );
    expect(readTableViews(stored)).toEqual(useTableViews.getState().views);
    expect(
      readTableViews({ tables: { fills: { hidden: [1, 'fee'], sets: 3 }, other: {} } }),
    ).toEqual({ fills: { hidden: ['fee'], sets: {} } });
    expect(readTableViews('nonsense')).toEqual({});
  });
});
