import { hostBridge } from './host-bridge.ts';
import { portTransport } from './port-transport.ts';
import { socketTransport } from './socket-transport.ts';
import type { TransportFactory } from './transport.ts';

const TOKEN_KEY = 'securetrade.token';

/** The line this page should use: the desktop host's port, or a socket to the host that served it. */
export function chooseTransport(): TransportFactory {
  const bridge = hostBridge();
  if (bridge !== null) return portTransport(bridge, window);
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
  return socketTransport(`${scheme}://${window.location.host}/contract`, takeToken());
}

/** The token of this tab, for what goes beside the line; '' where the host asks for none. */
export function rememberedToken(): string {
  return sessionStorage.getItem(TOKEN_KEY) ?? '';
}

/**
 * Reads the access token from `#token=...`, remembers it for this tab (a reload must still work) and
 * takes it out of the address bar, so that it is neither bookmarked nor seen.
 */
function takeToken(): string {
  const fromHash = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (fromHash === null) return sessionStorage.getItem(TOKEN_KEY) ?? '';
  sessionStorage.setItem(TOKEN_KEY, fromHash);
  history.replaceState(null, '', window.location.pathname + window.location.search);
  return fromHash;
}
