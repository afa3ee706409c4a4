/** An Alpaca on this computer that plays a simulated market, and what tells a terminal to use it. */
import { systemClock } from '../../../engine/host/system-clock.ts';
import { FakeAlpaca } from '../fake-alpaca/fake-alpaca.ts';
import { historyRoutes } from '../fake-alpaca/history-routes.ts';
import { MarketPlayer } from '../fake-alpaca/market-player.ts';

const STEP_MS = 20;

export interface MarketStandIn {
  readonly fake: FakeAlpaca;
  /** For the environment of a terminal. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export async function startMarketStandIn(): Promise<MarketStandIn> {
  const fake = await FakeAlpaca.start();
  const player = await MarketPlayer.open(
    { kind: 'simulator', seed: 7, hours: 'always' },
    systemClock(),
  );
  fake.rest.routes.push(...historyRoutes(player));
  const playing = setInterval(() => {
    const messages = player.step();
    if (messages.length > 0) fake.publish(messages);
  }, STEP_MS);
  return {
    fake,
    environment: {
      APCA_PAPER_BASE_URL: fake.url,
      APCA_LIVE_BASE_URL: fake.url,
      APCA_DATA_BASE_URL: fake.url,
      APCA_DATA_STREAM_URL: fake.url.replace('http', 'ws'),
    },
    async stop() {
      clearInterval(playing);
      await fake.close();
    },
  };
}
