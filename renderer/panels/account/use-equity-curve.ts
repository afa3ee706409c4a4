import { useEffect, useState } from 'react';
import type { EquityPoint } from '../../../engine/contract/account.ts';
import { useEngine } from '../../client/engine-context.ts';
import type { EngineClient } from '../../client/engine-client.ts';
import { problemText } from '../../client/errors.ts';
import { useAccountStore } from '../../stores/account.ts';
import { useConnection } from '../../stores/connection.ts';
import { marketNowUs } from '../../trading/market-time.ts';
import { EQUITY_POINTS_MAX, curveOf, rangeStartUs, withNow } from './equity-points.ts';
import type { CurvePoint, EquityRange } from './equity-points.ts';

/** Most points of one answer, as the contract allows. */
const PAGE = 5_000;
/** Pace at which the newest point follows the account, in milliseconds. */
const FOLLOW_MS = 1_000;

export interface EquityCurve {
  readonly points: readonly CurvePoint[];
  readonly state: 'loading' | 'ready' | 'failed';
  readonly problem: string;
  readonly retry: () => void;
}

/** The equity curve of a period: loaded once a connection, then followed. */
export function useEquityCurve(range: EquityRange): EquityCurve {
  const client = useEngine();
  const runId = useConnection((connection) => connection.welcome?.engineRunId ?? '');
  const [attempt, setAttempt] = useState(0);
  const key = `${range} ${runId} ${String(attempt)}`;
  const [loaded, setLoaded] = useState({ key: '', problem: '', points: NO_POINTS });
  useEffect(() => {
    let isOver = false;
    loadCurve(client, range)
      .then((points) => {
        if (!isOver) setLoaded({ key, problem: '', points });
      })
      .catch((error: unknown) => {
        if (!isOver) setLoaded({ key, problem: problemText(error), points: NO_POINTS });
      });
    return () => {
      isOver = true;
    };
  }, [client, range, key]);
  useEffect(() => {
    const timer = setInterval(() => {
      const { account } = useAccountStore.getState();
      if (account === null) return;
      setLoaded((before) => {
        const points = before.key === key ? withNow(before.points, account) : before.points;
        return points === before.points ? before : { ...before, points };
      });
    }, FOLLOW_MS);
    return () => clearInterval(timer);
  }, [key]);
  const isCurrent = loaded.key === key;
  return {
    // The curve of before stays in view until the new one is there.
    points: loaded.points,
    state: !isCurrent ? 'loading' : loaded.problem === '' ? 'ready' : 'failed',
    problem: isCurrent ? loaded.problem : '',
    retry: () => setAttempt((before) => before + 1),
  };
}

const NO_POINTS: readonly CurvePoint[] = [];

/** All points of the period, newest pages first, up to the bound. */
async function loadCurve(client: EngineClient, range: EquityRange): Promise<readonly CurvePoint[]> {
  const fromUs = rangeStartUs(range, marketNowUs());
  const pages: EquityPoint[] = [];
  let toUs: number | null = null;
  for (;;) {
    const body = { type: 'equity.history', fromUs, toUs, limit: PAGE } as const;
    const page: { readonly points: readonly EquityPoint[]; readonly more: boolean } =
      await client.send<'equity.history'>(body);
    pages.push(...page.points);
    const oldest = page.points[0];
    if (!page.more || oldest === undefined || pages.length >= EQUITY_POINTS_MAX) break;
    toUs = oldest.atUs;
  }
  return curveOf(pages);
}
