/** What holds memory: the engine's process in its parts, and what this page keeps. */
import type { BufferFigures, Telemetry } from '../../../engine/contract/telemetry.ts';
import { NOTICES_MAX, useNotices } from '../../stores/notices.ts';
import { TIMINGS_KEPT, orderTimings } from '../../stores/order-timings.ts';
import { TELEMETRY_HISTORY_MAX, useTelemetry } from '../../stores/market.ts';
import { ENDED_ORDERS_MAX, FILLS_MAX } from '../../stores/trading-fold.ts';
import { useTrading } from '../../stores/trading.ts';
import type { performancePagesText } from '../../text/performance-pages.ts';

/** Bytes of one part; `boundBytes`: where it ends, null where nothing ends it but the machine. */
export interface MemoryPart {
  readonly id: keyof typeof performancePagesText.memoryParts;
  readonly bytes: number;
  readonly boundBytes: number | null;
}

/**
 * The engine's resident memory: the heap of its main thread, what objects in it hold outside, the heaps of the
 * other threads, and the rest, which is code, SQLite and what the allocator keeps. Empty before it is measured.
 */
export function memoryParts({ sample: { values }, processes }: Telemetry): readonly MemoryPart[] {
  const heap = values['engine.heap'];
  const resident = values['engine.rss'];
  if (heap === undefined || resident === undefined) return [];
  const external = values['engine.external'] ?? 0;
  const threads = processes.reduce(
    (sum, { kind, memoryBytes }) => sum + (kind === 'thread' ? (memoryBytes ?? 0) : 0),
    0,
  );
  const rest = Math.max(0, resident - heap - external - threads);
  const page = values['window.heap'];
  const part = (id: MemoryPart['id'], bytes: number, boundBytes: number | null = null) => {
    return { id, bytes, boundBytes };
  };
  return [
    part('heap', heap, values['engine.heap_limit'] ?? null),
    part('external', external),
    part('threads', threads),
    part('rest', rest),
    part('resident', resident),
    ...(page === undefined ? [] : [part('page', page)]),
  ];
}

/** What this page keeps that grows; charts and lists hold what they show. */
export function pageBuffers(): readonly BufferFigures[] {
  const { orders, workingOrders, fills } = useTrading.getState();
  const whenFull = 'oldest_goes';
  const ended = orders.size - workingOrders.length;
  return [
    { name: 'page.orders', fill: ended, bound: ENDED_ORDERS_MAX, whenFull },
    { name: 'page.fills', fill: fills.length, bound: FILLS_MAX, whenFull },
    {
      ...{ name: 'page.log', fill: useNotices.getState().notices.length },
      ...{ bound: NOTICES_MAX, whenFull },
    },
    { name: 'page.timings', fill: orderTimings().size, bound: TIMINGS_KEPT, whenFull },
    {
      ...{ name: 'page.samples', fill: useTelemetry.getState().history.length },
      ...{ bound: TELEMETRY_HISTORY_MAX, whenFull },
    },
  ];
}
