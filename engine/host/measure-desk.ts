/** Answers the requests of engine/contract/telemetry-requests.ts. */
import { cpus, totalmem } from 'node:os';
import type { RequestOf } from '../contract/messages.ts';
import { WINDOWS_S, WINDOW_NAMES } from '../contract/metrics.ts';
import type { MetricName, WindowName } from '../contract/metrics.ts';
import type { HealthReport, TelemetryNote } from '../contract/telemetry.ts';
import type { TelemetryReplies } from '../contract/telemetry-requests.ts';
import { assertNever } from '../domain/assert.ts';
import type { HistogramSnapshot } from '../domain/hdr-histogram.ts';
import { refusal } from '../domain/refusal.ts';
import { isoTimeUtc } from '../domain/session.ts';
import type { Clock } from '../ports.ts';
import type { OpenJournal } from '../store/journal.ts';
import type { StoreReaders } from '../store/readers.ts';
import { problemText } from '../store/store-error.ts';
import type { Profiler } from '../telemetry/profiler.ts';
import type { TelemetryCollector } from '../telemetry/telemetry-collector.ts';
import type { WindowReports } from '../telemetry/window-reports.ts';
import type { Answer, Reply } from './client-connection.ts';

export type MeasureRequest = RequestOf<keyof TelemetryReplies>;

export interface MeasureDeskParts {
  readonly telemetry: TelemetryCollector;
  readonly windows: WindowReports;
  readonly readers: Pick<StoreReaders, 'read'>;
  readonly journal: Pick<OpenJournal, 'chore'>;
  readonly profiler: Profiler;
  readonly clock: Clock;
  /** What the report says of this run. */
  readonly about: Pick<HealthReport, 'product' | 'startedAfter' | 'source'>;
}

/** What a health report has of the past: enough to see when something began. */
const REPORTED: readonly MetricName[] = [
  'order.total.p50',
  'order.total.p99',
  'market.process.p99',
  'store.sync.p99',
  'store.read.p99',
  'loop.delay.p99',
  'gc.pause.max',
  'key.paint.p99',
  'market.events',
  'engine.cpu',
  'engine.rss',
  'engine.heap',
  'app.memory',
  'wal.bytes',
  'writer.queue',
  'machine.others',
];
/** Minutes of the past in a health report. */
const REPORT_SAMPLES = 360;

export class MeasureDesk {
  readonly #parts: MeasureDeskParts;

  constructor(parts: MeasureDeskParts) {
    this.#parts = parts;
  }

  answer(body: MeasureRequest, sender: object): Answer {
    const { clock, telemetry, readers, windows } = this.#parts;
    switch (body.type) {
      case 'clock.ping': {
        const receivedUs = clock.monotonicUs();
        return () => {
          const sentUs = clock.monotonicUs();
          return { ok: true, result: { receivedUs, sentUs, wallUs: clock.wallUs() } };
        };
      }
      case 'telemetry.stage': {
        const rolling = telemetry.stages.of(body.stage);
        const entries = WINDOW_NAMES.map((name) => [name, rolling.window(WINDOWS_S[name])]);
        // Every window is in the list, so the object has them all.
        const all = Object.fromEntries(entries) as Record<WindowName, HistogramSnapshot>;
        return done({ stage: body.stage, windows: all });
      }
      case 'telemetry.stages':
        return done({ figures: telemetry.stages.summaries(body.window) });
      case 'telemetry.orders': {
        const wallUs = clock.wallUs();
        return done({ orders: telemetry.traces.told(body.limit, wallUs, clock.monotonicUs()) });
      }
      case 'telemetry.history': {
        const { metrics, resolutionS, fromUs, toUs, limit } = body;
        const args = { metrics, resolutionS, fromUs, toUs, limit };
        return later(readers.read('telemetry.history', args));
      }
      case 'telemetry.notes': {
        const { fromUs, toUs } = body;
        return later(readers.read('telemetry.notes', { fromUs, toUs }));
      }
      case 'telemetry.annotate':
        return this.#annotate({ atUs: clock.wallUs(), text: body.text });
      case 'telemetry.window': {
        const { seconds, framesPerS, longTasks, heapBytes, stages } = body;
        windows.take(sender, { seconds, framesPerS, longTasks, heapBytes, stages });
        return done({});
      }
      case 'telemetry.database':
        return later(readers.read('telemetry.database', {}));
      case 'telemetry.report':
        return later(this.#report().then((report) => ({ report })));
      case 'profile.take':
        return this.#profile(body);
      case 'profile.cancel':
        return done({ cancelled: this.#parts.profiler.cancel() });
      default:
        return assertNever(body, 'request about measurements');
    }
  }

  async #annotate(note: TelemetryNote): Promise<Reply> {
    const { problem } = await this.#parts.journal.chore({ name: 'telemetry.note', note });
    if (problem === '') return { ok: true, result: { note } };
    const why = refusal('store.write_failed', 'text', problem, 'a store that can be written to');
    return { ok: false, refusal: why };
  }

  async #profile({ kind, seconds }: RequestOf<'profile.take'>): Promise<Reply> {
    const { profiler, clock } = this.#parts;
    if (profiler.isBusy) {
      const rule = 'one profile at a time; try again when it is written';
      return { ok: false, refusal: refusal('venue.busy', 'kind', kind, rule) };
    }
    const stamp = isoTimeUtc(clock.wallUs()).replaceAll(/[-:]|\.\d+/g, '');
    try {
      const taken = kind === 'cpu' ? profiler.cpu(seconds, stamp) : profiler.heap(stamp);
      return { ok: true, result: await taken };
    } catch (error) {
      const rule = 'a platform that takes profiles, and room on the disk';
      return {
        ok: false,
        refusal: refusal('venue.profile_failed', 'kind', problemText(error), rule),
      };
    }
  }

  async #report(): Promise<HealthReport> {
    const { telemetry, readers, clock, about } = this.#parts;
    const { samples } = await readers.read('telemetry.history', {
      metrics: REPORTED,
      resolutionS: 60,
      fromUs: null,
      toUs: null,
      limit: REPORT_SAMPLES,
    });
    const latest = telemetry.latest ?? telemetry.report();
    return {
      version: 1,
      atUs: clock.wallUs(),
      ...about,
      system: {
        platform: `${process.platform} ${process.arch}`,
        node: process.versions.node,
        cores: cpus().length,
        memoryBytes: totalmem(),
      },
      uptimeS: latest.uptimeS,
      telemetry: latest,
      run: telemetry.stages.summaries('run'),
      history: samples,
    };
  }
}

function done(result: TelemetryReplies[keyof TelemetryReplies]): Answer {
  return () => ({ ok: true, result });
}

async function later(result: Promise<TelemetryReplies[keyof TelemetryReplies]>): Promise<Reply> {
  return { ok: true, result: await result };
}
