/**
 * Profiles of a window's page in files that Chrome's DevTools opens, taken over its debugger: what runs, and
 * what lives in its heap. The page stands still while its heap is written down; this process does not, and
 * tells how far it is.
 */
import {
  createWriteStream,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { finished } from 'node:stream/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Files kept; a snapshot of the heap has about the size of the heap. */
const FILES_KEPT = 8;
/** Time between two looks at the stack, in microseconds. */
const SAMPLE_EVERY_US = 1_000;
const SECONDS_MAX = 60;

/** Of one page: Electron's `webContents.debugger`. */
export interface PageDebugger {
  attach(): void;
  detach(): void;
  send(method: string, parameters?: object): Promise<unknown>;
  /** Hears of what the page says by itself; returns what ends it. */
  onMessage(hear: (method: string, parameters: unknown) => void): () => void;
}

export interface PageProfile {
  readonly path: string;
  readonly bytes: number;
}

export type PageProfileKind = 'cpu' | 'heap';

/** Takes one at a time into a folder, and deletes the oldest ones. */
export class PageProfiler {
  readonly #folder: string;
  #running: AbortController | null = null;

  /** `folder`: made when the first one is taken. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * `asked`: `{ kind, seconds }`, checked here, since it comes from a page. `progress` hears shares from 0 to 1,
   * and null at the end. Rejects with a plain sentence.
   */
  async take(
    page: PageDebugger,
    asked: unknown,
    progress: (share: number | null) => void,
  ): Promise<PageProfile> {
    const { kind, seconds } = readAsked(asked);
    if (this.#running !== null) throw new Error('Another profile of a page is being taken.');
    const running = new AbortController();
    this.#running = running;
    const stamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const path = join(
      this.#folder,
      `page-${stamp}.${kind === 'cpu' ? 'cpuprofile' : 'heapsnapshot'}`,
    );
    try {
      mkdirSync(this.#folder, { recursive: true });
      page.attach();
      if (kind === 'cpu') await cpu(page, seconds, path, progress, running.signal);
      else await heap(page, path, progress, running.signal);
      this.#dropOldest();
      return { path, bytes: statSync(path).size };
    } catch (error) {
      rmSync(path, { force: true });
      throw running.signal.aborted ? new Error('it was cancelled') : error;
    } finally {
      this.#running = null;
      progress(null);
      page.detach();
    }
  }

  /** Has the one that is being taken reject, and leaves no file of it; nothing when there is none. */
  cancel(): void {
    this.#running?.abort();
  }

  #dropOldest(): void {
    const files = readdirSync(this.#folder)
      .filter((name) => /^page-.*\.(cpuprofile|heapsnapshot)$/.test(name))
      .map((name) => ({ name, ms: statSync(join(this.#folder, name)).mtimeMs }))
      .sort((a, b) => b.ms - a.ms);
    for (const { name } of files.slice(FILES_KEPT)) rmSync(join(this.#folder, name));
  }
}

function readAsked(asked: unknown): { readonly kind: PageProfileKind; readonly seconds: number } {
  const { kind, seconds } = Object.assign({ kind: null, seconds: null }, asked) as Record<
    string,
    unknown
  >;
  if (kind !== 'cpu' && kind !== 'heap') throw new Error('A profile is of cpu or of heap.');
  if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < 1) {
    throw new Error('A profile takes whole seconds, 1 or more.');
  }
  if (seconds > SECONDS_MAX) throw new Error(`A profile takes at most ${SECONDS_MAX} seconds.`);
  return { kind, seconds };
}

async function cpu(
  page: PageDebugger,
  seconds: number,
  path: string,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  await page.send('Profiler.enable');
  await page.send('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
  await page.send('Profiler.start');
  for (let second = 0; second < seconds; second += 1) {
    progress(second / seconds);
    await wait(1_000, undefined, { signal });
  }
  // As the protocol of DevTools has it.
  const { profile } = (await page.send('Profiler.stop')) as { profile: unknown };
  writeFileSync(path, JSON.stringify(profile));
}

/** Written as it comes: the text of a heap is as large as the heap. */
async function heap(
  page: PageDebugger,
  path: string,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const file = createWriteStream(path);
  // Listened to from the start: a disk that is full says so while the page is still writing.
  const written = finished(file);
  const stopHearing = page.onMessage((method, parameters) => {
    // As the protocol of DevTools has them.
    const said = parameters as { chunk?: string; done?: number; total?: number };
    if (method === 'HeapProfiler.addHeapSnapshotChunk') file.write(said.chunk ?? '');
    if (method === 'HeapProfiler.reportHeapSnapshotProgress') {
      progress((said.done ?? 0) / Math.max(1, said.total ?? 1));
    }
  });
  try {
    progress(0);
    await Promise.race([
      written,
      page.send('HeapProfiler.takeHeapSnapshot', { reportProgress: true }),
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('it was cancelled'));
        });
      }),
    ]);
  } finally {
    stopHearing();
    file.end();
    await written;
  }
}
