import type { Welcome } from '../../engine/contract/messages.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { connectionsText } from '../text/connections.ts';

/**
 * Shows in the window's title which venue it trades on, and loads the page anew when the engine has come
 * back on another venue or market: nothing of the one before may stay on a screen. Returns what ends it.
 */
export function followMarket(client: EngineClient): () => void {
  let first: string | null = null;
  const added = new Set<string>();
  const stopAdding = client.onInstrument(({ symbol }) => added.add(symbol));
  const stop = client.onState(({ state, welcome }) => {
    if (state !== 'ready' || welcome === null) return;
    document.title = connectionsText.windowTitle(welcome.venue);
    // What was followed since is no other market.
    const market = marketOf(welcome, added);
    if (first === null) first = market;
    else if (first !== market) window.location.reload();
  });
  return () => {
    stopAdding();
    stop();
  };
}

/** What tells one market from another; a restart of the same one gives the same. */
function marketOf({ venue, source, instruments }: Welcome, added: ReadonlySet<string>): string {
  const symbols = instruments.map(({ symbol }) => symbol).filter((symbol) => !added.has(symbol));
  return [venue, source.kind, source.label, ...symbols.sort()].join(' ');
}
