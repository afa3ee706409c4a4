import { useState } from 'react';
import type { FeedStatus } from '../../engine/contract/feed-status.ts';
import type { SourceStatus } from '../../engine/contract/messages.ts';
import { useEngine } from '../client/engine-context.ts';
import { problemText } from '../client/errors.ts';
import { Button, EmptyText, Spacer } from '../components/index.ts';
import { formatAge } from '../format/index.ts';
import { useSource } from '../stores/market.ts';
import { faultWords, feedText } from '../text/feed-faults.ts';
import type { FaultWords } from '../text/feed-faults.ts';
import { FaultTable } from './FaultTable.tsx';
import { feedFigures } from './feed-figures.ts';
import { useHost } from './host-store.ts';

const US_PER_MS = 1_000;
/** HTTP status of a request beyond the budget. */
const TOO_MANY = 429;

/** How the connection to the real market goes: what is wrong, what to do, and its figures. */
export function FeedView() {
  const source = useSource((store) => store.status);
  if (source === null || source.feed === null) {
    return (
      <>
        <EmptyText>{source?.kind === 'replay' ? feedText.replay : feedText.none}</EmptyText>
        <div className="dialog-line">
          <Spacer />
          <Button onClick={() => useHost.setState({ view: 'market' })}>{feedText.choose}</Button>
        </div>
      </>
    );
  }
  return (
    <div className="feed" data-testid="feed-view" data-state={source.feed.state}>
      <FeedState source={source} feed={source.feed} />
      {source.marketOrders !== undefined && <StaleOrders now={source.marketOrders} />}
      <dl className="dialog-figures" aria-label={feedText.figures}>
        {feedFigures(source.feed).map(({ name, value, warn }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={warn ? 'warn' : ''}>{value}</dd>
          </div>
        ))}
      </dl>
      <FaultTable faults={source.feed.faults} />
    </div>
  );
}

/** Market orders while nothing is seen of the market: held back, unless the trader wants them. */
function StaleOrders({ now }: { readonly now: 'blocked' | 'overridden' }) {
  const client = useEngine();
  const [problem, setProblem] = useState('');
  const isBlocked = now === 'blocked';
  const change = (): void => {
    client
      .send({ type: 'source.control', action: { kind: 'stale_orders', allowed: isBlocked } })
      .then(() => setProblem(''))
      .catch((error: unknown) => setProblem(problemText(error)));
  };
  return (
    <div className="dialog-line" data-testid="stale-orders">
      <span className={isBlocked ? '' : 'warn'}>{feedText.staleOrders[now]}</span>
      {problem !== '' && <span className="error">{problem}</span>}
      <Spacer />
      <Button small tone={isBlocked ? 'danger' : 'plain'} onClick={change}>
        {feedText.staleActions[now]}
      </Button>
    </div>
  );
}

const MARKS = { good: '●', warn: '▲', error: '✕' } as const;

/** The state in words of its own for each fault: no two of them look alike. */
function FeedState({ source, feed }: { readonly source: SourceStatus; readonly feed: FeedStatus }) {
  const client = useEngine();
  const [problem, setProblem] = useState('');
  const words = presentFault(feed);
  const tone = words?.tone ?? (feed.state === 'live' ? 'good' : 'warn');
  const cure = words?.cure ?? null;
  const isAway = feed.state === 'waiting' || feed.state === 'stopped';
  const retry = (): void => {
    client
      .send({ type: 'source.control', action: { kind: 'reconnect' } })
      .then(() => setProblem(''))
      .catch((error: unknown) => setProblem(problemText(error)));
  };
  return (
    <section className={`feed-state feed-state-${tone}`} data-testid="feed-state" role="status">
      <div className="dialog-line">
        <strong>
          <span aria-hidden="true">{MARKS[tone]} </span>
          {source.label}: {feedText.states[feed.state]}
          {words !== null && `, ${words.short.toLowerCase()}`}
        </strong>
        {feed.retryInMs > 0 && feed.state === 'waiting' && (
          <span className="dim">{feedText.retryIn(formatAge(feed.retryInMs * US_PER_MS))}</span>
        )}
        <Spacer />
        {cure !== null && <Cure cure={cure} />}
        {isAway && (
          <Button small onClick={retry}>
            {feedText.tryNow}
          </Button>
        )}
      </div>
      <p>
        {words === null
          ? feed.state === 'live' && feed.gaps.length === 0
            ? feedText.whole
            : source.problem
          : `${words.head} ${words.next}`}
      </p>
      {feed.budget.blockedForMs > 0 && (
        <p>{feedText.blocked(formatAge(feed.budget.blockedForMs * US_PER_MS))}</p>
      )}
      {problem !== '' && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

function Cure({ cure }: { readonly cure: 'keys' | 'market' }) {
  return (
    <Button small tone="accent" onClick={() => useHost.setState({ view: cure })}>
      {feedText.cures[cure]}
    </Button>
  );
}

/** What is wrong now: with the stream first, then with requests while something waits for them. */
function presentFault(feed: FeedStatus): FaultWords | null {
  if (feed.faultCode !== 0) return faultWords('stream', feed.faultCode);
  if (feed.state === 'waiting') return faultWords('stream', 0);
  if (feed.state !== 'live') return null;
  if (feed.budget.blockedForMs > 0) return faultWords('rest', TOO_MANY);
  const newest = feed.faults.find(({ part }) => part === 'rest');
  if (newest === undefined || feed.gaps.length === 0) return null;
  return faultWords('rest', newest.code);
}
