import { Suspense, lazy } from 'react';
import { DataDialog } from '../data/DataDialog.tsx';
import { ExportDialog } from '../exports/ExportDialog.tsx';
import { useOverlay } from '../stores/overlay.ts';
import { About } from './About.tsx';
import { AccountSettingsDialog } from './AccountSettingsDialog.tsx';
import { KeyList } from './KeyList.tsx';
import { RiskLimitsDialog } from './RiskLimitsDialog.tsx';
import { Palette, SymbolSearch, TimeframeSearch } from './searches.tsx';

/** Opened rarely, loaded when it is. */
const KeymapDialog = lazy(async () => {
  const { KeymapDialog: Loaded } = await import('../keymap-editor/KeymapDialog.tsx');
  return { default: Loaded };
});

const ConnectionsDialog = lazy(async () => {
  const { ConnectionsDialog: Loaded } = await import('../connections/ConnectionsDialog.tsx');
  return { default: Loaded };
});

/** The dialog that is open, if one is. */
export function Overlays() {
  const open = useOverlay((overlay) => overlay.open);
  const seed = useOverlay((overlay) => overlay.seed);
  switch (open) {
    case 'palette':
      return <Palette seed={seed} />;
    case 'symbol':
      return <SymbolSearch seed={seed} />;
    case 'timeframe':
      return <TimeframeSearch seed={seed} />;
    case 'keys':
      return <KeyList />;
    case 'keymap':
      return (
        <Suspense fallback={null}>
          <KeymapDialog />
        </Suspense>
      );
    case 'about':
      return <About />;
    case 'risk':
      return <RiskLimitsDialog />;
    case 'account':
      return <AccountSettingsDialog />;
    case 'export':
      return <ExportDialog />;
    case 'data':
      return <DataDialog />;
    case 'connections':
      return (
        <Suspense fallback={null}>
          <ConnectionsDialog />
        </Suspense>
      );
    case null:
      return null;
  }
}
