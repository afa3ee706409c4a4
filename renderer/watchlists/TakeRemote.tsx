import { useState } from 'react';
import { useEngine } from '../client/engine-context.ts';
import { problemText } from '../client/errors.ts';
import { Button } from '../components/index.ts';
import { watchlistsText as words } from '../text/watchlists.ts';
import { withRemoteLists } from './take-remote.ts';
import type { TakenLists } from './take-remote.ts';
import { useWatchlists } from './watchlists-store.ts';

/** Names that are told of what was left; more are only counted. */
const LEFT_TOLD = 8;

/** Takes the lists of the Alpaca account over, and says list by list what came of it. */
export function TakeRemote() {
  const client = useEngine();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const [result, setResult] = useState<TakenLists | null>(null);
  const take = (): void => {
    setIsBusy(true);
    setResult(null);
    client
      .send({ type: 'watchlists.remote' })
      .then(({ lists }) => {
        const taken = withRemoteLists(useWatchlists.getState().lists, lists);
        useWatchlists.setState({ lists: taken.lists });
        setResult(taken);
        setProblem('');
      })
      .catch((error: unknown) => setProblem(problemText(error)))
      .finally(() => setIsBusy(false));
  };
  return (
    <div className="watchlists-row watchlists-remote">
      <Button small disabled={isBusy} onClick={take}>
        {isBusy ? words.taking : words.takeRemote}
      </Button>
      {problem === '' && result === null && <span className="dim">{words.remoteNote}</span>}
      {problem !== '' && (
        <span className="error" role="alert">
          {problem}
        </span>
      )}
      {result !== null && (
        <span role="status" data-testid="watchlists-taken">
          {sentenceOf(result)}
        </span>
      )}
    </div>
  );
}

function sentenceOf({ taken, left }: TakenLists): string {
  const lists = taken.map((one) => words.taken(one.name, one.added, one.isNew));
  const all = lists.length === 0 ? words.takenNone : lists.join(', ');
  if (left.length === 0) return all;
  const told = left.slice(0, LEFT_TOLD).join(', ');
  return `${all}. ${words.left(left.length > LEFT_TOLD ? `${told}…` : told)}`;
}
