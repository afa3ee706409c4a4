import { wireTimeUs } from '../../../engine/alpaca/wire-time.ts';
import type { MarketPlayer } from './market-player.ts';
import type { FakeRoute } from './rest.ts';

/** Bars and snapshots of a market, page by page. */
export function historyRoutes(player: MarketPlayer, pageMax: number = 10_000): FakeRoute[] {
  return [
    ({ path, query }) => {
      if (path !== '/v2/stocks/bars' && path !== '/v1beta3/crypto/us/bars') return null;
      const symbols = (query.get('symbols') ?? '').split(',');
      const timeframe = query.get('timeframe') === '1Day' ? '1d' : '1m';
      const fromUs = wireTimeUs(query.get('start') ?? '');
      const toUs = wireTimeUs(query.get('end') ?? '');
      if (Number.isNaN(fromUs) || Number.isNaN(toUs)) {
        return { status: 400, body: { message: 'invalid start or end' } };
      }
      const all = symbols.flatMap((symbol) =>
        player.bars(symbol, timeframe, fromUs, toUs).map((bar) => ({ symbol, bar })),
      );
      const first = Number(query.get('page_token') ?? '0');
      const limit = Math.min(pageMax, Number(query.get('limit') ?? '1000'));
      const page = all.slice(first, first + limit);
      const bars: Record<string, unknown[]> = {};
      for (const { symbol, bar } of page) (bars[symbol] ??= []).push(bar);
      const next = first + page.length;
      return {
        status: 200,
        body: { bars, next_page_token: next < all.length ? String(next) : null },
      };
    },
    ({ path, query }) => {
      const isCrypto = path === '/v1beta3/crypto/us/snapshots';
      if (path !== '/v2/stocks/snapshots' && !isCrypto) return null;
      const symbols = (query.get('symbols') ?? '').split(',');
      const snapshots = Object.fromEntries(
        symbols.map((symbol) => [symbol, player.snapshot(symbol)]),
      );
      return { status: 200, body: isCrypto ? { snapshots } : snapshots };
    },
  ];
}
