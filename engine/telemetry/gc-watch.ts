import { PerformanceObserver, constants } from 'node:perf_hooks';
import type { GaugeName } from '../contract/metrics.ts';
import type { StageRecorders } from './stage-recorders.ts';

const US_PER_MS = 1_000;
const MS_PER_S = 1_000;

const KINDS: Readonly<Record<number, Extract<GaugeName, `gc.${string}`>>> = {
  [constants.NODE_PERFORMANCE_GC_MINOR]: 'gc.minor',
  [constants.NODE_PERFORMANCE_GC_MAJOR]: 'gc.major',
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: 'gc.incremental',
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: 'gc.incremental',
};

/** Pauses of this thread's garbage collection, by kind. */
export class GcWatch {
  readonly #observer: PerformanceObserver;
  readonly #pausedMs = { 'gc.minor': 0, 'gc.major': 0, 'gc.incremental': 0 };

  constructor(stages: StageRecorders) {
    this.#observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        stages.record('gc.pause', entry.duration * US_PER_MS);
        const kind = KINDS[kindOf(entry)];
        if (kind !== undefined) this.#pausedMs[kind] += entry.duration;
      }
    });
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  /** Shares of the time since the last call, by kind. */
  shares(seconds: number): Readonly<Record<'gc.minor' | 'gc.major' | 'gc.incremental', number>> {
    const share = (ms: number): number => ms / MS_PER_S / seconds;
    const { 'gc.minor': minor, 'gc.major': major, 'gc.incremental': incremental } = this.#pausedMs;
    this.#pausedMs['gc.minor'] = this.#pausedMs['gc.major'] = 0;
    this.#pausedMs['gc.incremental'] = 0;
    return {
      'gc.minor': share(minor),
      'gc.major': share(major),
      'gc.incremental': share(incremental),
    };
  }

  close(): void {
    this.#observer.disconnect();
  }
}

/** Node tells the kind in the entry's `detail`, which its types leave out. */
function kindOf(entry: object): number {
  const detail: unknown = 'detail' in entry ? entry.detail : null;
  if (typeof detail !== 'object' || detail === null || !('kind' in detail)) return 0;
  return typeof detail.kind === 'number' ? detail.kind : 0;
}
