/**
 * Where Alpaca is: at its own addresses, unless variables name others, as for trying the terminal against a
 * stand-in. Keys go over encrypted lines or to this computer only; anything else throws.
 */
import { ALPACA_HOSTS } from '../alpaca/access.ts';
import type { AlpacaHosts } from '../alpaca/access.ts';
import type { RemoteVenue } from '../domain/order.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Each account has a variable of its own, so that no variable turns paper into live. */
const TRADING_VARIABLES: Readonly<Record<RemoteVenue, string>> = {
  'alpaca-paper': 'APCA_PAPER_BASE_URL',
  'alpaca-live': 'APCA_LIVE_BASE_URL',
};

/** All addresses of one account's environment; the stream of orders is where its REST is. */
export function hostsFrom(environment: Environment, venue: RemoteVenue): AlpacaHosts {
  const usual = ALPACA_HOSTS[venue];
  const trading = addressFrom(environment, TRADING_VARIABLES[venue], usual.trading, 'https:');
  return {
    trading,
    tradingStream: trading.replace(/^http/, 'ws'),
    ...dataHostsFrom(environment),
  };
}

/** Addresses of market data, which are the same for both accounts. */
export function dataHostsFrom(environment: Environment): Pick<AlpacaHosts, 'data' | 'dataStream'> {
  const usual = ALPACA_HOSTS['alpaca-paper'];
  return {
    data: addressFrom(environment, 'APCA_DATA_BASE_URL', usual.data, 'https:'),
    dataStream: addressFrom(environment, 'APCA_DATA_STREAM_URL', usual.dataStream, 'wss:'),
  };
}

function addressFrom(
  environment: Environment,
  name: string,
  usual: string,
  protocol: 'https:' | 'wss:',
): string {
  const text = environment[name] ?? usual;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isHere = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const plain = protocol === 'https:' ? 'http:' : 'ws:';
  if (url !== null && (url.protocol === protocol || (isHere && url.protocol === plain))) {
    return url.origin;
  }
  throw new Error(`${name} must be an address of ${protocol}// or one of this computer.`);
}
