import { useEngine } from '../client/engine-context.ts';
import { Dialog } from '../components/Dialog.tsx';
import { useConnection } from '../stores/connection.ts';
import { closeOverlay } from '../stores/overlay.ts';
import { TEXT } from '../text/en.ts';
import { hostBridge } from '../transport/host-bridge.ts';
import './about.css';

/** Which program this is, what it runs on and whose work it uses. */
export function About() {
  const welcome = useConnection((connection) => connection.welcome);
  const { label } = useEngine();
  const bridge = hostBridge();
  const facts: readonly (readonly [string, string])[] = [
    [TEXT.about.version, welcome?.productVersion ?? ''],
    [TEXT.about.engine, welcome?.engineRunId ?? ''],
    [TEXT.about.store, welcome?.storeId ?? ''],
    [TEXT.about.host, bridge === null ? label : `Electron ${bridge.versions.electron}`],
    [
      TEXT.about.browser,
      bridge === null ? navigator.userAgent : `Chrome ${bridge.versions.chrome}`,
    ],
  ];
  return (
    <Dialog title={TEXT.about.title} onClose={closeOverlay}>
      <div className="dialog-content about">
        <dl className="about-facts">
          {facts.map(([name, value]) => (
            <div key={name} className="about-fact">
              <dt className="dim">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p>{TEXT.about.licence}</p>
        <p>
          <a href={TEXT.about.chartsLink} target="_blank" rel="noreferrer">
            {TEXT.about.charts}
          </a>
          <br />
          <span className="dim">{TEXT.about.chartsNotice}</span>
        </p>
        <p className="dim">{TEXT.about.others}</p>
      </div>
    </Dialog>
  );
}
