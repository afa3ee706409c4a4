import { useEffect, useRef, useState } from 'react';
import type { MetricSample } from '../../../../engine/contract/metrics.ts';
import type { ResolutionS, TelemetryNote } from '../../../../engine/contract/telemetry.ts';
import type { EngineClient } from '../../../client/engine-client.ts';
import { useEngine } from '../../../client/engine-context.ts';
import { problemText } from '../../../client/errors.ts';
import { useConnection } from '../../../stores/connection.ts';
import { COMPARED, SAMPLES_MAX, faultOf, resolutionFor } from './periods.ts';
import type { Period, Periods } from './periods.ts';

/** Metrics that one question may name. Source: engine/contract/telemetry-requests.ts. */
const METRICS_A_QUESTION = 16;

/** What the store has of both periods. */
export interface Compared {
  readonly a: readonly MetricSample[];
  readonly b: readonly MetricSample[];
  readonly notes: readonly TelemetryNote[];
  readonly resolutionS: ResolutionS;
  readonly problem: string;
}

const NOTHING: Compared = { a: [], b: [], notes: [], resolutionS: 10, problem: '' };

/** The samples of both periods, asked when they change and when the line is back; `again` asks once more. */
export function usePeriods(periods: Periods, again: number): Compared {
  const client = useEngine();
  const [found, setFound] = useState(NOTHING);
  const readFor = useRef<Periods | null>(null);
  const isReady = useConnection(({ state }) => state === 'ready');
  useEffect(() => {
    if (faultOf(periods.a) !== null || faultOf(periods.b) !== null) return undefined;
    // What was read stays while the engine is away.
    if (!isReady && readFor.current === periods) return undefined;
    let isOver = false;
    void read(client, periods).then((compared) => {
      if (isOver) return;
      readFor.current = compared.problem === '' ? periods : null;
      setFound(compared);
    });
    return () => {
      isOver = true;
    };
  }, [client, periods, again, isReady]);
  return found;
}

async function read(client: EngineClient, periods: Periods): Promise<Compared> {
  const resolutionS = resolutionFor(periods, Date.now() * 1_000);
  const { a, b } = periods;
  const fromUs = Math.min(a.fromUs, b.fromUs);
  const toUs = Math.max(a.toUs, b.toUs);
  try {
    const [ofA, ofB, { notes }] = await Promise.all([
      samplesOf(client, a, resolutionS),
      samplesOf(client, b, resolutionS),
      client.send({ type: 'telemetry.notes', fromUs, toUs }),
    ]);
    return { a: ofA, b: ofB, notes, resolutionS, problem: '' };
  } catch (error) {
    return { ...NOTHING, resolutionS, problem: problemText(error) };
  }
}

/** In as many questions as the metrics need; samples of one time are put together. */
async function samplesOf(
  client: EngineClient,
  { fromUs, toUs }: Period,
  resolutionS: ResolutionS,
): Promise<readonly MetricSample[]> {
  const parts: string[][] = [];
  for (let at = 0; at < COMPARED.length; at += METRICS_A_QUESTION) {
    parts.push(COMPARED.slice(at, at + METRICS_A_QUESTION));
  }
  const rest = { resolutionS, fromUs, toUs, limit: SAMPLES_MAX };
  const answers = await Promise.all(
    parts.map((metrics) => client.send({ type: 'telemetry.history', metrics, ...rest })),
  );
  const byTime = new Map<number, MetricSample>();
  for (const { atUs, values } of answers.flatMap(({ samples }) => samples)) {
    byTime.set(atUs, { atUs, values: { ...byTime.get(atUs)?.values, ...values } });
  }
  return [...byTime.values()].sort((x, y) => x.atUs - y.atUs);
}
