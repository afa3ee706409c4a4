import { useRef, useState } from 'react';
import type { HeldKeys, HostState, Keeping } from '../../engine/contract/host-requests.ts';
import { REMOTE_VENUES } from '../../engine/domain/order.ts';
import type { RemoteVenue } from '../../engine/domain/order.ts';
import { Button, Field, Select, Spacer } from '../components/index.ts';
import { connectionsText } from '../text/connections.ts';
import { VENUES } from '../text/en.ts';
import { CheckLine } from './CheckLine.tsx';
import { enterKeys, forgetKeys, testKeys, useHost } from './host-store.ts';

const WORDS = connectionsText.keys;

/** The keys of each account: their last four characters, a test, and a form for others. */
export function KeysView({ host }: { readonly host: HostState }) {
  const problem = useHost((store) => store.problem);
  return (
    <>
      <p className="connections-note">{WORDS.intro}</p>
      {host.notEncrypted !== '' && (
        <p className="connections-note warn">
          {WORDS.notEncrypted[host.notEncrypted](host.keyFile)}
        </p>
      )}
      {[host.keyProblem, problem]
        .filter((one) => one !== '')
        .map((one) => (
          <p key={one} className="connections-problem" role="alert">
            {one}
          </p>
        ))}
      {REMOTE_VENUES.map((venue) => (
        <VenueKeys key={venue} venue={venue} host={host} />
      ))}
    </>
  );
}

function VenueKeys({ venue, host }: { readonly venue: RemoteVenue; readonly host: HostState }) {
  const held = host.keys.find((one) => one.venue === venue) ?? null;
  const check = useHost((store) => store.checks[venue] ?? null);
  const busy = useHost((store) => store.busy !== null);
  return (
    <section
      className="connections-venue"
      data-venue={venue}
      data-testid={`keys-${venue}`}
      aria-label={WORDS.of(VENUES[venue].name)}
    >
      <div className="dialog-line">
        <strong>{VENUES[venue].name}</strong>
        <span className={held === null ? 'faint' : ''} data-testid="keys-held">
          {held === null ? WORDS.none : WORDS.held(held.keyEnd, WORDS.kept[held.kept])}
        </span>
        <Spacer />
        {held !== null && <HeldButtons held={held} busy={busy} />}
      </div>
      <KeyForm venue={venue} host={host} busy={busy} />
      {check !== null && <CheckLine check={check} />}
    </section>
  );
}

function HeldButtons({ held, busy }: { readonly held: HeldKeys; readonly busy: boolean }) {
  return (
    <>
      <Button small disabled={busy} onClick={() => void testKeys(held.venue)}>
        {WORDS.test}
      </Button>
      <Button
        small
        disabled={busy || held.kept === 'environment'}
        title={held.kept === 'environment' ? WORDS.fromEnvironment : WORDS.forgetTitle}
        onClick={() => void forgetKeys(held.venue)}
      >
        {WORDS.forget}
      </Button>
    </>
  );
}

/**
 * The fields are the browser's own and read once: what is typed never becomes part of the page's state, and
 * is gone from them as soon as the host has it.
 */
function KeyForm({
  venue,
  host,
  busy,
}: {
  readonly venue: RemoteVenue;
  readonly host: HostState;
  readonly busy: boolean;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [keep, setKeep] = useState<Keeping>(host.notEncrypted === '' ? 'encrypted' : 'until_end');
  const choices = host.keeping.map((value) => ({ value, text: WORDS.keeping[value] }));
  const send = (): void => {
    if (form.current === null) return;
    const typed = new FormData(form.current);
    const text = (name: string): string => {
      const value = typed.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const request = { venue, keyId: text('keyId'), secret: text('secret'), keep };
    form.current.reset();
    void enterKeys({ type: 'keys.enter', ...request });
  };
  return (
    <form
      ref={form}
      className="connections-keys"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field label={WORDS.keyId}>
        {({ id }) => (
          <input
            id={id}
            name="keyId"
            className="input"
            required
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Field label={WORDS.secret}>
        {({ id }) => (
          <input
            id={id}
            name="secret"
            type="password"
            className="input"
            required
            autoComplete="off"
          />
        )}
      </Field>
      <Field label={WORDS.keep}>
        {({ id }) => (
          <Select id={id} label={WORDS.keep} value={keep} choices={choices} onChange={setKeep} />
        )}
      </Field>
      <Button type="submit" tone="accent" disabled={busy}>
        {WORDS.enter}
      </Button>
    </form>
  );
}
