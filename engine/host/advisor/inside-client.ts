/** A client inside the engine, by which a developer plays one that misbehaves. */
import { CONTRACT_VERSION } from '../../contract/bounds.ts';
import type { EngineMessage, RequestBody } from '../../contract/messages.ts';
import type { Channel } from '../../contract/messages.ts';
import type { ClientConnection, ConnectionHost } from '../client-connection.ts';
import type { Engine } from '../engine.ts';

/** As a page acknowledges it: a display frame. */
const PACE_MS = 16;

/** The engine as it serves a client that needs no token. */
export function trustingHost(engine: Engine): ConnectionHost {
  return {
    published: engine.published,
    nowMs: () => engine.nowMs(),
    checkToken: () => null,
    welcome: (resume) => engine.welcome(resume),
    handle: (body, client) => engine.handle(body, client),
    afterCommit: (run) => engine.afterCommit(run),
    pricesLeft: (us) => engine.pricesLeft(us),
    get paceMsMin() {
      return engine.paceMsMin;
    },
  };
}

export class InsideClient {
  readonly #engine: Engine;
  readonly #connection: ClientConnection;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #ackMs: number;
  #lastId = 0;
  #lastSub = 0;

  /** `ackMs`: how long it takes to take a frame. */
  constructor(engine: Engine, name: string, ackMs: number) {
    this.#engine = engine;
    this.#ackMs = ackMs;
    this.#connection = engine.connect(
      {
        send: (message) => this.#take(message),
        close: () => this.close(),
      },
      trustingHost(engine),
    );
    const hello = { contractVersion: CONTRACT_VERSION, clientName: name, token: '', resume: null };
    this.#connection.receive({ type: 'hello', ...hello });
  }

  get subscriptions(): number {
    return this.#connection.subscriptions;
  }

  subscribe(channel: Channel): void {
    this.#lastSub += 1;
    this.#connection.receive({ type: 'subscribe', sub: this.#lastSub, channel });
  }

  request(body: RequestBody): void {
    this.#lastId += 1;
    this.#connection.receive({ type: 'request', id: this.#lastId, body });
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#engine.disconnect(this.#connection);
  }

  #take(message: EngineMessage): void {
    if (message.type !== 'data') return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#connection.receive({ type: 'ack', frame: message.frame, paceMs: PACE_MS });
    }, this.#ackMs);
    this.#timers.add(timer);
  }
}
