import { Button } from '../components/index.ts';
import { formatCount } from '../format/number.ts';
import { historyText } from '../text/history.ts';
import { HISTORY_ROWS_MAX } from './history-list.ts';
import type { ListState } from './history-list.ts';

/** How long a list is, or how much of it is there, and what is wrong with the rest. */
export function ListStatus(props: {
  readonly state: Omit<ListState, 'added'>;
  readonly onRetry: () => void;
}) {
  const { length, isCounted, behind, isLoading, problem } = props.state;
  if (problem !== '') {
    return (
      <span className="error" role="alert">
        {historyText.loadProblem(problem)}{' '}
        <Button small onClick={props.onRetry}>
          {historyText.retry}
        </Button>
      </span>
    );
  }
  const isFull = !isCounted && length >= HISTORY_ROWS_MAX;
  const words = isCounted ? historyText.rows : isFull ? historyText.full : historyText.loaded;
  return (
    <span className="dim list-status" aria-busy={isLoading}>
      {behind > 0 ? historyText.behind(formatCount(behind)) : words(formatCount(length))}
    </span>
  );
}
