/** Profiles of the engine's thread in files that Chrome's DevTools opens. */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writeHeapSnapshot } from 'node:v8';

/** Files kept; a snapshot of the heap has about the size of the heap. */
const FILES_KEPT = 10;
/** Time between two looks at the stack, in microseconds; the platform's default. */
const SAMPLE_EVERY_US = 1_000;

export interface ProfileFile {
  readonly path: string;
  readonly bytes: number;
}

/** Takes one profile at a time into a folder, and deletes the oldest ones. */
export class Profiler {
  readonly #folder: string;
  #isBusy = false;

  /** `folder`: made when the first profile is taken. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Looks at the stack for so many seconds; the engine goes on at some percent less speed. */
  async cpu(seconds: number, stamp: string): Promise<ProfileFile> {
    return this.#alone(async () => {
      const session = new Session();
      session.connect();
      try {
        await session.post('Profiler.enable');
        await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
        await session.post('Profiler.start');
        await wait(seconds * 1_000);
        const { profile } = await session.post('Profiler.stop');
        const path = this.#path(stamp, 'cpuprofile');
        writeFileSync(path, JSON.stringify(profile));
        return path;
      } finally {
        session.disconnect();
      }
    });
  }

  /** Writes what lives in the heap; the thread does nothing else meanwhile, for a second or more. */
  async heap(stamp: string): Promise<ProfileFile> {
    return this.#alone(() => Promise.resolve(writeHeapSnapshot(this.#path(stamp, 'heapsnapshot'))));
  }

  async #alone(take: () => Promise<string>): Promise<ProfileFile> {
    this.#isBusy = true;
    try {
      mkdirSync(this.#folder, { recursive: true });
      const path = await take();
      this.#dropOldest();
      return { path, bytes: statSync(path).size };
    } finally {
      this.#isBusy = false;
    }
  }

  #path(stamp: string, extension: string): string {
    return join(this.#folder, `engine-${stamp}.${extension}`);
  }

  #dropOldest(): void {
    const files = readdirSync(this.#folder)
      .filter((name) => /^engine-.*\.(cpuprofile|heapsnapshot)$/.test(name))
      .map((name) => ({ name, ms: statSync(join(this.#folder, name)).mtimeMs }))
      .sort((a, b) => b.ms - a.ms);
    for (const { name } of files.slice(FILES_KEPT)) rmSync(join(this.#folder, name));
  }
}
