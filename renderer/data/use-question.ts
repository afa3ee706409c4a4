import { useEffect, useState } from 'react';
import { problemText } from '../client/errors.ts';
import { useConnection } from '../stores/connection.ts';

/** What became of a question. */
export interface Question<Value> {
  /** The last answer; null before the first. */
  readonly value: Value | null;
  /** '' when nothing is wrong. */
  readonly problem: string;
  readonly retry: () => void;
}

/** Asks the engine once, and again when `revision` or the engine's run changes. */
export function useQuestion<Value>(revision: number, ask: () => Promise<Value>): Question<Value> {
  const runId = useConnection((connection) => connection.welcome?.engineRunId ?? '');
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<{ readonly value: Value | null; readonly problem: string }>({
    value: null,
    problem: '',
  });
  useEffect(() => {
    let isOver = false;
    ask()
      .then((value) => {
        if (!isOver) setAnswer({ value, problem: '' });
      })
      .catch((error: unknown) => {
        if (!isOver) setAnswer((before) => ({ ...before, problem: problemText(error) }));
      });
    return () => {
      isOver = true;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what is asked does not change
  }, [revision, runId, attempt]);
  return { ...answer, retry: () => setAttempt((before) => before + 1) };
}
