import { describe, expect, test } from 'vitest';
import {
  START_BRACKET,
  distanceOf,
  templateExits,
} from '../../../../renderer/trading/bracket-template.ts';
import { AAPL } from './sample-orders.ts';

const ENTRY = 1_872_500;
const STEPS = { unit: 'steps', takeProfitText: '20', stopLossText: '10', attach: false } as const;

describe('the bracket template', () => {
  test('counts in price steps, with profit above a buy and below a sale', () => {
    expect(templateExits(AAPL, 'buy', ENTRY, STEPS)).toEqual({
      takeProfitTicks: 1_874_500,
      stopLossTicks: 1_871_500,
    });
    expect(templateExits(AAPL, 'sell', ENTRY, STEPS)).toEqual({
      takeProfitTicks: 1_870_500,
      stopLossTicks: 1_873_500,
    });
  });

  test('counts in percent of the entry, rounded to a price that can be sent', () => {
    expect(templateExits(AAPL, 'buy', ENTRY, START_BRACKET)).toEqual({
      takeProfitTicks: 1_891_300,
      stopLossTicks: 1_863_100,
    });
  });

  test('leaves out what is left empty, and makes nothing of nothing', () => {
    const stopOnly = { ...STEPS, takeProfitText: '' };
    expect(templateExits(AAPL, 'buy', ENTRY, stopOnly)).toEqual({
      takeProfitTicks: null,
      stopLossTicks: 1_871_500,
    });
    expect(templateExits(AAPL, 'buy', ENTRY, { ...stopOnly, stopLossText: ' ' })).toBeNull();
  });

  test.each(['0', '-1', '1.5', 'x', '100001'])('has no %j steps', (text) => {
    expect(distanceOf('steps', text)).toBeNull();
    expect(templateExits(AAPL, 'buy', ENTRY, { ...STEPS, takeProfitText: text })).toBeNull();
  });
});
