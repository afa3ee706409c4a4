import { expect, test } from 'vitest';
import { axisText } from '../../../../renderer/chart/chart-points.ts';
import { AAPL } from '../market-samples.ts';

test.each([
  [268.4177, '268.42'],
  [268.4149, '268.41'],
  [268.42, '268.42'],
  [-1.129, '-1.13'],
  [0, '0.0000'],
])('the axis tells %d to the nearest that it can tell', (price, text) => {
  expect(axisText(AAPL, price)).toBe(text);
});
