import { useEffect, useState } from 'react';
import { Button } from '../components/index.ts';
import { storeText } from '../text/store.ts';
import { hostBridge } from '../transport/host-bridge.ts';

/**
 * Offers the newest backup where the desktop host says that the database is damaged and a good backup is
 * there; nothing else, and nothing in a browser, where the terminal that was started says what to do.
 */
export function RestoreBackup() {
  const [canRestore, setCanRestore] = useState(false);
  useEffect(() => hostBridge()?.onEngineState((engine) => setCanRestore(engine.canRestore)), []);
  if (!canRestore) return null;
  return (
    <Button title={storeText.restoreHint} onClick={() => hostBridge()?.restoreBackup()}>
      {storeText.restoreBackup}
    </Button>
  );
}
