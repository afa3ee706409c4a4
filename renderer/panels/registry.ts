import type { ComponentType } from 'react';
import type { PanelId } from '../stores/terminal.ts';
import { AccountPanel } from './account/AccountPanel.tsx';
import { ChartPanel } from './chart/ChartPanel.tsx';
import { DepthLadderPanel } from './depth-ladder/DepthLadderPanel.tsx';
import { FillsPanel } from './fills/FillsPanel.tsx';
import { HistoryPanel } from './history/HistoryPanel.tsx';
import { LogPanel } from './log/LogPanel.tsx';
import { OrderTicketPanel } from './order-ticket/OrderTicketPanel.tsx';
import { PerformancePanel } from './performance/PerformancePanel.tsx';
import { PositionsPanel } from './positions/PositionsPanel.tsx';
import { QuoteBoardPanel } from './quote-board/QuoteBoardPanel.tsx';
import { TimeAndSalesPanel } from './time-and-sales/TimeAndSalesPanel.tsx';
import { WorkingOrdersPanel } from './working-orders/WorkingOrdersPanel.tsx';

/** What each panel is drawn by; all of them take the active symbol from the terminal store. */
export const PANELS: Readonly<Record<PanelId, ComponentType>> = {
  'quote-board': QuoteBoardPanel,
  chart: ChartPanel,
  'depth-ladder': DepthLadderPanel,
  'order-ticket': OrderTicketPanel,
  'time-and-sales': TimeAndSalesPanel,
  'working-orders': WorkingOrdersPanel,
  positions: PositionsPanel,
  fills: FillsPanel,
  history: HistoryPanel,
  account: AccountPanel,
  performance: PerformancePanel,
  log: LogPanel,
};
