/**
 * `npm run fake-alpaca`: an Alpaca on this computer that plays a simulated or recorded market, to try the
 * terminal against without an account. It prints how to start the terminal with it.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { incrementTicksAt } from '../../../engine/domain/instrument.ts';
import { systemClock } from '../../../engine/host/system-clock.ts';
import { FAKE_KEYS, FakeAlpaca } from './fake-alpaca.ts';
import { historyRoutes } from './history-routes.ts';
import { MarketPlayer } from './market-player.ts';
import { fakePair, fakeStock } from './trading/assets.ts';
import { decimal } from './wire-figures.ts';

const STEP_MS = 10;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '7400' },
    replay: { type: 'string' },
    speed: { type: 'string', default: '1' },
  },
});
const fake = await FakeAlpaca.start({ port: Number(values.port) });
const player = await MarketPlayer.open(
  values.replay === undefined
    ? { kind: 'simulator', seed: null, hours: 'always' }
    : {
        kind: 'replay',
        file: resolve(values.replay),
        speed: Number(values.speed),
        fillModel: 'queue',
      },
  systemClock(),
);
fake.rest.routes.push(...historyRoutes(player));
fake.tape.isKept = false;
for (const [symbol, book] of player.books) fake.data.books.set(symbol, book);
fake.trading.assets = [
  ...fake.trading.assets.filter(({ symbol }) => !player.symbols.includes(symbol)),
  ...player.instruments.map((instrument) => {
    const { symbol, name, assetClass } = instrument;
    if (assetClass !== 'crypto') return fakeStock(symbol, name);
    const step = decimal(instrument, incrementTicksAt(instrument, 0));
    return fakePair(symbol, name, String(step));
  }),
];
setInterval(() => {
  const messages = player.step();
  if (messages.length > 0) fake.publish(messages);
}, STEP_MS);
const isCoin = (symbol: string): boolean => symbol.includes('/');
const shown = [
  ...player.symbols.filter((symbol) => !isCoin(symbol)).slice(0, 9),
  ...player.symbols.filter(isCoin),
];
const stream = fake.url.replace('http', 'ws');
process.stdout.write(`The stand-in for Alpaca is at ${fake.url}. Start the terminal with:

  APCA_API_KEY_ID=${FAKE_KEYS.keyId} APCA_API_SECRET_KEY=${FAKE_KEYS.secret} \\
  APCA_PAPER_BASE_URL=${fake.url} \\
  APCA_DATA_BASE_URL=${fake.url} APCA_DATA_STREAM_URL=${stream} \\
  npm run serve -- --feed iex --symbols ${shown.join(',')}

Ctrl+C ends it.
`);
