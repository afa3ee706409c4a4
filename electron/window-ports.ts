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
  /** Pages that asked for a port, and whether they have had one since they were loaded. */
  readonly #pages = new Map<WebContents, { served: boolean }>();

  constructor(engine: () => EngineProcess<MessagePortMain>) {
    this.#engine = engine;
  }

  /** A page asks for a port: now if the engine is up, else it gets one when it is. */
  requested(page: WebContents): void {
    if (!this.#pages.has(page)) {
      page.once('destroyed', () => this.#pages.delete(page));
    }
    this.#pages.set(page, { served: false });
    this.#give(page, { type: 'securetrade:port', reason: 'first', detail: '' });
  }

  /** The engine takes connections, after a crash when `restartDetail` says so. */
  engineReady(restartDetail: string | null): void {
    for (const [page, { served }] of this.#pages) {
      const restarted = served && restartDetail !== null;
      this.#give(page, {
        type: 'securetrade:port',
        reason: restarted ? 'restarted' : 'first',
        detail: restarted ? restartDetail : '',
      });
    }
  }

  /** Tells every page that follows how the engine is. */
  engineState(pages: Iterable<WebContents>, report: EngineStateReport): void {
    for (const page of pages) {
      if (!page.isDestroyed()) page.send(CHANNELS.engineState, report);
    }
  }

  #give(page: WebContents, message: PortMessage): void {
    if (page.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    if (!this.#engine().connect(page.id, port1)) return;
    page.postMessage(CHANNELS.port, message, [port2]);
    this.#pages.set(page, { served: true });
  }
}
