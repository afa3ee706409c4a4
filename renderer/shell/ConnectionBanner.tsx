import { useEffect } from 'react';
import { IconButton } from '../components/index.ts';
import { useNow } from '../components/use-now.ts';
import { formatAge } from '../format/index.ts';
import { useConnection } from '../stores/connection.ts';
import { useOverlay } from '../stores/overlay.ts';
import { TEXT } from '../text/en.ts';
import { storeText } from '../text/store.ts';
import { restartText } from './announce-connection.ts';
import { RestoreBackup } from './RestoreBackup.tsx';
import './connection-banner.css';

const US_PER_MS = 1_000;
const DISMISS_KEY = 'Esc';

/** Says in the top bar that the engine is away, cannot write, or has been restarted. It moves nothing. */
export function ConnectionBanner() {
  const state = useConnection((connection) => connection.state);
  const storeProblem = useConnection((connection) => connection.storeProblem);
  const greeted = useConnection((connection) => connection.welcome !== null);
  if (!greeted || state === 'refused') return null;
  if (state !== 'ready') return <Lost />;
  return storeProblem === '' ? <Restarted /> : <CannotWrite problem={storeProblem} />;
}

/** Stays until writes work: a trader must not take it for a notice of the past. */
function CannotWrite({ problem }: { readonly problem: string }) {
  return (
    <div className="connection-banner connection-banner-lost" data-testid="cannot-write">
      <strong>{storeText.refusing}</strong>
      <span title={storeText.cannotWrite(problem)}>{problem}</span>
    </div>
  );
}

function Lost() {
  const { sinceMs, detail, attempts } = useConnection();
  const age = formatAge((useNow(500) - sinceMs) * US_PER_MS);
  const attempt = TEXT.connection.attempt(detail, attempts);
  return (
    <div className="connection-banner connection-banner-lost">
      {/* The age changes all the time: announced once, shown always. */}
      <strong>{TEXT.connection.lost(age)}</strong>
      <span title={attempt}>{attempt}</span>
      <RestoreBackup />
    </div>
  );
}

function Restarted() {
  const restart = useConnection((connection) => connection.restart);
  const dismiss = useConnection((connection) => connection.dismissRestart);
  useDismissKey(restart === null ? null : dismiss);
  if (restart === null) return null;
  const text = restartText(restart);
  return (
    <div className="connection-banner connection-banner-restarted" role="status">
      <strong title={text}>{text}</strong>
      <IconButton label={TEXT.close} keyHint={DISMISS_KEY} onClick={dismiss}>
        ✕
      </IconButton>
    </div>
  );
}

/**
 * Esc dismisses, but only after everything else that it may mean: dropping a prepared order, leaving a
 * field, closing a dialog. All of those stop the key or say that they have used it. null: nothing is
 * there to dismiss.
 */
function useDismissKey(dismiss: (() => void) | null): void {
  useEffect(() => {
    if (dismiss === null) return undefined;
    const handle = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      if (useOverlay.getState().open !== null) return;
      dismiss();
      event.preventDefault();
    };
    window.addEventListener('keydown', handle);
    return () => window.removeEventListener('keydown', handle);
  }, [dismiss]);
}
