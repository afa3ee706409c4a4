import { useEffect, useState } from 'react';
import { problemText } from '../client/errors.ts';
import { useConnection } from '../stores/connection.ts';

/** Pause before an answer that lacks something is asked for again, in milliseconds. */
const BEHIND_MS = 300;

/** One answer of the engine that is kept current. */
export interface Answer<Value> {
  /** The last one, also while a newer is on its way; null before the first and after a failure. */
  readonly value: Value | null;
  readonly isLoading: boolean;
  /** '' when nothing is wrong. */
  readonly problem: string;
  readonly retry: () => void;
}

/** Asks when `key` changes and, keeping the last answer meanwhile, when `revision` does. */
export function useAnswer<Value extends { readonly behind: number }>(
  key: string,
  revision: number,
  ask: () => Promise<Value>,
): Answer<Value> {
  const runId = useConnection((connection) => connection.welcome?.engineRunId ?? '');
  const [attempt, setAttempt] = useState(0);
  const subject = `${runId} ${key}`;
  const question = `${subject} ${String(revision)} ${String(attempt)}`;
  const [answered, setAnswered] = useState<{
    readonly subject: string;
    readonly question: string;
    readonly value: Value | null;
    readonly problem: string;
  }>({ subject: '', question: '', value: null, problem: '' });
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    ask()
      .then((value) => {
        if (isOver) return;
        setAnswered({ subject, question, value, problem: '' });
        if (value.behind === 0) return;
        timer = setTimeout(() => setAttempt((before) => before + 1), BEHIND_MS);
      })
      .catch((error: unknown) => {
        if (isOver) return;
        setAnswered({ subject, question, value: null, problem: problemText(error) });
      });
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the question stands for what is asked
  }, [question]);
  const isCurrent = answered.subject === subject;
  return {
    value: isCurrent ? answered.value : null,
    isLoading: answered.question !== question,
    problem: isCurrent ? answered.problem : '',
    retry: () => setAttempt((before) => before + 1),
  };
}
