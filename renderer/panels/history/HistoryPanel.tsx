import { useContext, useState } from 'react';
import type { OrderState } from '../../../engine/contract/history.ts';
import {
  Button,
  EmptyText,
  PanelBody,
  Segmented,
  Select,
  Spacer,
  TableTools,
} from '../../components/index.ts';
import { FilterBar } from '../../history/FilterBar.tsx';
import { datesOf } from '../../history/period.ts';
import { useFilter, useFilterDraft } from '../../history/use-filter.ts';
import { openOverlay } from '../../stores/overlay.ts';
import { historyText } from '../../text/history.ts';
import { marketNowUs } from '../../trading/market-time.ts';
import { PanelContext } from '../../workspace/links.ts';
import { DaysView } from './DaysView.tsx';
import { OrdersView } from './OrdersView.tsx';
import { TripsView } from './TripsView.tsx';
import { showHistoryView, useHistoryViews } from './view-store.ts';
import './history.css';

// The keys of a record of all of them.
const ORDER_STATES = Object.keys(historyText.states) as readonly OrderState[];

const TABLES = {
  trips: 'history-trips',
  orders: 'history-orders',
  days: 'history-days',
} as const;

const VIEWS = (['trips', 'orders', 'days'] as const).map((value) => ({
  value,
  text: historyText.views[value],
  title: historyText.viewTitles[value],
}));

/** Round trips, orders and results by day over any period. */
export function HistoryPanel() {
  const key = useContext(PanelContext) ?? 'history';
  const view = useHistoryViews(({ views }) => views[key] ?? 'trips');
  const [state, setState] = useState<OrderState | null>(null);
  return (
    <PanelBody
      toolbar={
        <div className="history-tools">
          <Segmented
            label={historyText.view}
            value={view}
            choices={VIEWS}
            onChange={(chosen) => showHistoryView(key, chosen)}
          />
          <FilterBar trips={view === 'trips'} />
          {view === 'orders' && <StateSelect state={state} onState={setState} />}
          <Spacer />
          <TableTools table={TABLES[view]} label={historyText.views[view]} paged />
          <Button small onClick={() => openOverlay('export', key)}>
            {historyText.exportButton}
          </Button>
        </div>
      }
    >
      <View view={view} state={state} />
    </PanelBody>
  );
}

function View(props: {
  readonly view: 'trips' | 'orders' | 'days';
  readonly state: OrderState | null;
}) {
  const { filter, zone } = useFilter();
  const { period } = useFilterDraft().draft;
  if ('code' in filter) return <EmptyText>{filter.rule}</EmptyText>;
  switch (props.view) {
    case 'trips':
      return <TripsView filter={filter} zone={zone} />;
    case 'orders':
      return <OrdersView filter={filter} state={props.state} zone={zone} />;
    case 'days': {
      const dates = datesOf(period, zone, marketNowUs());
      if ('code' in dates) return <EmptyText>{dates.rule}</EmptyText>;
      const { symbol, side, tag } = filter;
      return <DaysView symbol={symbol} side={side} tag={tag} dates={dates} />;
    }
  }
}

function StateSelect(props: {
  readonly state: OrderState | null;
  readonly onState: (state: OrderState | null) => void;
}) {
  return (
    <Select<OrderState | 'any'>
      label={historyText.state}
      className="history-state"
      value={props.state ?? 'any'}
      choices={[
        { value: 'any', text: historyText.allStates },
        ...ORDER_STATES.map((value) => ({ value, text: historyText.states[value] })),
      ]}
      onChange={(value) => props.onState(value === 'any' ? null : value)}
    />
  );
}
