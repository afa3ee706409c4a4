import type { ClientMessage, EngineMessage } from '../../engine/contract/messages.ts';
import { Listeners } from './listeners.ts';
import type { Transport, TransportFactory } from './transport.ts';

/** The engine's end of a line in memory. */
export interface EngineEnd {
  send(message: EngineMessage): void;
  onMessage(listener: (message: ClientMessage) => void): () => void;
  onClose(listener: () => void): () => void;
  /** Ends the line as a crash or a lost network would. */
  drop(reason: string): void;
}

/**
 * A line within one process: delivers at once and as JSON, so that what the other transports would
 * lose or change is lost or changed here too.
 */
export function memoryPair(): { client: Transport; engine: EngineEnd } {
  const toClient = new Listeners<EngineMessage>();
  const toEngine = new Listeners<ClientMessage>();
  const clientClosed = new Listeners<string>();
  const engineClosed = new Listeners<null>();
  let open = true;
  // The value was of the type when it went in; JSON is what carries it.
  const copy = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

  const client: Transport = {
    send: (message) => {
      if (open) toEngine.emit(copy(message));
    },
    onMessage: (listener) => toClient.add(listener),
    onClose: (listener) => clientClosed.add(listener),
    close: () => {
      if (!open) return;
      open = false;
      toClient.clear();
      engineClosed.emit(null);
    },
  };
  const engine: EngineEnd = {
    send: (message) => {
      if (open) toClient.emit(copy(message));
    },
    onMessage: (listener) => toEngine.add(listener),
    onClose: (listener) => engineClosed.add(listener),
    drop: (reason) => {
      if (!open) return;
      open = false;
      clientClosed.emit(reason);
    },
  };
  return { client, engine };
}

/** Opens a new pair for each connection and hands its engine end to `accept`. */
export function memoryTransport(accept: (end: EngineEnd) => void, token = ''): TransportFactory {
  return {
    label: 'memory',
    token,
    connect: () => {
      const { client, engine } = memoryPair();
      accept(engine);
      return Promise.resolve(client);
    },
  };
}
