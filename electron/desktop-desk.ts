/** The desktop's desk for keys, venue and market; it opens when the application is ready, as key rings do. */
import { join } from 'node:path';
import type { HostReply } from '../engine/contract/host-requests.ts';
import type { HostDesk, MarketStart } from '../engine/keys/host-desk.ts';
import { openHostDesk } from '../engine/keys/open-desk.ts';
import type { TerminalFolders } from './folders.ts';
import { keyCipher } from './key-cipher.ts';
import type { TerminalOptions } from './options.ts';

export interface DesktopDeskParts {
  readonly words: TerminalOptions;
  readonly folders: TerminalFolders;
  /** Ends the engine and starts it as `start` says. */
  readonly restart: (reason: string) => void;
}

export class DesktopDesk {
  readonly #parts: DesktopDeskParts;
  #desk: HostDesk | null = null;

  constructor(parts: DesktopDeskParts) {
    this.#parts = parts;
  }

  /** To be called once, when the application is ready. What is wrong with the environment, or null. */
  async open(): Promise<string | null> {
    const { words, folders, restart } = this.#parts;
    try {
      this.#desk = await openHostDesk({
        host: 'desktop',
        dataFolder: folders.data,
        keyFile: join(folders.desktop, 'keys.json'),
        cipher: await keyCipher(),
        environment: process.env,
        words,
        simulator: { kind: 'simulator', seed: words.seed, hours: words.hours },
        speed: words.speed,
        restart: (_start, reason) => {
          // After the answer to the page that has asked for it.
          setImmediate(() => {
            restart(reason);
          });
        },
      });
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  get start(): MarketStart {
    return this.#opened.start;
  }

  get state(): HostDesk['state'] {
    return this.#opened.state;
  }

  started(): void {
    this.#opened.started();
  }

  followed(symbol: string): void {
    this.#opened.followed(symbol);
  }

  failed(problem: string): MarketStart | null {
    return this.#opened.failed(problem);
  }

  ask(request: unknown): Promise<HostReply> {
    return this.#opened.ask(request);
  }

  get #opened(): HostDesk {
    if (this.#desk === null) throw new Error('The terminal is starting.');
    return this.#desk;
  }
}
