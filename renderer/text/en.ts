import type { PanelId } from '../stores/terminal.ts';

/** Titles of the panels, as on their tabs and in commands. */
export const PANEL_TITLES: Readonly<Record<PanelId, string>> = {
  'quote-board': 'Quotes',
  chart: 'Chart',
  'depth-ladder': 'Depth',
  'order-ticket': 'Order ticket',
  'time-and-sales': 'Time & sales',
  'working-orders': 'Working orders',
  positions: 'Positions',
  fills: 'Fills',
  performance: 'Performance',
  log: 'Log',
};

/** Words of the shell; each panel has its own file next to this one. */
export const TEXT = {
  product: 'SecureTrade Pro',
  log: {
    label: 'Log',
    empty: 'Nothing has happened yet',
    time: 'Time',
    level: 'Level',
    text: 'Message',
    code: 'Code',
  },
  panelFailed: (title: string) => `${title} has failed`,
  panelReload: 'Reload panel',
} as const;
