import { cpus } from 'node:os';
import { statfs } from 'node:fs/promises';
import { getHeapStatistics } from 'node:v8';
import type { GaugeName } from '../contract/metrics.ts';
import { proportionalBytes } from './process-list.ts';

const US_PER_S = 1_000_000;
const MS_PER_S = 1_000;
/** Reading the shares of all pages takes the kernel milliseconds, and nothing changes fast. */
const SLOW_EVERY_MS = 10_000;

type Gauges = Partial<Record<GaugeName, number>>;

/** Processor, memory and disk of the engine's process and of the machine. */
export class MachineWatch {
  readonly #folder: string;
  #cpu = process.cpuUsage();
  #machine = machineTimes();
  #slow: Gauges = {};
  #slowMs = Number.NEGATIVE_INFINITY;

  /** `folder`: the one whose disk has to have room. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Processor figures are of the time since the last call. */
  gauges(seconds: number): Gauges {
    this.#lookSlowly();
    const memory = process.memoryUsage();
    const used = process.cpuUsage(this.#cpu);
    this.#cpu = process.cpuUsage();
    const cores = (used.user + used.system) / US_PER_S / seconds;
    return {
      'engine.cpu': cores,
      'engine.rss': memory.rss,
      'engine.heap': memory.heapUsed,
      'engine.heap_limit': getHeapStatistics().heap_size_limit,
      'engine.external': memory.external + memory.arrayBuffers,
      ...this.#machineGauges(cores, seconds),
      ...this.#slow,
    };
  }

  #machineGauges(cores: number, seconds: number): Gauges {
    const before = this.#machine;
    const now = machineTimes();
    this.#machine = now;
    const capacity = now.cores * seconds;
    // Some systems hide their processors.
    if (capacity <= 0) return {};
    const busy = (now.busyMs - before.busyMs) / MS_PER_S / capacity;
    const others = busy - cores / now.cores;
    return { 'machine.busy': within(busy), 'machine.others': within(others) };
  }

  /** Asked off the thread; what is known is what the last answer was. */
  #lookSlowly(): void {
    const nowMs = performance.now();
    if (nowMs - this.#slowMs < SLOW_EVERY_MS) return;
    this.#slowMs = nowMs;
    void Promise.all([proportionalBytes('self'), freeBytes(this.#folder)]).then(([pss, free]) => {
      this.#slow = {
        ...(pss === null ? {} : { 'engine.pss': pss }),
        ...(free === null ? {} : { 'disk.free': free }),
      };
    });
  }
}

/** Measures of a share reach beyond it by the error of their times. */
function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function machineTimes(): { readonly busyMs: number; readonly cores: number } {
  const all = cpus();
  let busyMs = 0;
  for (const { times } of all) busyMs += times.user + times.nice + times.sys + times.irq;
  return { busyMs, cores: all.length };
}

async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    // A file system that does not say; the figure is left out.
    return null;
  }
}
