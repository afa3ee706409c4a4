import { useEngine } from '../client/engine-context.ts';
import { Button } from '../components/index.ts';
import { useConnection } from '../stores/connection.ts';
import { useSettings } from '../stores/settings.ts';
import { TEXT } from '../text/en.ts';
import { RestoreBackup } from './RestoreBackup.tsx';
import './connection-page.css';

/** Stands in place of the panels while there is nothing to show in them, or the engine refuses. */
export function ConnectionPage() {
  const state = useConnection((connection) => connection.state);
  const first = useConnection((connection) => connection.welcome === null);
  const loaded = useSettings((settings) => settings.loaded);
  if (state === 'refused') return <Refused />;
  return first || !loaded ? <Connecting /> : null;
}

function Connecting() {
  const attempts = useConnection((connection) => connection.attempts);
  const detail = useConnection((connection) => connection.detail);
  return (
    <div className="connection-page" role="status">
      <p>{TEXT.connection.connecting}</p>
      {attempts > 0 && <p className="dim">{TEXT.connection.firstFailed(detail, attempts)}</p>}
      <RestoreBackup />
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
