import type { EngineClient } from '../client/engine-client.ts';

/**
 * Loads the page anew when the engine comes back with a restored store under it: layout, keys, drawings and
 * settings may be others now, and a page reads most of them once. A page that was opened after the restore
 * hears of it too and stays. Returns what undoes it.
 */
export function reloadOnRestore(
  client: Pick<EngineClient, 'onState' | 'onNotice'>,
  reload: () => void = () => {
    window.location.reload();
  },
): () => void {
  let storeId = '';
  let isReplaced = false;
  const undo = [
    client.onState(({ state, welcome }) => {
      if (state !== 'ready' || welcome === null) return;
      isReplaced = storeId !== '' && welcome.storeId !== storeId;
      storeId = welcome.storeId;
    }),
    client.onNotice(({ code }) => {
      if (code === 'store.restored' && isReplaced) reload();
    }),
  ];
  return () => {
    for (const one of undo) one();
  };
}
