import { SYSTEM_TIMERS } from '../../../engine/alpaca/access.ts';
import { DataApi } from '../../../engine/alpaca/data-api.ts';
import { RequestBudget } from '../../../engine/alpaca/request-budget.ts';
import { RestClient } from '../../../engine/alpaca/rest-client.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { AlpacaSource } from '../../../engine/feed/alpaca/alpaca-source.ts';
import { Backfill } from '../../../engine/feed/alpaca/backfill.ts';
import { JoinedSource } from '../../../engine/feed/alpaca/joined-source.ts';
import { AlpacaStream } from '../../../engine/feed/alpaca/stream-client.ts';
import type { StreamChannel } from '../../../engine/feed/alpaca/subscriptions.ts';

const KEYS = { keyId: 'bench', secret: 'bench' };

const CHANNELS: readonly StreamChannel[] = ['trades', 'quotes', 'bars'];

/**
 * The engine's own market source, joined of two feeds of which one is used, before a sender that answers
 * at `host` (host:port). Connects at once.
 */
export function openFeedSource(
  host: string,
  instruments: readonly Instrument[],
  wallUs: () => number,
): JoinedSource {
  const monotonicMs = (): number => performance.now();
  const monotonicUs = (): number => monotonicMs() * 1_000;
  const budget = new RequestBudget({ monotonicMs, timers: SYSTEM_TIMERS });
  const rest = new RestClient({
    host: `http://${host}`,
    keys: KEYS,
    budget,
    timers: SYSTEM_TIMERS,
    wallMs: () => wallUs() / 1_000,
    monotonicMs,
    random: () => 0.5,
  });
  const [shares, coins] = (['stocks', 'crypto'] as const).map((market) => {
    const followed = market === 'stocks' ? instruments : [];
    const feed = market === 'stocks' ? 'iex' : 'crypto';
    const api = new DataApi(rest, market);
    return new AlpacaSource(
      {
        instruments: followed,
        feed,
        encoding: 'json',
        monotonicUs,
        wallUs,
        backfill: new Backfill({ api, feed, instruments: followed, timers: SYSTEM_TIMERS }),
        budget: () => budget.state,
        openStream: (queue, listener) =>
          new AlpacaStream({
            url: `ws://${host}`,
            encoding: 'json',
            channels: CHANNELS,
            keys: KEYS,
            queue,
            monotonicUs,
            random: () => 0.5,
            timers: SYSTEM_TIMERS,
            listener,
          }),
      },
      wallUs(),
    );
  });
  if (shares === undefined || coins === undefined) throw new Error('there is a source for each');
  shares.start();
  return new JoinedSource(shares, coins, 0);
}
