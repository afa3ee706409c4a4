import { useEffect, useRef, useState } from 'react';
import type { DatabaseFacts } from '../../../engine/contract/telemetry.ts';
import { useEngine } from '../../client/engine-context.ts';
import { problemText } from '../../client/errors.ts';
import { useConnection } from '../../stores/connection.ts';

/** The store's facts, asked once, on `ask`, when the line is back and with each `shape`: plans and sizes change seldom. */
export function useDatabase(shape: string): {
  readonly facts: DatabaseFacts | null;
  readonly problem: string;
  readonly ask: () => void;
} {
  const client = useEngine();
  const [facts, setFacts] = useState<DatabaseFacts | null>(null);
  const [problem, setProblem] = useState('');
  const [times, setTimes] = useState(0);
  const isReady = useConnection(({ state }) => state === 'ready');
  const isKnown = useRef(false);
  useEffect(() => {
    // What was known stays while the engine is away.
    if (!isReady && isKnown.current) return undefined;
    let isOver = false;
    client.send({ type: 'telemetry.database' }).then(
      (answer) => {
        if (isOver) return;
        isKnown.current = true;
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
  }, [client, times, isReady, shape]);
  return { facts, problem, ask: () => setTimes(times + 1) };
}
