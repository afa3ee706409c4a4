import { useEffect, useState } from 'react';
import type { MetricName, MetricSample } from '../../../engine/contract/metrics.ts';
import type { ResolutionS, TelemetryNote } from '../../../engine/contract/telemetry.ts';
import { useEngine } from '../../client/engine-context.ts';
import type { EngineClient } from '../../client/engine-client.ts';
import { problemText } from '../../client/errors.ts';

/** Lengths of a time line in seconds; the first is what the page itself has kept. */
export const SPANS_S = [300, 7_200, 86_400, 2_592_000] as const;
export type SpanS = (typeof SPANS_S)[number];

const RESOLUTION_OF: Readonly<Record<SpanS, ResolutionS>> = {
  300: 10,
  7_200: 10,
  86_400: 60,
  2_592_000: 900,
};
const REFRESH_US = 10_000_000;
const SAMPLES_MAX = 3_000;

/** Stored samples of some metrics. */
export interface Past {
  readonly samples: readonly MetricSample[];
  readonly notes: readonly TelemetryNote[];
  readonly problem: string;
}

const NOTHING: Past = { samples: [], notes: [], problem: '' };

/**
 * The store's samples of a span, asked again every ten seconds of `atUs`, so that a panel that is paused stands
 * still; `again` asks at once when it changes.
 */
export function usePast(
  metrics: readonly MetricName[],
  spanS: SpanS,
  again: number,
  atUs: number,
): Past {
  const client = useEngine();
  const names = metrics.join(' ');
  const stretch = Math.floor(atUs / REFRESH_US);
  const [past, setPast] = useState(NOTHING);
  useEffect(() => {
    let isOver = false;
    void read(client, names.split(' '), spanS).then((found) => {
      if (!isOver) setPast(found);
    });
    return () => {
      isOver = true;
    };
  }, [client, names, spanS, again, stretch]);
  return past;
}

async function read(client: EngineClient, metrics: string[], spanS: SpanS): Promise<Past> {
  const period = { fromUs: (Date.now() - spanS * 1_000) * 1_000, toUs: null };
  try {
    const [{ samples }, { notes }] = await Promise.all([
      client.send({
        type: 'telemetry.history',
        metrics,
        resolutionS: RESOLUTION_OF[spanS],
        ...period,
        limit: SAMPLES_MAX,
      }),
      client.send({ type: 'telemetry.notes', ...period }),
    ]);
    return { samples, notes, problem: '' };
  } catch (error) {
    return { ...NOTHING, problem: problemText(error) };
  }
}
