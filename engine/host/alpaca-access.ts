import { ALPACA_HOSTS } from '../alpaca/access.ts';
import type { AlpacaHosts } from '../alpaca/access.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where market data comes from: Alpaca, unless variables name another place, as for trying the terminal
 * against a stand-in. Keys go over encrypted lines or to this computer only; anything else throws.
 */
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
