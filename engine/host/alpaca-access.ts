import { ALPACA_HOSTS } from '../alpaca/access.ts';
import type { AlpacaHosts, AlpacaKeys } from '../alpaca/access.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that the keys are read from, as Alpaca's own clients name them. */
export const KEY_VARIABLES = ['APCA_API_KEY_ID', 'APCA_API_SECRET_KEY'] as const;

/** Keys from the environment. Throws an error whose message says which variable is missing. */
export function keysFrom(environment: Environment): AlpacaKeys {
  const [keyId, secret] = KEY_VARIABLES.map((name) => {
    const value = environment[name]?.trim() ?? '';
    if (value === '') {
      throw new Error(`The real market needs your Alpaca keys: set ${name} and start again.`);
    }
    return value;
  });
  return { keyId: keyId ?? '', secret: secret ?? '' };
}

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
