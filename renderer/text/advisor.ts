import type {
  AdvisorMetric,
  Cause,
  Cure,
  CureOutcome,
} from '../../engine/contract/advisor-words.ts';
import type { CureRun } from '../../engine/contract/advisor.ts';

/** What each metric is called, and in which unit its values are. */
export const ADVISOR_METRIC_TEXT: Readonly<
  Record<AdvisorMetric, { readonly name: string; readonly unit: MetricTextUnit }>
> = {
  'market.events': { name: 'Market events', unit: '/s' },
  'orders.rate': { name: 'Orders', unit: '/s' },
  'order.total': { name: 'Order, slowest', unit: 'us' },
  'order.match': { name: 'Matching, slowest', unit: 'us' },
  'market.process': { name: 'Market turn', unit: 'us' },
  'market.publish': { name: 'Publishing, slowest', unit: 'us' },
  'store.commit': { name: 'Sync to disk', unit: 'us' },
  'store.chore': { name: 'Work on the file without sync', unit: 'us' },
  'store.read': { name: 'Queries, slowest', unit: 'us' },
  'store.wait': { name: 'Wait for the reader', unit: 'us' },
  'store.checkpoint': { name: 'Checkpoint', unit: 'us' },
  'store.indexes_missing': { name: 'Missing indexes', unit: '' },
  'store.statistics_drift': { name: 'Drift of statistics', unit: '' },
  'loop.delay': { name: 'Event loop late, longest', unit: 'us' },
  'loop.own': { name: 'Event loop held by own work, longest', unit: 'us' },
  'loop.busy': { name: 'Event loop busy', unit: '%' },
  'gc.time': { name: 'Garbage collection', unit: 'ms/s' },
  'gc.longest': { name: 'Longest collection', unit: 'ms' },
  'cpu.engine': { name: 'Engine CPU', unit: '%' },
  'cpu.other': { name: 'CPU of other programs', unit: '%' },
  'cpu.wait': { name: 'Wait for a core', unit: 'ms/s' },
  'memory.heap': { name: 'JavaScript heap', unit: 'bytes' },
  'memory.resident': { name: 'Engine memory', unit: 'bytes' },
  'memory.app': { name: 'Memory of the terminal', unit: 'bytes' },
  'wal.bytes': { name: 'Log not in the database yet', unit: 'bytes' },
  'wal.age': { name: 'Since the last checkpoint', unit: 's' },
  'disk.used': { name: 'Disk', unit: 'bytes' },
  'queue.writer': { name: 'Rows waiting for the disk', unit: '' },
  'queue.feed': { name: 'Feed queue', unit: '' },
  'queue.readers': { name: 'Queries waiting', unit: '' },
  'buffer.fill': { name: 'Fullest buffer', unit: '%' },
  'clients.subscriptions': { name: 'Subscriptions', unit: '' },
  'clients.ack': { name: 'Frame taken by window, slowest', unit: 'us' },
  'clients.conflated': { name: 'Frames merged', unit: '/s' },
  'clients.requests': { name: 'Requests of the busiest client', unit: '/s' },
  'feed.conflated': { name: 'Quotes merged', unit: '/s' },
  'api.used': { name: 'Request budget used', unit: '%' },
  'api.refused': { name: 'Requests refused in a minute', unit: '' },
  'clock.step': { name: 'Clock moved by', unit: 's' },
};
export type MetricTextUnit = '' | '/s' | 'us' | 'ms' | 'ms/s' | '%' | 's' | 'bytes';

/** What is wrong, in a sentence, and what a person can do about it. */
export const CAUSE_TEXT: Readonly<
  Record<Cause, { readonly name: string; readonly what: string; readonly advice: string }>
> = {
  missing_index: {
    name: 'Missing index',
    what: 'Queries read whole tables because an index of the store is gone.',
    advice:
      'Make the index again (Performance, Database has its name). It takes about a second a million rows, in which orders wait for the disk.',
  },
  stale_statistics: {
    name: 'Stale statistics',
    what: 'The store plans its queries by statistics that no longer fit its tables.',
    advice: 'Make new statistics; it takes milliseconds.',
  },
  wal_not_checkpointed: {
    name: 'Log not moved',
    what: 'The write-ahead log grows and is not moved into the database.',
    advice: 'Move it now. If it grows on, another program may have the file open.',
  },
  leaking_subscription: {
    name: 'Leaking subscription',
    what: 'A client subscribes again and again and never unsubscribes.',
    advice: 'End the repeated subscriptions, then reload the window that makes them.',
  },
  growing_buffer: {
    name: 'Growing buffer',
    what: 'A buffer that should be nearly empty fills up.',
    advice: 'Let go of what can be made again, and slow down what fills it.',
  },
  slow_reader: {
    name: 'Slow reader',
    what: 'Queries wait for the reader thread, which is held up by one of them.',
    advice: 'Start the reader again; the queries that wait are asked again.',
  },
  slow_renderer: {
    name: 'Slow window',
    what: 'A window takes its frames late; the engine is well.',
    advice: 'Send fewer frames, close panels in that window, or reload it.',
  },
  event_loop_blocker: {
    name: 'Blocked event loop',
    what: 'Something keeps the engine’s only thread busy for long stretches.',
    advice: 'Record a CPU profile now and attach it to a report.',
  },
  gc_pressure: {
    name: 'Garbage collection',
    what: 'So many short-lived objects are made that collecting them stops the engine.',
    advice: 'Empty the caches and send fewer frames; a heap snapshot says who makes them.',
  },
  cpu_contention: {
    name: 'Other programs',
    what: 'Other programs use the processor, and the engine has to wait for a core.',
    advice: 'Close what is busy, or send fewer frames meanwhile.',
  },
  slow_disk: {
    name: 'Slow disk',
    what: 'The disk takes long to confirm a write; nothing else is slow.',
    advice: 'See what else writes to this disk; backups and virus scanners are likely.',
  },
  feed_burst: {
    name: 'Burst of market data',
    what: 'Far more market data arrives than was ever seen here.',
    advice: 'It is merged to the latest values; follow fewer symbols if it stays.',
  },
  chatty_client: {
    name: 'Chatty client',
    what: 'One client sends far more requests than usual.',
    advice: 'Bound its requests; cancels and closing orders always pass.',
  },
  rate_limit_storm: {
    name: 'Request limit',
    what: 'The venue refuses requests because there are too many.',
    advice: 'Wait a minute; close other programs that use the same keys.',
  },
  clock_step: {
    name: 'Clock set',
    what: 'The computer’s clock was set while the terminal ran.',
    advice: 'Let the system keep its time by network; order times may have a jump here.',
  },
  large_heap: {
    name: 'Large heap',
    what: 'The engine holds far more memory than usual, and it does not grow on.',
    advice: 'Empty the caches; restart the terminal outside trading hours if it stays.',
  },
};

/** What a button of a cure says, and what it does. */
export const CURE_TEXT: Readonly<Record<Cure, { readonly name: string; readonly title: string }>> =
  {
    analyze: { name: 'Make statistics', title: 'ANALYZE: new statistics for the query planner' },
    restore_indexes: {
      name: 'Make indexes again',
      title: 'Creates the missing indexes; orders wait for the disk meanwhile',
    },
    reindex: {
      name: 'Rebuild indexes',
      title: 'REINDEX, table by table; orders wait for the disk meanwhile',
    },
    checkpoint: { name: 'Move log', title: 'Moves the write-ahead log into the database' },
    trim: {
      name: 'Empty caches',
      title:
        'Lets go of what can be read again and of windows that no longer read; everything waits a moment',
    },
    conflate: { name: 'Fewer frames', title: 'At most 10 frames a second to every window' },
    shed_subscriptions: {
      name: 'End repeated subscriptions',
      title: 'Ends subscriptions to what the same client follows by a newer one',
    },
    restart_reader: { name: 'Restart reader', title: 'Queries that wait are asked again' },
    slow_client: {
      name: 'Bound requests',
      title: '50 requests a second from the busiest client; cancels always pass',
    },
  };

const OUTCOMES: Readonly<Record<CureOutcome, string>> = {
  helped: 'helped',
  no_change: 'changed nothing',
  worse: 'made it worse',
  failed: 'failed',
};

export const advisorText = {
  label: 'Advisor',
  views: { now: 'Now', past: 'Past incidents' },
  learning: (done: number, needed: number) =>
    `Learning what is usual here: ${String(done)} of ${String(needed)} s`,
  well: 'Nothing is out of the ordinary',
  loading: 'Waiting for the engine',
  watching: (metrics: number) => `${String(metrics)} measurements a second are compared`,
  found: (name: string, percent: string) => `${name}: ${percent} sure`,
  since: (time: string, age: string) => `since ${time} (${age})`,
  lasted: (time: string, age: string) => `${time}, lasted ${age}`,
  over: 'over',
  open: 'now',
  evidence: 'Evidence',
  usual: 'Usual',
  now: 'Now',
  above: 'above usual',
  wasAbove: 'was above usual',
  growing: 'grows',
  asUsual: 'as usual',
  notMeasured: 'not measured',
  other: 'Less likely',
  seen: (times: number) => `Seen ${times === 1 ? 'once' : `${String(times)} times`} before`,
  helped: (helped: number, tried: number) => `helped ${String(helped)} of ${String(tried)} times`,
  cures: 'Cures',
  undo: 'Take back',
  stillOn: (names: string) => `Still on: ${names}`,
  stillOnTitle: (what: string) => `${what}. Opens the advisor to take it back.`,
  undone: 'taken back',
  forecast: (name: string, limit: string, likely: string, low: string, high: string) =>
    `${name} reaches ${limit} in about ${likely} (${low} to ${high})`,
  diskFull: (likely: string, low: string, high: string) =>
    `The disk is full in about ${likely} (${low} to ${high}) if it goes on like this`,
  diskFullShort: (likely: string) => `Disk full in about ${likely}`,
  limitShort: (name: string, likely: string) => `${name} at its limit in about ${likely}`,
  buffer: (name: string) => `The fullest: ${name}.`,
  never: 'longer than a year',
  runState: (run: CureRun): string => {
    switch (run.state) {
      case 'running':
        return 'at work';
      case 'judging':
        return 'measuring its effect';
      default:
        return OUTCOMES[run.state];
    }
  },
  outcome: (outcome: CureOutcome | null) => (outcome === null ? '' : OUTCOMES[outcome]),
  columns: {
    time: 'Began',
    lasted: 'Lasted',
    cause: 'Cause',
    confidence: 'Sure',
    cure: 'Cure',
    outcome: 'Result',
    symptoms: 'Looked like',
    machine: 'Machine',
  },
  noIncidents: 'No incident yet. What the advisor finds is remembered here, with what helped.',
  older: 'Older incidents',
  exportKnowledge: 'Export',
  exportTitle: 'Saves all incidents as a file that another terminal can learn from',
  importKnowledge: 'Import…',
  importTitle: 'Learns from a file that another terminal has exported',
  imported: (added: number, known: number, skipped: number, noRoom: number) =>
    `Advisor: ${String(added)} incidents learned, ${String(known)} were known${
      skipped === 0 ? '' : `, ${String(skipped)} are of a version that this one does not understand`
    }${noRoom === 0 ? '' : `, ${String(noRoom)} older ones found no room`}`,
  notKnowledge: 'this is no file of incidents that an advisor has written',
  failed: (why: string) => `Advisor: ${why}`,
  status: (name: string) => `Advisor: ${name}`,
  statusMore: (name: string, more: number) => `Advisor: ${name} +${String(more)}`,
  statusTitle: (what: string) => `${what} Opens the advisor.`,
  told: (name: string, what: string, percent: string) => `${name} (${percent} sure): ${what}`,
  cureTold: (cure: string, outcome: string, undone: boolean, figures: string) =>
    `${cure}: ${outcome}${figures === '' ? '' : ` (${figures})`}${undone ? ', taken back' : ''}`,
  ended: (name: string) => `${name}: over`,
  andMore: (text: string, more: number) => `${text} And ${String(more)} more.`,
  faultPlayed: (name: string, left: string) => `Played fault: ${name}, ${left} left`,
  inject: (name: string, strength: string) => `Developer: play fault "${name}", ${strength}, 90 s`,
  injectEnd: 'Developer: end all played faults',
  strengths: ['weak', 'medium', 'strong'],
  fileName: (stamp: string) => `securetrade-incidents-${stamp}.json`,
} as const;
