import { Suspense, lazy } from 'react';
import type { ComponentType } from 'react';
import { LiveGate } from '../connections/LiveGate.tsx';
import { DataDialog } from '../data/DataDialog.tsx';
import { ExportDialog } from '../exports/ExportDialog.tsx';
import { useOverlay } from '../stores/overlay.ts';
import type { OverlayName } from '../stores/overlay.ts';
import { About } from './About.tsx';
import { AccountSettingsDialog } from './AccountSettingsDialog.tsx';
import { KeyList } from './KeyList.tsx';
import { RiskLimitsDialog } from './RiskLimitsDialog.tsx';
import { Palette, SymbolSearch, TimeframeSearch } from './searches.tsx';

/** Every dialog of the shell. Those that are opened rarely are loaded when they are. */
const DIALOGS: Readonly<Record<OverlayName, ComponentType<{ readonly seed: string }>>> = {
  palette: Palette,
  symbol: SymbolSearch,
  timeframe: TimeframeSearch,
  keys: KeyList,
  about: About,
  risk: RiskLimitsDialog,
  account: AccountSettingsDialog,
  export: ExportDialog,
  data: DataDialog,
  keymap: later(async () => (await import('../keymap-editor/KeymapDialog.tsx')).KeymapDialog),
  connections: later(
    async () => (await import('../connections/ConnectionsDialog.tsx')).ConnectionsDialog,
  ),
  signals: later(async () => (await import('../signals/SignalsDialog.tsx')).SignalsDialog),
  workspaces: later(
    async () => (await import('../workspace/WorkspacesDialog.tsx')).WorkspacesDialog,
  ),
  live: LiveGate,
  watchlists: later(
    async () => (await import('../watchlists/WatchlistsDialog.tsx')).WatchlistsDialog,
  ),
  settings: later(async () => (await import('../settings/SettingsDialog.tsx')).SettingsDialog),
};

/** The dialog that is open, if one is. */
export function Overlays() {
  const open = useOverlay((overlay) => overlay.open);
  const seed = useOverlay((overlay) => overlay.seed);
  if (open === null) return null;
  const Open = DIALOGS[open];
  return (
    <Suspense fallback={null}>
      <Open seed={seed} />
    </Suspense>
  );
}

function later(
  load: () => Promise<ComponentType<{ readonly seed: string }>>,
): ComponentType<{ readonly seed: string }> {
  return lazy(async () => ({ default: await load() }));
}
