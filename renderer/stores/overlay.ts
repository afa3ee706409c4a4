import { create } from 'zustand';

/** Dialogs of the shell, of which one is open at a time. */
export type OverlayName =
  | 'palette'
  | 'keys'
  | 'about'
  | 'symbol'
  | 'timeframe'
  | 'risk'
  | 'account'
  | 'export'
  | 'data'
  | 'keymap'
  | 'signals'
  | 'connections'
  | 'settings'
  | 'workspaces'
  | 'live'
  | 'watchlists';

export interface OverlayStore {
  readonly open: OverlayName | null;
  /** What was typed to open it, for the searching ones; the panel that an export was asked for in. */
  readonly seed: string;
}

export const useOverlay = create<OverlayStore>(() => ({ open: null, seed: '' }));

export function openOverlay(open: OverlayName, seed = ''): void {
  useOverlay.setState({ open, seed });
}

export function closeOverlay(): void {
  useOverlay.setState({ open: null, seed: '' });
}
