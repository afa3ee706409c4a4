import { expect, it } from 'vitest';
import { ENGINE_STAGES, GAUGE_UNITS, metricUnit } from '../../../engine/contract/metrics.ts';

it('knows the unit of every gauge, stage, buffer and statement, and of nothing else', () => {
  for (const [name, unit] of Object.entries(GAUGE_UNITS)) expect(metricUnit(name)).toBe(unit);
  for (const stage of ENGINE_STAGES) {
    expect(metricUnit(`${stage}.p99`)).toBe('us');
    expect(metricUnit(`${stage}.rate`)).toBe('per_s');
  }
  expect(metricUnit('buffer.store.writes')).toBe('share');
  expect(metricUnit('statement.fills.page.symbol.p50')).toBe('us');
  expect(metricUnit('statement.fills.page.rate')).toBeNull();
  expect(metricUnit('order.lunch.p99')).toBeNull();
  expect(metricUnit('order.total')).toBeNull();
  expect(metricUnit('toString')).toBeNull();
});
