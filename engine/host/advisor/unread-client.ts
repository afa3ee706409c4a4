/** A client that reads nothing of what it is sent, as a window that hangs at the other end of a socket. */
import { CONTRACT_VERSION } from '../../contract/bounds.ts';
import type { EngineMessage } from '../../contract/messages.ts';
import type { ClientConnection } from '../client-connection.ts';
import type { Engine } from '../engine.ts';
import { UNREAD_BYTES_MAX } from '../unread-clients.ts';
import { trustingHost } from './inside-client.ts';

export class UnreadClient {
  readonly #engine: Engine;
  readonly #connection: ClientConnection;
  /** What it was sent, as text, for as long as it is connected. */
  #unread: string[] = [];
  #unreadBytes = 0;

  constructor(engine: Engine, name: string) {
    this.#engine = engine;
    this.#connection = engine.connect(
      {
        send: (message) => this.#keep(message),
        close: () => this.close(),
        cut: () => this.close(),
        unreadBytes: () => this.#unreadBytes,
      },
      trustingHost(engine),
    );
    const hello = { contractVersion: CONTRACT_VERSION, clientName: name, token: '', resume: null };
    this.#connection.receive({ type: 'hello', ...hello });
  }

  /** Has the engine send it a notice of so many characters; nothing once it was cut off. */
  send(chars: number): void {
    const atUs = Math.round(this.#engine.parts.clock.wallUs());
    const notice = { level: 'info', code: 'fault.unread', text: '-'.repeat(chars), atUs } as const;
    this.#connection.sendInOrder({ type: 'notice', notice });
  }

  close(): void {
    this.#engine.disconnect(this.#connection);
    this.#unread = [];
    this.#unreadBytes = 0;
  }

  /** As a socket does, which holds what its other end does not take. */
  #keep(message: EngineMessage): void {
    if (this.#unreadBytes > UNREAD_BYTES_MAX) {
      this.close();
      return;
    }
    const text = JSON.stringify(message);
    this.#unread.push(text);
    this.#unreadBytes += text.length;
  }
}
