/**
 * Gives windows their connections to the engine. A window asks once; from then on it gets a new port
 * whenever the engine has been restarted. Ports go to the page through preload; what is said over
 * them never passes here.
 */
import { MessageChannelMain } from 'electron';
import type { MessagePortMain, WebContents } from 'electron';
import { CHANNELS } from './bridge.ts';
import type { EngineStateReport, PortMessage } from './bridge.ts';
import type { EngineProcess } from './engine-process.ts';

export class WindowPorts {
  readonly #engine: () => EngineProcess<MessagePortMain>;
  /** Pages that asked for a port, and the run of the engine that their last one led to; 0: none. */
  readonly #pages = new Map<WebContents, number>();
  /** Counts how often the engine became ready. */
  #run = 0;
  #restartDetail = '';

  constructor(engine: () => EngineProcess<MessagePortMain>) {
    this.#engine = engine;
  }

  /** A page asks for a port: now if the engine is up, else it gets one when it is. */
  requested(page: WebContents): void {
    if (!this.#pages.has(page)) {
      this.#pages.set(page, 0);
      // A page that is loaded again knows nothing of an engine before.
      page.on('did-navigate', () => this.#pages.set(page, 0));
      page.once('destroyed', () => this.#pages.delete(page));
    }
    this.#give(page);
  }

  /** The engine takes connections, after a crash when `restartDetail` says so. */
  engineReady(restartDetail: string | null): void {
    this.#run += 1;
    this.#restartDetail = restartDetail ?? '';
    for (const page of this.#pages.keys()) this.#give(page);
  }

  /** Tells pages how the engine is. */
  engineState(pages: Iterable<WebContents>, report: EngineStateReport): void {
    for (const page of pages) {
      if (!page.isDestroyed()) page.send(CHANNELS.engineState, report);
    }
  }

  #give(page: WebContents): void {
    if (page.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    if (!this.#engine().connect(page.id, port1)) return;
    const lastRun = this.#pages.get(page) ?? 0;
    const message: PortMessage =
      lastRun === 0 || lastRun === this.#run
        ? { type: 'securetrade:port', reason: 'first', detail: '' }
        : { type: 'securetrade:port', reason: 'restarted', detail: this.#restartDetail };
    page.postMessage(CHANNELS.port, message, [port2]);
    this.#pages.set(page, this.#run);
  }
}
