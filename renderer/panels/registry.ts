import { lazy } from 'react';
import type { ComponentType } from 'react';
import type { PanelId } from '../stores/terminal.ts';
import { DepthLadderPanel } from './depth-ladder/DepthLadderPanel.tsx';
import { OrderTicketPanel } from './order-ticket/OrderTicketPanel.tsx';
import { PositionsPanel } from './positions/PositionsPanel.tsx';
import { QuoteBoardPanel } from './quote-board/QuoteBoardPanel.tsx';
import { TimeAndSalesPanel } from './time-and-sales/TimeAndSalesPanel.tsx';
import { WorkingOrdersPanel } from './working-orders/WorkingOrdersPanel.tsx';

/**
 * What each panel is drawn by; all of them take the active symbol from the terminal store. What a trade
 * needs is there at once; the others, and the chart's library, are loaded when they are first shown.
 */
export const PANELS: Readonly<Record<PanelId, ComponentType>> = {
  'quote-board': QuoteBoardPanel,
  chart: later(async () => (await import('./chart/ChartPanel.tsx')).ChartPanel),
  'depth-ladder': DepthLadderPanel,
  'order-ticket': OrderTicketPanel,
  'time-and-sales': TimeAndSalesPanel,
  'working-orders': WorkingOrdersPanel,
  positions: PositionsPanel,
  fills: later(async () => (await import('./fills/FillsPanel.tsx')).FillsPanel),
  history: later(async () => (await import('./history/HistoryPanel.tsx')).HistoryPanel),
  account: later(async () => (await import('./account/AccountPanel.tsx')).AccountPanel),
  alerts: later(async () => (await import('./alerts/AlertsPanel.tsx')).AlertsPanel),
  performance: later(
    async () => (await import('./performance/PerformancePanel.tsx')).PerformancePanel,
  ),
  advisor: later(async () => (await import('./advisor/AdvisorPanel.tsx')).AdvisorPanel),
  log: later(async () => (await import('./log/LogPanel.tsx')).LogPanel),
};

function later(load: () => Promise<ComponentType>): ComponentType {
  return lazy(async () => ({ default: await load() }));
}
