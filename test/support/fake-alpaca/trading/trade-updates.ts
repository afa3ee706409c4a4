/** Alpaca's stream of order updates on loopback (`/stream`), with faults that a test orders. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { rawSocketOf } from '../raw-socket.ts';
import type { TradeUpdate } from './account.ts';

/** What the next connection meets instead of the usual. */
export type UpdatesConnectionFault =
  | { readonly kind: 'http'; readonly status: number }
  /** Nothing is ever said. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'cut_at_auth' };

/** What the next update meets: `late` comes after the one that follows it, or at the next `flush`. */
export type UpdateFault = 'duplicate' | 'late' | 'drop' | 'cut' | 'cut_after';

interface Client {
  readonly socket: WebSocket;
  keyId: string | null;
  isListening: boolean;
  isFrozen: boolean;
}

export class FakeTradeUpdates {
  /** Met by the next connections, first come, first served. */
  readonly connectionFaults: UpdatesConnectionFault[] = [];
  /** Met by the next updates, one each. */
  readonly faults: UpdateFault[] = [];
  /** Fault of an update for which none is ordered. */
  chance: () => UpdateFault | null = () => null;
  /** Frames as Alpaca's paper accounts send them; `text`: as live ones may. */
  frames: 'binary' | 'text' = 'binary';
  connectionsSeen = 0;
  /** Updates that were told to somebody. */
  told = 0;
  readonly #isKey: (keyId: unknown, secret: unknown) => boolean;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #clients = new Set<Client>();
  #late: { keyId: string; text: string }[] = [];
  #waiting: (() => void)[] = [];

  constructor(isKey: (keyId: unknown, secret: unknown) => boolean) {
    this.#isKey = isKey;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const fault = this.connectionFaults[0];
    if (fault?.kind === 'http') {
      this.connectionFaults.shift();
      socket.end(`HTTP/1.1 ${String(fault.status)} Fault\r\nConnection: close\r\n\r\n`);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      this.#open(webSocket);
    });
  }

  /** Tells the listeners of a key of an update. */
  publish(keyId: string, update: TradeUpdate): void {
    const text = JSON.stringify({ stream: 'trade_updates', data: update });
    const fault = this.faults.shift() ?? this.chance();
    if (fault === 'cut') this.disconnect('cut');
    else if (fault === 'late') this.#late.push({ keyId, text });
    else if (fault !== 'drop') {
      this.#tellKey(keyId, text);
      if (fault === 'duplicate') this.#tellKey(keyId, text);
      this.flush();
    }
    if (fault === 'cut_after') this.disconnect('cut');
  }

  /** Tells what was held back. */
  flush(): void {
    const late = this.#late;
    this.#late = [];
    for (const { keyId, text } of late) this.#tellKey(keyId, text);
  }

  /** Sends a frame as it is to every listener: an unknown message, or garbage. */
  publishRaw(frame: string | Uint8Array): void {
    for (const { socket, isListening } of this.#clients) if (isListening) socket.send(frame);
  }

  /** Ends all connections: politely, or by cutting the line in the middle of a frame. */
  disconnect(how: 'close' | 'cut' | 'mid_frame'): void {
    for (const { socket } of this.#clients) {
      if (how === 'close') {
        socket.close(1001);
        continue;
      }
      // A header that promises more than ever comes.
      const raw = rawSocketOf(socket);
      if (how === 'mid_frame') raw.write(Buffer.from([0x82, 0x7e, 0x40, 0x00, 0x7b]));
      raw.destroySoon();
    }
  }

  /** Neither answers, pings included, nor sends any more: a line that is open at one end only. */
  freeze(): void {
    for (const client of this.#clients) {
      client.isFrozen = true;
      rawSocketOf(client.socket).pause();
    }
  }

  get listening(): number {
    return [...this.#clients].filter(({ isListening, isFrozen }) => isListening && !isFrozen)
      .length;
  }

  /** Resolves at the next thing that happens to a connection. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  close(): void {
    for (const { socket } of this.#clients) socket.terminate();
    this.#server.close();
  }

  #open(socket: WebSocket): void {
    this.connectionsSeen += 1;
    const fault = this.connectionFaults.shift();
    const client: Client = { socket, keyId: null, isListening: false, isFrozen: false };
    this.#clients.add(client);
    socket.on('close', () => {
      this.#clients.delete(client);
      this.#changed();
    });
    socket.on('error', () => {
      socket.terminate();
    });
    // The server says nothing before the client.
    socket.on('message', (data: Buffer) => {
      if (fault?.kind !== 'silent') this.#take(client, data, fault);
      this.#changed();
    });
    this.#changed();
  }

  #take(client: Client, data: Buffer, fault: UpdatesConnectionFault | undefined): void {
    const request = requestOf(data);
    const { action } = request;
    const inner = (request['data'] ?? {}) as Readonly<Record<string, unknown>>; // Read defensively.
    if (action === 'auth' || action === 'authenticate') {
      if (fault?.kind === 'cut_at_auth') {
        rawSocketOf(client.socket).destroy();
        return;
      }
      const keyId = request['key'] ?? inner['key_id'];
      const isKnown = this.#isKey(keyId, request['secret'] ?? inner['secret_key']);
      const isIn = isKnown && fault?.kind !== 'unauthorized';
      if (isIn && typeof keyId === 'string') client.keyId = keyId;
      const status = isIn ? 'authorized' : 'unauthorized';
      this.#send(client, { stream: 'authorization', data: { action: 'authenticate', status } });
    } else if (action === 'listen') {
      if (client.keyId === null) {
        const reply = { action: 'listen', status: 'unauthorized' };
        this.#send(client, { stream: 'authorization', data: reply });
        return;
      }
      const asked = Array.isArray(inner['streams']) ? inner['streams'] : [];
      const streams = asked.filter((name) => name === 'trade_updates');
      client.isListening = streams.length > 0;
      this.#send(client, { stream: 'listening', data: { streams } });
    } else {
      this.#send(client, { action: 'error', data: { error_message: 'invalid action' } });
    }
  }

  #tellKey(keyId: string, text: string): void {
    for (const client of this.#clients) {
      if (client.keyId !== keyId || !client.isListening || client.isFrozen) continue;
      this.told += 1;
      client.socket.send(this.frames === 'binary' ? Buffer.from(text) : text);
    }
  }

  #send({ socket }: Client, message: Readonly<Record<string, unknown>>): void {
    const text = JSON.stringify(message);
    socket.send(this.frames === 'binary' ? Buffer.from(text) : text);
  }

  #changed(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

function requestOf(data: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(data.toString());
    // Fields of what is no record are undefined.
    return (value ?? {}) as Readonly<Record<string, unknown>>;
  } catch {
    // Answered as an unknown action.
    return {};
  }
}
