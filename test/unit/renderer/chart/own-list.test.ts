import { expect, test } from 'vitest';
import { orderLines, positionLine } from '../../../../renderer/chart/order-lines.ts';
import { lineTexts, markerTexts } from '../../../../renderer/panels/chart/own-list.ts';
import { AAPL, dollars, order, position } from '../market-samples.ts';

test('own lines are said with their price', () => {
  const line = positionLine(AAPL, position(100, 18_725), null);
  const lines = orderLines(AAPL, [order(1, 'buy', 187.25)], 0);
  expect(lineTexts(AAPL, lines)).toEqual(['BUY 100 LMT at 187.25']);
  expect(lineTexts(AAPL, line === null ? [] : [line])).toEqual(['LONG 100 at 187.25']);
});

test('own fills are said newest first', () => {
  const of = (side: 'buy' | 'sell', barStartUs: number, text: string) => {
    return { side, barStartUs, text, priceTicks: dollars(187), qtyLots: 100 };
  };
  expect(
    markerTexts([of('buy', 0, '100 @ 187.25'), of('sell', 60_000_000, '40 @ 187.30')]),
  ).toEqual(['Sold 40 @ 187.30', 'Bought 100 @ 187.25']);
});
