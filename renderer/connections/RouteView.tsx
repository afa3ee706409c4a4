import { useState } from 'react';
import type { RequestOf } from '../../engine/contract/messages.ts';
import type { VenueDifference, VenueStatus } from '../../engine/contract/venues.ts';
import { useEngine } from '../client/engine-context.ts';
import { problemText } from '../client/errors.ts';
import { Button, EmptyText, Spacer } from '../components/index.ts';
import { NO_VALUE, formatAge, formatCount, formatDecimal, formatTime } from '../format/index.ts';
import { useExchangeZone } from '../stores/market.ts';
import { useTerminal } from '../stores/terminal.ts';
import { routeText } from '../text/connections.ts';
import { VENUES } from '../text/en.ts';
import { feedText } from '../text/feed-faults.ts';
import { useVenue } from './venue-store.ts';

const US_PER_MS = 1_000;
const CENTS = 2;

/** How the way of orders to a remote venue stands, and where the venue says otherwise than the fills here. */
export function RouteView() {
  const status = useVenue((store) => store.status);
  if (status.venue === 'local') return <EmptyText>{routeText.local}</EmptyText>;
  const tone = status.takesOrders && status.isConfirmed ? 'good' : 'warn';
  return (
    <div className="feed" data-testid="route-view">
      <section className={`feed-state feed-state-${tone}`} role="status">
        <div className="dialog-line">
          <strong>
            <span aria-hidden="true">{tone === 'good' ? '● ' : '▲ '}</span>
            {VENUES[status.venue].name}: {headOf(status)}
          </strong>
          <Spacer />
          <Compare status={status} />
        </div>
        {status.problem !== '' && <p>{status.problem}</p>}
      </section>
      {status.isOtherAccount && <OtherAccount />}
      <RouteFigures status={status} />
      <Differences status={status} />
    </div>
  );
}

function headOf({ isConfirmed, takesOrders }: VenueStatus): string {
  if (!takesOrders) return routeText.held;
  return isConfirmed ? routeText.takes : routeText.notConfirmed;
}

function Compare({ status }: { readonly status: VenueStatus }) {
  const client = useEngine();
  const [problem, setProblem] = useState('');
  const compare = (): void => {
    client
      .send({ type: 'venue.reconcile' })
      .then(() => setProblem(''))
      .catch((error: unknown) => setProblem(problemText(error)));
  };
  return (
    <>
      {problem !== '' && <span className="error">{problem}</span>}
      <Button small disabled={status.isReconciling} onClick={compare}>
        {status.isReconciling ? routeText.comparing : routeText.compare}
      </Button>
    </>
  );
}

function RouteFigures({ status }: { readonly status: VenueStatus }) {
  const zone = useExchangeZone(useTerminal((terminal) => terminal.symbol));
  const { stream, budget, account, updates, reconciledUs } = status;
  const retry =
    stream.retryInMs > 0 ? `, ${feedText.retryIn(formatAge(stream.retryInMs * US_PER_MS))}` : '';
  const left =
    budget === null
      ? NO_VALUE
      : feedText.budgetOf(formatCount(budget.left), formatCount(budget.limit));
  const counts = [updates.taken, updates.repeated, updates.unknown].map(formatCount).join(' / ');
  const lines: readonly (readonly [string, string])[] = [
    [routeText.stream, feedText.states[stream.state] + retry],
    [routeText.streamProblem, stream.problem === '' ? NO_VALUE : stream.problem],
    [routeText.losses, formatCount(stream.losses)],
    [routeText.unresolved, formatCount(status.unresolved)],
    [routeText.compared, reconciledUs === null ? NO_VALUE : formatTime(reconciledUs, { zone })],
    [routeText.compareProblem, status.reconcileProblem === '' ? NO_VALUE : status.reconcileProblem],
    [routeText.updates, counts],
    [feedText.budget, left],
    [feedText.waiting, budget === null ? NO_VALUE : formatCount(budget.waiting)],
    [routeText.account, account === null ? NO_VALUE : account.status],
    [routeText.cash, account === null ? NO_VALUE : formatDecimal(account.cash, CENTS)],
    [
      routeText.buyingPower,
      account === null ? NO_VALUE : formatDecimal(account.buyingPower, CENTS),
    ],
  ];
  return (
    <dl className="dialog-figures" aria-label={routeText.figures}>
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd title={value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Differences({ status }: { readonly status: VenueStatus }) {
  const { differences, differencesMore } = status;
  return (
    <section className="feed-faults" aria-label={routeText.differences}>
      <div className="dim">{routeText.differences}</div>
      {differences.length === 0 ? (
        <div className="faint">{routeText.noDifferences}</div>
      ) : (
        <ul className="route-differences">
          {differences.map((difference) => (
            <li key={textOf(difference)} className="warn">
              {textOf(difference)}
            </li>
          ))}
          {differencesMore > 0 && <li>{routeText.more(differencesMore)}</li>}
        </ul>
      )}
      {differences.length > 0 && <Accept key={status.differencesNumber} status={status} />}
    </section>
  );
}

/** Begins a new store for the account of these keys, once it is confirmed. */
function OtherAccount() {
  return (
    <section className="feed-faults" aria-label={routeText.other}>
      <Confirmed
        body={{ type: 'venue.begin' }}
        ask={routeText.begin}
        means={routeText.beginMeans}
        no={routeText.beginNo}
        yes={routeText.beginYes}
        busy={routeText.beginning}
        testId="route-begin"
      />
    </section>
  );
}

/** Books what the venue says, once it is confirmed for what is shown; other differences begin anew. */
function Accept({ status }: { readonly status: VenueStatus }) {
  const { differences, differencesNumber } = status;
  return (
    <Confirmed
      body={{ type: 'venue.accept', differencesNumber }}
      ask={routeText.accept}
      means={routeText.acceptMeans}
      no={routeText.acceptNo}
      yes={routeText.acceptYes(differences.length)}
      busy={routeText.accepting}
      testId="route-accept"
    />
  );
}

interface ConfirmedProps {
  readonly body: RequestOf<'venue.accept' | 'venue.begin'>;
  /** Words of the button that asks, of what it means, and of the two answers. */
  readonly ask: string;
  readonly means: string;
  readonly no: string;
  readonly yes: string;
  readonly busy: string;
  readonly testId: string;
}

/** A button whose request is sent once what it means has been read. */
function Confirmed({ body, ask, means, no, yes, busy, testId }: ConfirmedProps) {
  const client = useEngine();
  const [isAsked, setIsAsked] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const send = (): void => {
    setIsBusy(true);
    client
      .send(body)
      .catch((error: unknown) => setProblem(problemText(error)))
      .finally(() => {
        setIsBusy(false);
        setIsAsked(false);
      });
  };
  if (!isAsked) {
    return (
      <div className="dialog-line">
        <Button small onClick={() => setIsAsked(true)}>
          {ask}
        </Button>
        {problem !== '' && (
          <span className="error" role="alert">
            {problem}
          </span>
        )}
      </div>
    );
  }
  return (
    <div className="route-accept" data-testid={testId}>
      <p>{means}</p>
      <div className="dialog-line">
        <Button small autoFocus disabled={isBusy} onClick={() => setIsAsked(false)}>
          {no}
        </Button>
        <Button small tone="danger" disabled={isBusy} onClick={send}>
          {isBusy ? busy : yes}
        </Button>
      </div>
    </div>
  );
}

function textOf(difference: VenueDifference): string {
  switch (difference.kind) {
    case 'position': {
      const { symbol, here, there } = difference;
      return routeText.position(symbol, formatDecimal(here), formatDecimal(there));
    }
    case 'cash': {
      const { here, there } = difference;
      return routeText.cashDiffers(formatDecimal(here, CENTS), formatDecimal(there, CENTS));
    }
    case 'order':
      return routeText.order(difference.symbol, difference.text);
  }
}
