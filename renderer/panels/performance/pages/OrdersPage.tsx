import { useEffect, useMemo, useState } from 'react';
import { TRACES_KEPT, TRACES_MAX } from '../../../../engine/contract/telemetry.ts';
import type { OrderTrace } from '../../../../engine/contract/telemetry.ts';
import { useEngine } from '../../../client/engine-context.ts';
import { DataTable, EmptyText } from '../../../components/index.ts';
import type { Column } from '../../../components/index.ts';
import { formatDurationUs, formatTime } from '../../../format/time.ts';
import { engineClock } from '../../../stores/clock-alignment.ts';
import { useExchangeZone } from '../../../stores/market.ts';
import { orderTimings } from '../../../stores/order-timings.ts';
import { performancePagesText as words } from '../../../text/performance-pages.ts';
import { tracesOf, waterfallOf } from '../waterfall.ts';
import type { WaterfallStep } from '../waterfall.ts';
import type { PageProps } from './page.ts';

const US_PER_MS = 1_000;

/** The newest and the slowest commands on orders, all that the engine keeps; of the chosen one, where its time went. */
export function OrdersPage({ measurements }: PageProps) {
  const client = useEngine();
  const zone = useExchangeZone('');
  const [traces, setTraces] = useState<readonly OrderTrace[]>([]);
  const [chosen, setChosen] = useState<OrderTrace | null>(null);
  const [wanted, setWanted] = useState('');
  const tick = measurements.engine?.atUs ?? 0;
  useEffect(() => {
    let isOver = false;
    client.send({ type: 'telemetry.orders', limit: TRACES_MAX }).then(
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
  const columns = useMemo(() => traceColumns(zone), [zone]);
  const rows = useMemo(() => tracesOf(traces, wanted), [traces, wanted]);
  const shown = chosen ?? rows[0] ?? null;
  if (traces.length === 0) return <EmptyText>{words.noOrders}</EmptyText>;
  return (
    <div className="perf-orders">
      <div className="perf-orders-list">
        <input
          className="input num"
          value={wanted}
          maxLength={12}
          inputMode="numeric"
          placeholder={words.findOrder}
          aria-label={words.findOrder}
          onChange={({ target }) => {
            setWanted(target.value);
            setChosen(null);
          }}
        />
        <div className="perf-orders-table" data-testid="order-traces">
          <DataTable
            label={words.traces}
            columns={columns}
            rows={rows}
            rowKey={({ receivedUs }) => receivedUs}
            rowClass={({ receivedUs }) => (receivedUs === shown?.receivedUs ? 'perf-chosen' : '')}
            emptyText={words.noSuchOrder(wanted.trim(), TRACES_KEPT)}
            onSelect={setChosen}
          />
        </div>
      </div>
      {shown !== null && <Waterfall trace={shown} />}
    </div>
  );
}

function traceColumns(zone: string): readonly Column<OrderTrace>[] {
  return [
    {
      id: 'time',
      header: words.orderTime,
      width: 100,
      cell: ({ atUs }) => formatTime(atUs, { zone, ms: true }),
      sortValue: ({ receivedUs }) => receivedUs,
      align: 'left',
    },
    {
      id: 'command',
      header: words.command,
      width: 78,
      cell: ({ command }) => words.commands[command],
      sortValue: ({ command }) => words.commands[command],
    },
    {
      id: 'order',
      header: words.orderId,
      width: 64,
      grow: 1,
      cell: ({ orderId, orders }) => words.andMore(String(orderId), orders - 1),
      sortValue: ({ orderId }) => orderId,
      align: 'right',
    },
    {
      id: 'total',
      header: words.total,
      title: words.totalTitle,
      width: 76,
      cell: (trace) => formatDurationUs(totalUs(trace)),
      sortValue: totalUs,
      align: 'right',
    },
  ];
}

function totalUs({ receivedUs, toldUs }: OrderTrace): number {
  return toldUs - receivedUs;
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
        {words.waterfall(words.andMore(String(trace.orderId), trace.orders - 1))} ·{' '}
        {formatDurationUs(endUs)}
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
