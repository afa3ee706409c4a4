import { useEffect } from 'react';
import { Dialog } from '../components/Dialog.tsx';
import { EmptyText, Segmented } from '../components/index.ts';
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
    <Dialog title={connectionsText.title} onClose={closeOverlay}>
      <div className="connections" data-testid="connections" data-view={view}>
        <div className="connections-tabs">
          <Segmented
            label={connectionsText.view}
            value={view}
            choices={VIEWS}
            onChange={(chosen) => useHost.setState({ view: chosen, problem: '' })}
          />
        </div>
        <div className="connections-view">
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
        </div>
      </div>
    </Dialog>
  );
}
