import type { ClientMessage, EngineMessage } from '../../engine/contract/messages.ts';

/** One open line to the engine. It delivers in order or ends; it never comes back to life. */
export interface Transport {
  /** Hands a message over; silently dropped once the line has ended. */
  send(message: ClientMessage): void;
  /** Calls back for each message in order of arrival. Returns what removes the listener. */
  onMessage(listener: (message: EngineMessage) => void): () => void;
  /** Calls back once, with a plain reason, when the line ends other than by `close`. */
  onClose(listener: (reason: string) => void): () => void;
  /** Ends the line from this side; listeners hear nothing any more. */
  close(): void;
}

/** Opens lines to one engine; called again after each loss. */
export interface TransportFactory {
  /** Resolves with an open line; rejects with an Error whose message is a plain reason. */
  connect(): Promise<Transport>;
  /** What the line is, for the status bar: `port`, `127.0.0.1:8080`, `memory`. */
  readonly label: string;
  /** Access token for `hello`; '' where the host asks for none. */
  readonly token: string;
}
