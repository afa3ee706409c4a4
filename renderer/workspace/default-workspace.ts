import { Orientation } from 'dockview-react';
import type { SerializedDockview } from 'dockview-react';
import { PANEL_IDS, useTerminal } from '../stores/terminal.ts';
import type { PanelId } from '../stores/terminal.ts';
import { PANEL_TITLES } from '../text/en.ts';

/**
 * Widths in px at which each column shows whole fields; the chart takes the rest. Quotes: symbol, last
 * price and both changes, on a wide screen bid and ask as well.
 */
const NARROW = { quotes: 222, depth: 274, ticket: 282 };
const WIDE = { quotes: 338, depth: 300, ticket: 312 };
/** From this width of the workspace on there is room for more columns beside the chart. */
const WIDE_FROM = 1_600;
/** Shares of the height. */
const TABLES_SHARE = 0.28;
const TICKET_SHARE = { compact: 0.65, comfortable: 0.69 };
/** All of the ticket is seen at this height; what is above goes to time & sales. In px. */
const TICKET_HEIGHT = { compact: 485, comfortable: 512 };

const TABLES: readonly PanelId[] = [
  'working-orders',
  'positions',
  'fills',
  'history',
  'account',
  'alerts',
  'performance',
  'advisor',
  'log',
];

type Node = SerializedDockview['grid']['root'];

/**
 * The workspace a new user starts with, for a room of `width` x `height` px:
 * quotes | chart | depth | ticket over time & sales, and the tables below quotes and chart.
 */
export function defaultLayout(width: number, height: number): SerializedDockview {
  const side = width >= WIDE_FROM ? WIDE : NARROW;
  const left = Math.max(0, width - side.depth - side.ticket);
  const tables = Math.round(height * TABLES_SHARE);
  const { density } = useTerminal.getState();
  const ticket = Math.min(ticketHeight(), Math.round(height * TICKET_SHARE[density]));
  return {
    grid: {
      orientation: Orientation.HORIZONTAL,
      width,
      height,
      root: branch(height, [
        branch(left, [
          branch(height - tables, [
            leaf(side.quotes, ['quote-board']),
            leaf(Math.max(0, left - side.quotes), ['chart']),
          ]),
          leaf(tables, TABLES),
        ]),
        leaf(side.depth, ['depth-ladder']),
        branch(side.ticket, [
          leaf(ticket, ['order-ticket']),
          leaf(height - ticket, ['time-and-sales']),
        ]),
      ]),
    },
    panels: Object.fromEntries(PANEL_IDS.map((id) => [id, panelOf(id)])),
    activeGroup: 'chart',
  };
}

/** Height in px at which the whole ticket is seen with rows as they are now. */
export function ticketHeight(): number {
  return TICKET_HEIGHT[useTerminal.getState().density];
}

/** What dockview needs to know of a panel. */
export function panelOf(id: PanelId): { id: PanelId; contentComponent: PanelId; title: string } {
  return { id, contentComponent: id, title: PANEL_TITLES[id] };
}

/** Nodes beside or below each other. */
export function branch(size: number, data: Node[]): Node {
  return { type: 'branch', size, data };
}

/** A group of tabs, named after its first, which is in front. */
export function leaf(size: number, views: readonly PanelId[]): Node {
  const first = views[0] ?? '';
  return { type: 'leaf', size, data: { views: [...views], activeView: first, id: first } };
}
