import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../../engine/advisor/outcome.ts';

describe('the outcome of a cure', () => {
  it('is help when a metric has come most of the way back to the usual', () => {
    expect(outcomeOf('store.commit', 40_000, 4_000, 3_000)).toBe('helped');
    expect(outcomeOf('store.commit', 40_000, 38_000, 3_000)).toBe('no_change');
  });

  it('is worse when the metric went up by half', () => {
    expect(outcomeOf('loop.delay', 50_000, 120_000, 2_000)).toBe('worse');
  });

  it('is help when what grew has become less', () => {
    expect(outcomeOf('buffer.fill', 60, 2, 1)).toBe('helped');
    expect(outcomeOf('buffer.fill', 60, 70, 1)).toBe('no_change');
  });

  it('asks of what is wrong in any case whether it still is', () => {
    expect(outcomeOf('store.indexes_missing', 2, 0, 0)).toBe('helped');
    expect(outcomeOf('store.indexes_missing', 2, 1, 0)).toBe('no_change');
  });

  it('compares with nothing where the usual is not known', () => {
    expect(outcomeOf('gc.time', 300, 0, null)).toBe('helped');
    expect(outcomeOf('gc.time', 300, 290, null)).toBe('no_change');
  });
});
