import type { Welcome } from '../../engine/contract/messages.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { connectionsText } from '../text/connections.ts';

/**
 * Shows in the window's title which venue it trades on, and loads the page anew when the engine has come
 * back on another venue or market: nothing of the one before may stay on a screen. Returns what ends it.
 */
export function followMarket(client: EngineClient): () => void {
  let first: string | null = null;
  return client.onState(({ state, welcome }) => {
    if (state !== 'ready' || welcome === null) return;
    document.title = connectionsText.windowTitle(welcome.venue);
    const market = marketOf(welcome);
    if (first === null) first = market;
    else if (first !== market) window.location.reload();
  });
}

/** What tells one market from another; a restart of the same one gives the same. */
function marketOf({ venue, source, instruments }: Welcome): string {
  const symbols = instruments.map(({ symbol }) => symbol).join();
  return [venue, source.kind, source.label, symbols].join(' ');
}
