import { Button } from '../components/index.ts';
import { formatCount } from '../format/number.ts';
import { historyText } from '../text/history.ts';

/** How much of a list is there, and what is wrong with the rest. */
export function ListStatus(props: {
  readonly count: number;
  readonly behind: number;
  readonly isLoading: boolean;
  readonly problem: string;
  readonly onRetry: () => void;
}) {
  const { count, behind, isLoading, problem } = props;
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
  return (
    <span className="dim" aria-busy={isLoading}>
      {behind > 0
        ? historyText.behind(formatCount(behind))
        : historyText.loaded(formatCount(count))}
    </span>
  );
}
