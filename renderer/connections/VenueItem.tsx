import { useEffect, useRef } from 'react';
import { classNames } from '../components/index.ts';
import { useConnection } from '../stores/connection.ts';
import { openOverlay, useOverlay } from '../stores/overlay.ts';
import { liveText, routeText } from '../text/connections.ts';
import { VENUES } from '../text/en.ts';
import { openConnections } from './open-connections.ts';
import { useVenue } from './venue-store.ts';

/** The venue at the foot of the window, and beside it why it takes no orders now. */
export function VenueItem() {
  const venue = useConnection((connection) => connection.welcome?.venue ?? 'local');
  const runId = useConnection((connection) => connection.welcome?.engineRunId ?? '');
  const status = useVenue((store) => store.status);
  const isLocked = venue === 'alpaca-live' && !status.isConfirmed && status.venue === venue;
  useAskOnce(isLocked, runId);
  const isHeld = status.venue === venue && !status.takesOrders && !isLocked;
  return (
    <>
      <button
        type="button"
        className="status-venue"
        data-testid="status-venue"
        title={VENUES[venue].title}
        onClick={() => openConnections('market')}
      >
        {VENUES[venue].name}
      </button>
      {isLocked && (
        <button
          type="button"
          className={classNames('status-item', 'status-locked', 'status-locked-kill_switch')}
          data-testid="status-live-locked"
          title={liveText.text}
          onClick={() => openOverlay('live')}
        >
          {liveText.locked}
        </button>
      )}
      {isHeld && (
        <button
          type="button"
          className="status-item warn"
          data-testid="status-venue-held"
          title={status.problem}
          onClick={() => openConnections('orders')}
        >
          {routeText.held}
        </button>
      )}
    </>
  );
}

/** Opens the question by itself when an engine has come up on a live account, unless a dialog is open. */
function useAskOnce(isLocked: boolean, runId: string): void {
  const asked = useRef('');
  useEffect(() => {
    if (!isLocked || runId === asked.current) return;
    asked.current = runId;
    if (useOverlay.getState().open === null) openOverlay('live');
  }, [isLocked, runId]);
}
