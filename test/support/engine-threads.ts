import { Worker } from 'node:worker_threads';
import { vi } from 'vitest';
import { EngineHarness } from './engine-harness.ts';

export interface WatchedEngine {
  readonly harness: EngineHarness;
  /** One of the engine's threads, by the name that it gives it. Throws where there is none. */
  readonly thread: (name: string) => Worker;
}

/** Starts an engine in a new folder and keeps hold of its threads, which it shows to nobody. */
export async function startWithThreads(): Promise<WatchedEngine> {
  const hears = vi.spyOn(Worker.prototype, 'on');
  const harness = await EngineHarness.start();
  const threads = hears.mock.contexts.filter((each) => each instanceof Worker);
  hears.mockRestore();
  return {
    harness,
    thread: (name) => {
      const found = threads.find(({ threadName }) => threadName === name);
      if (found === undefined) throw new Error(`no thread is called ${name}`);
      return found;
    },
  };
}
