import { useEngine } from '../client/engine-context.ts';
import { Button, IconButton } from '../components/index.ts';
import { useNow } from '../components/use-now.ts';
import { formatAge } from '../format/index.ts';
import { useConnection } from '../stores/connection.ts';
import { useSettings } from '../stores/settings.ts';
import { TEXT } from '../text/en.ts';
import { restartText } from './announce-connection.ts';
import './connection-banner.css';

const US_PER_MS = 1_000;

/** Says over the panels that the engine is away, refuses or has been restarted. */
export function ConnectionBanner() {
  const state = useConnection((connection) => connection.state);
  const first = useConnection((connection) => connection.welcome === null);
  const loaded = useSettings((settings) => settings.loaded);
  if (state === 'refused') return <Refused />;
  if (first || !loaded) return <Connecting />;
  return state === 'ready' ? <Restarted /> : <Lost />;
}

function Connecting() {
  const attempts = useConnection((connection) => connection.attempts);
  const detail = useConnection((connection) => connection.detail);
  return (
    <div className="connection-page" role="status">
      <p>{TEXT.connection.connecting}</p>
      {attempts > 0 && <p className="dim">{TEXT.connection.firstFailed(detail, attempts)}</p>}
    </div>
  );
}

function Refused() {
  const client = useEngine();
  const detail = useConnection((connection) => connection.detail);
  return (
    <div className="connection-page" role="alert">
      <p className="connection-page-title">{TEXT.connection.refused}</p>
      <p className="dim">{detail}</p>
      <Button onClick={() => client.start()}>{TEXT.connection.retry}</Button>
    </div>
  );
}

function Lost() {
  const { sinceMs, detail, attempts } = useConnection();
  const age = formatAge((useNow(500) - sinceMs) * US_PER_MS);
  return (
    <div className="connection-banner connection-banner-lost">
      {/* The age changes all the time: announced once, shown always. */}
      <strong>{TEXT.connection.lost(age)}</strong>
      <span>{TEXT.connection.attempt(detail, attempts)}</span>
    </div>
  );
}

function Restarted() {
  const restart = useConnection((connection) => connection.restart);
  const dismiss = useConnection((connection) => connection.dismissRestart);
  if (restart === null) return null;
  return (
    <div className="connection-banner connection-banner-restarted" role="status">
      <strong>{restartText(restart)}</strong>
      <IconButton label={TEXT.close} onClick={dismiss}>
        ✕
      </IconButton>
    </div>
  );
}
