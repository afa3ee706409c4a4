import { useEffect, useState } from 'react';
import type { OrderTrace } from '../../../../engine/contract/telemetry.ts';
import { useEngine } from '../../../client/engine-context.ts';
import { EmptyText, classNames } from '../../../components/index.ts';
import { formatDurationUs, formatTime } from '../../../format/time.ts';
import { engineClock } from '../../../stores/clock-alignment.ts';
import { useExchangeZone } from '../../../stores/market.ts';
import { orderTimings } from '../../../stores/order-timings.ts';
import { performancePagesText as words } from '../../../text/performance-pages.ts';
import { waterfallOf } from '../waterfall.ts';
import type { WaterfallStep } from '../waterfall.ts';
import type { PageProps } from './page.ts';

const ORDERS_SHOWN = 200;
const US_PER_MS = 1_000;

/** The newest commands on orders; of the chosen one, where its time went. */
export function OrdersPage({ measurements }: PageProps) {
  const client = useEngine();
  const zone = useExchangeZone('');
  const [traces, setTraces] = useState<readonly OrderTrace[]>([]);
  const [chosen, setChosen] = useState<OrderTrace | null>(null);
  const tick = measurements.engine?.atUs ?? 0;
  useEffect(() => {
    let isOver = false;
    client.send({ type: 'telemetry.orders', limit: ORDERS_SHOWN }).then(
      ({ orders }) => {
        if (!isOver) setTraces(orders);
      },
      // Asked again with the next report.
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [client, tick]);
  const shown = chosen ?? traces[0] ?? null;
  if (shown === null) return <EmptyText>{words.noOrders}</EmptyText>;
  return (
    <div className="perf-orders">
      <div className="perf-orders-list">
        <table className="perf-table" data-testid="order-traces">
          <thead>
            <tr>
              <th scope="col">{words.orderTime}</th>
              <th scope="col">{words.command}</th>
              <th scope="col">{words.orderId}</th>
              <th scope="col">{words.total}</th>
            </tr>
          </thead>
          <tbody>
            {traces.map((trace) => (
              <tr
                key={trace.receivedUs}
                className={classNames(trace.receivedUs === shown.receivedUs && 'perf-chosen')}
              >
                <th scope="row">
                  <button type="button" className="perf-link" onClick={() => setChosen(trace)}>
                    {formatTime(trace.atUs, { zone, ms: true })}
                  </button>
                </th>
                <td>{words.commands[trace.command]}</td>
                <td>{trace.orderId}</td>
                <td>{formatDurationUs(trace.toldUs - trace.receivedUs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Waterfall trace={shown} />
    </div>
  );
}

function Waterfall({ trace }: { readonly trace: OrderTrace }) {
  const timing = orderTimings().get(trace.receivedUs) ?? null;
  const { offset } = engineClock;
  const steps = waterfallOf(trace, timing, (ms) =>
    offset === null ? null : ms * US_PER_MS + offset.offsetUs,
  );
  const endUs = steps.reduce((latest, { toUs }) => Math.max(latest, toUs), 1);
  return (
    <figure className="perf-waterfall" data-testid="order-waterfall">
      <figcaption>
        {words.waterfall(String(trace.orderId))} · {formatDurationUs(endUs)}
      </figcaption>
      <table className="perf-table">
        <tbody>
          {steps.map((step) => (
            <StepRow key={step.id} step={step} endUs={endUs} />
          ))}
        </tbody>
      </table>
      <p className="faint">
        {timing === null && words.engineOnly}
        {timing !== null && offset !== null && words.clockError(formatDurationUs(offset.errorUs))}
      </p>
    </figure>
  );
}

function StepRow({ step, endUs }: { readonly step: WaterfallStep; readonly endUs: number }) {
  const { id, fromUs, toUs } = step;
  const left = (Math.max(0, fromUs) / endUs) * 100;
  const width = ((toUs - fromUs) / endUs) * 100;
  return (
    <tr>
      <th scope="row">{words.steps[id]}</th>
      <td className="perf-step-time">{formatDurationUs(toUs - fromUs)}</td>
      <td className="perf-step">
        <svg width="100%" height="12" aria-hidden="true">
          <rect
            x={`${left.toFixed(2)}%`}
            width={`${Math.max(0.3, width).toFixed(2)}%`}
            y="2"
            height="8"
            className={`perf-step-bar perf-step-${id}`}
          />
        </svg>
      </td>
    </tr>
  );
}
