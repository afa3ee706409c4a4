import { useEffect } from 'react';
import { EmptyText } from '../components/index.ts';
import { TabbedDialog } from '../components/TabbedDialog.tsx';
import { closeOverlay } from '../stores/overlay.ts';
import { connectionsText } from '../text/connections.ts';
import { FeedView } from './FeedView.tsx';
import { CONNECTION_VIEWS, loadHost, useHost } from './host-store.ts';
import { KeysView } from './KeysView.tsx';
import { MarketView } from './MarketView.tsx';
import { RouteView } from './RouteView.tsx';
import './connections.css';

const VIEWS = CONNECTION_VIEWS.map((value) => ({ value, text: connectionsText.views[value] }));

/** Venue and market, the keys of Alpaca, and how the feed goes. */
export function ConnectionsDialog() {
  const view = useHost((store) => store.view);
  const host = useHost((store) => store.host);
  const problem = useHost((store) => store.problem);
  useEffect(() => {
    void loadHost();
  }, []);
  return (
    <TabbedDialog
      title={connectionsText.title}
      label={connectionsText.view}
      view={view}
      views={VIEWS}
      onView={(chosen) => useHost.setState({ view: chosen, problem: '' })}
      onClose={closeOverlay}
      testId="connections"
    >
      {view === 'feed' ? (
        <FeedView />
      ) : view === 'orders' ? (
        <RouteView />
      ) : host === null ? (
        <EmptyText>{problem === '' ? connectionsText.waiting : problem}</EmptyText>
      ) : view === 'keys' ? (
        <KeysView host={host} />
      ) : (
        <MarketView host={host} />
      )}
    </TabbedDialog>
  );
}
