import type { RequestBody } from '../../engine/contract/messages.ts';

/** One of each request about measurements. */
export const TELEMETRY_SAMPLES: readonly RequestBody[] = [
  { type: 'clock.ping' },
  { type: 'telemetry.stage', stage: 'order.total' },
  { type: 'telemetry.stages', window: '15min' },
  { type: 'telemetry.orders', limit: 10 },
  {
    type: 'telemetry.history',
    metrics: ['order.total.p99', 'statement.fills.page.p50'],
    resolutionS: 10,
    fromUs: null,
    toUs: null,
    limit: 100,
  },
  { type: 'telemetry.annotate', text: 'the "fast" disk is in' },
  { type: 'telemetry.notes', fromUs: null, toUs: null },
  {
    type: 'telemetry.window',
    seconds: 5.02,
    framesPerS: 59.94,
    longTasks: 0.01,
    heapBytes: null,
    stages: [{ stage: 'key.paint', count: 3, p50Us: 4_100, p99Us: 9_000, maxUs: 9_100 }],
  },
  { type: 'telemetry.database' },
  { type: 'telemetry.report' },
  { type: 'profile.take', kind: 'cpu', seconds: 1 },
  { type: 'profile.cancel' },
];

const HISTORY = { metrics: ['engine.rss'], fromUs: null, toUs: null, limit: 10 };
const WINDOW = { seconds: 5, framesPerS: 60, longTasks: null, heapBytes: null, stages: [] };

/** The same of malformed ones. */
export const MALFORMED_MEASURES: readonly [string, object, object][] = [
  [
    'a stage that is none',
    { type: 'telemetry.stage', stage: 'order.lunch' },
    { field: 'body.stage', value: 'order.lunch' },
  ],
  [
    'a window that is not kept',
    { type: 'telemetry.stages', window: '5min' },
    { field: 'body.window', value: '5min' },
  ],
  [
    'a resolution that is not kept',
    { type: 'telemetry.history', ...HISTORY, resolutionS: 30 },
    { field: 'body.resolutionS' },
  ],
  [
    'a metric with a quote in its name',
    { type: 'telemetry.history', ...HISTORY, metrics: [`a'b`], resolutionS: 10 },
    { code: 'contract.format', field: 'body.metrics.0' },
  ],
  ['a mark without words', { type: 'telemetry.annotate', text: '  ' }, { field: 'body.text' }],
  [
    'more frames than a display has',
    { type: 'telemetry.window', ...WINDOW, framesPerS: 1e6 },
    { code: 'contract.out_of_range', field: 'body.framesPerS' },
  ],
  [
    'a profile that takes an hour',
    { type: 'profile.take', kind: 'cpu', seconds: 3_600 },
    { code: 'contract.out_of_range', field: 'body.seconds' },
  ],
];
