import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { StageRecorders } from './stage-recorders.ts';

const NS_PER_US = 1_000;
/** The loop is probed this often; the probe's own interval is taken off each delay. */
const PROBE_MS = 5;
/**
 * Turns after which the delays are moved at the latest, however long each of them takes: with every one of them late,
 * one more or less tells nothing new.
 */
const TURNS_MAX = 8;
/**
 * Where the probe's distribution is read, in percent: it gives no buckets. What lies between two of them
 * counts as long as the upper one, so every figure is at most the next point too high.
 */
const POINTS = [25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.9, 100] as const;

/** How late the event loop comes to its timers, measured by the platform beside the script. */
export class LoopWatch {
  readonly #probe = monitorEventLoopDelay({ resolution: PROBE_MS });
  #utilization = performance.eventLoopUtilization();
  #due: NodeJS.Immediate | null = null;

  constructor() {
    this.#probe.enable();
  }

  /**
   * Moves the delays since the last call into their stage, at the end of the first turn of the loop from the next on
   * that is not late itself: the probe comes by in the turn after a late one, and one that is begun anew before it
   * has forgotten how late that was.
   */
  tick(stages: StageRecorders): void {
    this.#due ??= setImmediate(() => this.#await(stages, TURNS_MAX));
  }

  /**
   * Share of time since the last call that the loop was not waiting, 0 to 1; null where the platform does not tell,
   * as in a process of Electron, whose loop is Chromium's.
   */
  busy(): number | null {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.#utilization);
    this.#utilization = now;
    return now.active + now.idle === 0 ? null : utilization;
  }

  close(): void {
    if (this.#due !== null) clearImmediate(this.#due);
    this.#due = null;
    this.#probe.disable();
  }

  #await(stages: StageRecorders, turnsLeft: number): void {
    const fromMs = performance.now();
    this.#due = setImmediate(() => {
      if (performance.now() - fromMs >= PROBE_MS && turnsLeft > 1) {
        this.#await(stages, turnsLeft - 1);
        return;
      }
      this.#due = null;
      this.#move(stages);
    });
  }

  #move(stages: StageRecorders): void {
    const { count } = this.#probe;
    let counted = 0;
    for (const point of POINTS) {
      const upTo = Math.round((count * point) / 100);
      const us = this.#probe.percentile(point) / NS_PER_US - PROBE_MS * 1_000;
      stages.recordMany('loop.delay', us, upTo - counted);
      counted = upTo;
    }
    this.#probe.reset();
  }
}
