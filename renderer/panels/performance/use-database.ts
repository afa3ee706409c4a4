import { useEffect, useState } from 'react';
import type { DatabaseFacts } from '../../../engine/contract/telemetry.ts';
import { useEngine } from '../../client/engine-context.ts';
import { problemText } from '../../client/errors.ts';

/** The store's facts, asked once and on `ask`: plans and sizes change seldom. */
export function useDatabase(): {
  readonly facts: DatabaseFacts | null;
  readonly problem: string;
  readonly ask: () => void;
} {
  const client = useEngine();
  const [facts, setFacts] = useState<DatabaseFacts | null>(null);
  const [problem, setProblem] = useState('');
  const [times, setTimes] = useState(0);
  useEffect(() => {
    let isOver = false;
    client.send({ type: 'telemetry.database' }).then(
      (answer) => {
        if (isOver) return;
        setFacts(answer.facts);
        setProblem('');
      },
      (error: unknown) => {
        if (!isOver) setProblem(problemText(error));
      },
    );
    return () => {
      isOver = true;
    };
  }, [client, times]);
  return { facts, problem, ask: () => setTimes(times + 1) };
}
