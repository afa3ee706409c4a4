import type { SerializedDockview } from 'dockview-react';
import type { PanelId } from '../stores/terminal.ts';
import { branch, defaultLayout, leaf, panelOf, ticketHeight } from './default-workspace.ts';
import { workspaceFile } from './workspace-file.ts';
import type { WorkspaceFile } from './workspace-file.ts';

/** Workspaces to begin with. */
export const TEMPLATES = ['day', 'swing', 'performance'] as const;
export type TemplateName = (typeof TEMPLATES)[number];

/** A template for a room of `width` x `height` px. */
export function template(name: TemplateName, width: number, height: number): WorkspaceFile {
  switch (name) {
    case 'day':
      return workspaceFile(defaultLayout(width, height), {});
    case 'swing':
      return workspaceFile(swing(width, height), {});
    case 'performance':
      return workspaceFile(performancePanels(width, height), {});
  }
}

/** Long looks and few orders: a wide chart, results below it, quotes and ticket beside. */
function swing(width: number, height: number): SerializedDockview {
  const side = Math.min(312, Math.round(width * 0.24));
  const below = Math.round(height * 0.34);
  const main = width - side;
  const ticket = ticketHeight();
  return layout(width, height, [
    branch(main, [
      leaf(height - below, ['chart']),
      leaf(below, ['positions', 'history', 'working-orders', 'fills', 'account', 'alerts', 'log']),
    ]),
    branch(side, [leaf(height - ticket, ['quote-board']), leaf(ticket, ['order-ticket'])]),
  ]);
}

/** What the terminal itself is doing, with enough beside it to see what an order costs. */
function performancePanels(width: number, height: number): SerializedDockview {
  const side = Math.round(width * 0.28);
  const log = Math.round(height * 0.3);
  const ticket = ticketHeight();
  return layout(width, height, [
    branch(width - side, [
      leaf(height - log, ['performance']),
      leaf(log, ['log', 'working-orders', 'fills']),
    ]),
    branch(side, [
      leaf(height - ticket, ['time-and-sales', 'quote-board']),
      leaf(ticket, ['order-ticket']),
    ]),
  ]);
}

function layout(
  width: number,
  height: number,
  columns: Parameters<typeof branch>[1],
): SerializedDockview {
  const root = branch(height, columns);
  const ids = panelsOf(columns);
  return {
    grid: { ...defaultLayout(width, height).grid, root },
    panels: Object.fromEntries(ids.map((id) => [id, panelOf(id)])),
    activeGroup: ids[0] ?? 'chart',
  };
}

function panelsOf(nodes: Parameters<typeof branch>[1]): readonly PanelId[] {
  return nodes.flatMap(({ data }) =>
    // Leaves are made here of nothing but panels.
    Array.isArray(data) ? panelsOf(data) : (data.views as PanelId[]),
  );
}
