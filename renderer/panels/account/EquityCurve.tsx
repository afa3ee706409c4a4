import { useEffect, useRef } from 'react';
import { Button } from '../../components/index.ts';
import { formatMoney } from '../../format/number.ts';
import { useExchangeZone } from '../../stores/market.ts';
import { useTerminal } from '../../stores/terminal.ts';
import { accountText } from '../../text/account.ts';
import { Pnl } from '../../trading/Pnl.tsx';
import { EquityChart } from './equity-chart.ts';
import type { EquityRange } from './equity-points.ts';
import { useEquityCurve } from './use-equity-curve.ts';

/** The account's value over a period, with what it has changed by. */
export function EquityCurve({ range }: { readonly range: EquityRange }) {
  const { points, state, problem, retry } = useEquityCurve(range);
  const zone = useExchangeZone('');
  const theme = useTerminal((terminal) => terminal.theme);
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<EquityChart>(null);
  useEffect(() => {
    if (host.current === null) return undefined;
    const made = new EquityChart(host.current);
    chart.current = made;
    return () => {
      chart.current = null;
      made.dispose();
    };
  }, []);
  useEffect(() => chart.current?.applyTheme(), [theme]);
  useEffect(() => chart.current?.show(points, zone), [points, zone]);
  const first = points[0]?.equityMicros ?? 0;
  const last = points.at(-1)?.equityMicros ?? 0;
  return (
    <figure className="account-curve" data-testid="equity-curve" data-points={points.length}>
      <div
        ref={host}
        className="account-curve-canvas"
        role="figure"
        aria-label={accountText.curve(formatMoney(first), formatMoney(last))}
      />
      <div className="account-curve-words">
        {points.length > 0 && state !== 'failed' && (
          <span>
            <span className="faint">{accountText.change}</span> <Pnl micros={last - first} />
          </span>
        )}
        {state === 'loading' && <span className="faint">{accountText.curveLoading}</span>}
        {state === 'ready' && points.length === 0 && (
          <span className="faint">{accountText.curveEmpty}</span>
        )}
        {state === 'failed' && (
          <span className="error" role="alert">
            {accountText.curveProblem(problem)}{' '}
            <Button small onClick={retry}>
              {accountText.retry}
            </Button>
          </span>
        )}
      </div>
    </figure>
  );
}
