import { create } from 'zustand';
import type { Timeframe } from '../../engine/domain/bar.ts';

/** Every panel of the workspace. */
export const PANEL_IDS = [
  'quote-board',
  'chart',
  'depth-ladder',
  'order-ticket',
  'time-and-sales',
  'working-orders',
  'positions',
  'fills',
  'history',
  'account',
  'alerts',
  'performance',
  'advisor',
  'log',
] as const;
export type PanelId = (typeof PANEL_IDS)[number];

export const THEMES = ['dark', 'light', 'contrast', 'colour-blind'] as const;
export type Theme = (typeof THEMES)[number];

/** The one after it, round and round. */
export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'dark';
}

export const DENSITIES = ['compact', 'comfortable'] as const;
export type Density = (typeof DENSITIES)[number];

/** What the user is looking at and how. Saved: symbol, timeframe, theme, density. */
export interface TerminalStore {
  /** Active symbol, which all linked panels follow; '' before the first instruments are known. */
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly theme: Theme;
  readonly density: Density;
  readonly armed: boolean;
  /** When the armed state ends by itself, in milliseconds of performance.now(); 0 when not armed. */
  readonly armedUntilMs: number;
  /** Kind of the panel whose keys act. */
  readonly focusedPanel: PanelId;
  /** Name of that panel; of the first of a kind it is the kind's. */
  readonly focusedKey: string;
  /** Of kinds that are open several times, the panel that was used last, unless it is the first. */
  readonly targets: Readonly<Partial<Record<PanelId, string>>>;
  readonly setSymbol: (symbol: string) => void;
  readonly setTimeframe: (timeframe: Timeframe) => void;
  readonly setTheme: (theme: Theme) => void;
  readonly setDensity: (density: Density) => void;
  /** `key`: which of that kind. */
  readonly setFocusedPanel: (panel: PanelId, key?: string) => void;
}

export const useTerminal = create<TerminalStore>((set) => ({
  symbol: '',
  timeframe: '1m',
  theme: 'dark',
  density: 'compact',
  armed: false,
  armedUntilMs: 0,
  focusedPanel: 'chart',
  focusedKey: 'chart',
  targets: {},
  setSymbol: (symbol) => set({ symbol }),
  setTimeframe: (timeframe) => set({ timeframe }),
  setTheme: (theme) => set({ theme }),
  setDensity: (density) => set({ density }),
  setFocusedPanel: (focusedPanel, focusedKey = focusedPanel) => {
    set(({ targets }) => ({
      focusedPanel,
      focusedKey,
      ...(targets[focusedPanel] !== focusedKey && {
        targets: { ...targets, [focusedPanel]: focusedKey },
      }),
    }));
  },
}));
