import { useState } from 'react';
import type { HostState, MarketChoice } from '../../engine/contract/host-requests.ts';
import { FEED_NAMES } from '../../engine/domain/feed-name.ts';
import { FILL_MODELS } from '../../engine/domain/fill-model.ts';
import { VENUES } from '../../engine/domain/order.ts';
import { Button, Field, Segmented, Select, Spacer } from '../components/index.ts';
import { connectionsText } from '../text/connections.ts';
import { VENUES as VENUE_WORDS } from '../text/en.ts';
import { useHost } from './host-store.ts';
import { MarketConfirm } from './MarketConfirm.tsx';
import {
  formOf,
  hasKeys,
  isSameMarket,
  marketOf,
  namedMarket,
  withVenue,
  withoutSymbol,
} from './market-form.ts';
import type { MarketForm } from './market-form.ts';

const WORDS = connectionsText.market;
const VENUE_CHOICES = VENUES.map((value) => ({
  value,
  text: VENUE_WORDS[value].name,
  title: VENUE_WORDS[value].title,
}));
const FEEDS = FEED_NAMES.map((value) => ({ value, text: WORDS.feeds[value] ?? value }));
const MODELS = FILL_MODELS.map((value) => ({ value, text: WORDS.models[value] }));

/** Where orders go and where prices come from; a change is confirmed by the names of both. */
export function MarketView({ host }: { readonly host: HostState }) {
  const problem = useHost((store) => store.problem);
  const [begun] = useState(() => withoutSymbol(host.market, useHost.getState().unfollowed));
  const [form, setForm] = useState(() => ({
    ...formOf(begun),
    // The list has to show one; the host says which it would play.
    recording: host.recording === '' ? (host.recordings[0] ?? '') : host.recording,
  }));
  const [asked, setAsked] = useState<MarketChoice | null>(() =>
    isSameMarket(begun, host.market) ? null : begun,
  );
  const read = marketOf(form);
  const market = 'market' in read ? read.market : null;
  const lacksKeys = market !== null && !hasKeys(host, market);
  const isSame = market !== null && isSameMarket(market, namedMarket(host));
  const edit = (patch: Partial<MarketForm>): void => {
    setForm((before) => ({ ...before, ...patch }));
    setAsked(null);
  };
  return (
    <>
      <p className="connections-now" data-venue={host.market.venue} data-testid="market-now">
        <span className="dim">{WORDS.now}</span>{' '}
        <strong>{connectionsText.nameOf(host.market)}</strong>
      </p>
      {host.marketProblem !== '' && (
        <p className="connections-problem" role="alert">
          {host.marketProblem}
        </p>
      )}
      <form
        className="connections-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (market !== null && !lacksKeys && !isSame) setAsked(market);
        }}
      >
        <Line words={WORDS.venue}>
          <Segmented
            label={WORDS.venue}
            value={form.venue}
            choices={VENUE_CHOICES}
            onChange={(venue) => {
              setForm((before) => withVenue(before, venue));
              setAsked(null);
            }}
          />
        </Line>
        <Line words={WORDS.source}>
          <Segmented
            label={WORDS.source}
            value={form.kind}
            choices={sourcesFor(form, host)}
            onChange={(kind) => edit({ kind })}
          />
        </Line>
        {form.kind === 'replay' && (
          <Line words={WORDS.recording}>
            <Select
              label={WORDS.recording}
              value={form.recording}
              choices={host.recordings.map((value) => ({ value, text: value }))}
              onChange={(recording) => edit({ recording })}
            />
          </Line>
        )}
        {form.kind === 'alpaca' && (
          <RealMarket
            form={form}
            problem={'problem' in read ? read.problem : null}
            onChange={edit}
          />
        )}
        <p className="connections-note">{WORDS.notes[form.venue]}</p>
        {form.venue === 'local' && form.kind !== 'alpaca' && (
          <p className="connections-note">{WORDS.recordingsNote(host.recordingFolder)}</p>
        )}
        {form.venue === 'local' && host.recordingProblem !== '' && (
          <p className="connections-note warn">{WORDS.recordingsProblem(host.recordingProblem)}</p>
        )}
        <div className="dialog-line">
          {lacksKeys && (
            <>
              <span className="warn">{WORDS.noKeys}</span>
              <Button small onClick={() => useHost.setState({ view: 'keys' })}>
                {WORDS.enterKeys}
              </Button>
            </>
          )}
          {problem !== '' && (
            <span className="error" role="alert">
              {problem}
            </span>
          )}
          <Spacer />
          <Button
            type="submit"
            tone="accent"
            disabled={market === null || lacksKeys || isSame || asked !== null}
          >
            {isSame ? WORDS.same : WORDS.change}
          </Button>
        </div>
      </form>
      {asked !== null && (
        <MarketConfirm from={host.market} to={asked} onNo={() => setAsked(null)} />
      )}
    </>
  );
}

/** Sources that the venue trades on; a replay only where there is a recording. */
function sourcesFor({ venue }: MarketForm, { recordings }: HostState) {
  const { sources } = WORDS;
  const real = { value: 'alpaca', text: sources.alpaca } as const;
  if (venue !== 'local') return [real];
  const simulator = { value: 'simulator', text: sources.simulator } as const;
  const replay = { value: 'replay', text: sources.replay } as const;
  return recordings.length === 0 ? [simulator, real] : [simulator, replay, real];
}

function RealMarket({
  form,
  problem,
  onChange,
}: {
  readonly form: MarketForm;
  readonly problem: string | null;
  readonly onChange: (patch: Partial<MarketForm>) => void;
}) {
  return (
    <>
      <Line words={WORDS.feed}>
        <Select
          label={WORDS.feed}
          value={form.feed}
          choices={FEEDS}
          onChange={(feed) => onChange({ feed })}
        />
      </Line>
      <Field label={WORDS.symbols} problem={problem}>
        {({ id, describedBy }) => (
          <textarea
            id={id}
            className="input connections-symbols"
            aria-describedby={describedBy}
            aria-invalid={problem !== null}
            rows={2}
            spellCheck={false}
            value={form.symbols}
            onChange={(event) => onChange({ symbols: event.target.value })}
          />
        )}
      </Field>
      {form.venue === 'local' && (
        <Line words={WORDS.model}>
          <Select
            label={WORDS.model}
            value={form.fillModel}
            choices={MODELS}
            onChange={(fillModel) => onChange({ fillModel })}
          />
        </Line>
      )}
    </>
  );
}

function Line({ words, children }: { readonly words: string; readonly children: React.ReactNode }) {
  return (
    <div className="connections-pair">
      <span className="dim" aria-hidden="true">
        {words}
      </span>
      {children}
    </div>
  );
}
