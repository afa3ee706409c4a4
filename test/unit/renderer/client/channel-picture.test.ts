import { describe, expect, it } from 'vitest';
import type { Bar, DataMap, Quote, Trade } from '../../../../engine/contract/messages.ts';
import { priceTicks, qtyLots } from '../../../../engine/domain/price.ts';
import { timeUs } from '../../../../engine/domain/time.ts';
import { channelKey, foldPicture } from '../../../../renderer/client/channel-picture.ts';

const bar = (startUs: number, close: number): Bar => ({
  startUs: timeUs(startUs),
  openTicks: priceTicks(1),
  highTicks: priceTicks(1),
  lowTicks: priceTicks(1),
  closeTicks: priceTicks(close),
  volumeLots: qtyLots(1),
  trades: 1,
});

const trade = (tradeNumber: number): Trade => ({
  tradeNumber,
  priceTicks: priceTicks(1),
  qtyLots: qtyLots(1),
  aggressor: 'buy',
  executedUs: timeUs(1),
});

describe('the picture for a late listener', () => {
  it('has every symbol with its latest quote', () => {
    // Only the fields that the fold looks at.
    const quote = (symbol: string, lastTicks: number) => ({ symbol, lastTicks }) as Quote;
    const before: DataMap['quotes'] = { quotes: [quote('AAPL', 1), quote('MSFT', 2)] };
    const after = foldPicture('quotes', before, [{ quotes: [quote('AAPL', 3)] }]);
    expect(after?.quotes.map((each) => [each.symbol, each.lastTicks])).toEqual([
      ['AAPL', 3],
      ['MSFT', 2],
    ]);
  });

  it('has the forming bar once, in order of time', () => {
    const after = foldPicture('bars', { bars: [bar(1, 10), bar(2, 20)] }, [{ bars: [bar(2, 25)] }]);
    expect(after?.bars.map((each) => each.closeTicks)).toEqual([10, 25]);
  });

  it('is bounded to the last 500 prints', () => {
    const many = Array.from({ length: 500 }, (_, at) => trade(at));
    const after = foldPicture('trades', { trades: many, skipped: 0 }, [
      { trades: [trade(500)], skipped: 0 },
    ]);
    expect(after?.trades).toHaveLength(500);
    expect(after?.trades.at(-1)?.tradeNumber).toBe(500);
  });

  it('is the same whether changes are folded one by one or together', () => {
    const changes = [
      { bars: [bar(1, 10)] },
      { bars: [bar(1, 11), bar(2, 20)] },
      { bars: [bar(2, 21), bar(3, 30)] },
    ];
    const oneByOne = changes.reduce<DataMap['bars'] | null>(
      (before, change) => foldPicture('bars', before, [change]),
      null,
    );
    expect(foldPicture('bars', null, changes)).toEqual(oneByOne);
    expect(oneByOne?.bars.map((each) => each.closeTicks)).toEqual([11, 21, 30]);
  });
});

describe('the key of a channel', () => {
  it('tells arguments apart and nothing else', () => {
    const depth = { channel: 'depth', symbol: 'AAPL', levels: 10 } as const;
    expect(channelKey(depth)).toBe(channelKey({ ...depth }));
    expect(channelKey(depth)).not.toBe(channelKey({ ...depth, levels: 20 }));
    expect(channelKey({ channel: 'bars', symbol: 'AAPL', timeframe: '1m' })).not.toBe(
      channelKey({ channel: 'bars', symbol: 'AAPL', timeframe: '5m' }),
    );
  });
});
