import type { DockviewApi } from 'dockview-react';
import type { PanelId } from '../stores/terminal.ts';
import { PANEL_TITLES } from '../text/en.ts';

/** Widths in px at which each column shows its data without cutting; the chart takes the rest. */
const QUOTES_WIDTH = 236;
const DEPTH_WIDTH = 236;
const TICKET_WIDTH = 272;
/** Shares of the height. */
const TABLES_SHARE = 0.3;
const TICKET_SHARE = 0.56;

const TABLES: readonly PanelId[] = ['working-orders', 'positions', 'fills', 'performance', 'log'];

/** Lays out the workspace a new user starts with, for the size the window has now. */
export function addDefaultPanels(api: DockviewApi): void {
  api.clear();
  const tablesHeight = Math.round(api.height * TABLES_SHARE);
  const ticketHeight = Math.round(api.height * TICKET_SHARE);
  addPanel(api, 'chart', {});
  addPanel(api, 'order-ticket', {
    initialWidth: TICKET_WIDTH,
    position: { referencePanel: 'chart', direction: 'right' },
  });
  addPanel(api, 'depth-ladder', {
    initialWidth: DEPTH_WIDTH,
    position: { referencePanel: 'chart', direction: 'right' },
  });
  addPanel(api, 'working-orders', {
    initialHeight: tablesHeight,
    position: { referencePanel: 'chart', direction: 'below' },
  });
  addPanel(api, 'quote-board', {
    initialWidth: QUOTES_WIDTH,
    position: { referencePanel: 'chart', direction: 'left' },
  });
  addPanel(api, 'time-and-sales', {
    initialHeight: api.height - ticketHeight,
    position: { referencePanel: 'order-ticket', direction: 'below' },
  });
  for (const id of TABLES) {
    if (id === 'working-orders') continue;
    addPanel(api, id, {
      inactive: true,
      position: { referencePanel: 'working-orders', direction: 'within' },
    });
  }
  api.getPanel('chart')?.api.setActive();
}

type Placement = Omit<Parameters<DockviewApi['addPanel']>[0], 'id' | 'component' | 'title'>;

/** Opens a panel; without a place it goes next to the active one. */
export function addPanel(api: DockviewApi, id: PanelId, placement: Placement): void {
  // The options are a union over kinds of placement, which a spread can't keep apart.
  const options = { ...placement, id, component: id, title: PANEL_TITLES[id] };
  api.addPanel(options as Parameters<DockviewApi['addPanel']>[0]);
}
