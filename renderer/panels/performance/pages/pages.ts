import { performancePagesText } from '../../../text/performance-pages.ts';
import { ComparePage } from './ComparePage.tsx';
import { DatabasePage } from './DatabasePage.tsx';
import { FeedPage } from './FeedPage.tsx';
import { MemoryPage } from './MemoryPage.tsx';
import { OrdersPage } from './OrdersPage.tsx';
import { OverviewPage } from './OverviewPage.tsx';
import { StagePage } from './StagePage.tsx';
import type { Page } from './page.ts';

const titles = performancePagesText.pages;

/** In the order of the tabs; the first is in front at the start. */
export const PAGES: readonly Page[] = [
  { id: 'overview', title: titles.overview, View: OverviewPage },
  { id: 'stages', title: titles.stages, View: StagePage },
  { id: 'compare', title: titles.compare, View: ComparePage },
  { id: 'orders', title: titles.orders, View: OrdersPage },
  { id: 'database', title: titles.database, View: DatabasePage },
  { id: 'memory', title: titles.memory, View: MemoryPage },
  { id: 'feed', title: titles.feed, View: FeedPage },
];
