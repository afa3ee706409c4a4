/**
 * One connection to Alpaca's stream of order updates that keeps itself up: handshake, pings, back-off,
 * sleep and resume. What is missed while it is away never comes again; who listens asks for it.
 */
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { AlpacaKeys, Timers } from '../alpaca/access.ts';
import { BACK_OFF, waitMs } from '../alpaca/back-off.ts';
import type { BackOff } from '../alpaca/back-off.ts';
import { wireOrder } from '../alpaca/wire-schemas.ts';
import type { WireOrder } from '../alpaca/wire-schemas.ts';
import type { TradingStreamStatus } from '../contract/venues.ts';

export interface TradeStreamOptions {
  /** wss://host, without a path. */
  readonly host: string;
  readonly keys: AlpacaKeys;
  readonly timers: Timers;
  readonly monotonicMs: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly backOff?: BackOff;
  readonly pingMs?: number;
  readonly handshakeMs?: number;
  readonly listener: TradeStreamListener;
}

/** What Alpaca says of an order. */
export interface TradeUpdate {
  readonly event: string;
  readonly order: WireOrder;
  /** Of this execution; absent on what is no fill. */
  readonly price?: string | undefined;
  readonly qty?: string | undefined;
  readonly timestamp?: string | undefined;
}

export interface TradeStreamListener {
  readonly onUpdate: (update: TradeUpdate) => void;
  /** Something came that is no update as documented. */
  readonly onUnknown: () => void;
  /** Called after each change; on `live`, what was missed has to be asked for. */
  readonly onStatus: (status: TradingStreamStatus) => void;
}

const HANDSHAKE_MS = 10_000;
const PING_MS = 10_000;
/** Part of a ping's interval after which the answer is missing. */
const PONG_SHARE = 0.5;
const CLOSE_NORMAL = 1000;
/** Far above a group's update. */
const FRAME_BYTES_MAX = 1_048_576;

const frameSchema = z.object({ stream: z.string(), data: z.record(z.string(), z.unknown()) });
const decimal = z.string().regex(/^-?\d{1,18}(\.\d{1,18})?$/);
const updateSchema = z.object({
  event: z.string(),
  order: wireOrder,
  price: decimal.optional(),
  qty: decimal.optional(),
  timestamp: z.string().optional(),
});

export class TradeStream {
  readonly #options: TradeStreamOptions;
  #socket: WebSocket | null = null;
  #cancelTimer: () => void = () => undefined;
  #cancelPing: () => void = () => undefined;
  #status: TradingStreamStatus = {
    state: 'idle',
    problem: '',
    attempts: 0,
    retryInMs: 0,
    losses: 0,
  };

  constructor(options: TradeStreamOptions) {
    this.#options = options;
  }

  get status(): TradingStreamStatus {
    return this.#status;
  }

  start(): void {
    const { state } = this.#status;
    if (state === 'idle' || state === 'stopped') this.#connect();
  }

  /** Ends the connection for good. */
  stop(): void {
    this.#drop();
    this.#become({ state: 'idle', retryInMs: 0 });
  }

  #connect(): void {
    this.#drop();
    const { host, timers } = this.#options;
    const handshakeMs = this.#options.handshakeMs ?? HANDSHAKE_MS;
    const socket = new WebSocket(`${host}/stream`, {
      handshakeTimeout: handshakeMs,
      maxPayload: FRAME_BYTES_MAX,
    });
    this.#socket = socket;
    this.#become({ state: 'connecting', attempts: this.#status.attempts + 1, retryInMs: 0 });
    // The server says nothing before the client.
    socket.on('open', () => {
      if (socket === this.#socket) this.#authenticate();
    });
    socket.on('message', (data: Buffer) => {
      if (socket === this.#socket) this.#receive(data);
    });
    let problem = '';
    socket.on('error', (error) => {
      problem = error.message;
    });
    socket.on('close', (code) => {
      const how = problem === '' ? `code ${String(code)}` : problem;
      if (socket === this.#socket) this.#lost(`The stream of order updates ended (${how}).`);
    });
    this.#cancelTimer = timers.after(handshakeMs, () => {
      this.#lost('Alpaca did not finish the handshake of the order stream in time.');
    });
  }

  #authenticate(): void {
    const { keyId, secret } = this.#options.keys;
    this.#become({ state: 'authenticating' });
    this.#send({ action: 'authenticate', data: { key_id: keyId, secret_key: secret } });
  }

  #receive(data: Buffer): void {
    // A heartbeat of old servers.
    if (data.length === 1 && data[0] === 1) return;
    const frame = frameSchema.safeParse(jsonOf(data));
    if (!frame.success) {
      this.#options.listener.onUnknown();
      return;
    }
    const { stream, data: body } = frame.data;
    if (stream === 'trade_updates') this.#update(body);
    else if (stream === 'authorization') this.#authorized(body);
    else if (stream === 'listening') this.#listening(body);
    else this.#options.listener.onUnknown();
  }

  #update(body: Readonly<Record<string, unknown>>): void {
    const update = updateSchema.safeParse(body);
    if (update.success) this.#options.listener.onUpdate(update.data);
    else this.#options.listener.onUnknown();
  }

  #authorized({ status }: Readonly<Record<string, unknown>>): void {
    if (status === 'authorized') {
      this.#send({ action: 'listen', data: { streams: ['trade_updates'] } });
      return;
    }
    this.#drop();
    const problem = 'Alpaca does not accept these keys for this account; enter them again.';
    this.#become({ state: 'stopped', problem, retryInMs: 0 });
  }

  #listening({ streams }: Readonly<Record<string, unknown>>): void {
    if (!Array.isArray(streams) || !streams.includes('trade_updates')) {
      this.#lost('Alpaca does not send order updates.');
      return;
    }
    this.#cancelTimer();
    this.#become({ state: 'live', problem: '', attempts: 0 });
    this.#pingLater();
  }

  /** The connection is gone or useless: waits and connects again. */
  #lost(problem: string): void {
    const { random, timers } = this.#options;
    const wasLive = this.#status.state === 'live';
    this.#drop();
    const losses = this.#status.losses + (wasLive ? 1 : 0);
    const attempt = wasLive ? 1 : Math.max(1, this.#status.attempts);
    const retryInMs = waitMs(this.#options.backOff ?? BACK_OFF, attempt, false, random());
    this.#become({ state: 'waiting', problem, losses, retryInMs });
    this.#cancelTimer = timers.after(retryInMs, () => {
      this.#connect();
    });
  }

  /** A ping now and then; no answer, or a timer that was late by much, ends the connection. */
  #pingLater(): void {
    const { timers, monotonicMs } = this.#options;
    const pingMs = this.#options.pingMs ?? PING_MS;
    const socket = this.#socket;
    const dueMs = monotonicMs() + pingMs;
    this.#cancelPing = timers.after(pingMs, () => {
      if (socket === null || socket !== this.#socket) return;
      if (monotonicMs() - dueMs > pingMs) {
        this.#lost('The computer has slept.');
        return;
      }
      let hasAnswered = false;
      socket.once('pong', () => {
        hasAnswered = true;
      });
      socket.ping();
      this.#cancelPing = timers.after(pingMs * PONG_SHARE, () => {
        if (hasAnswered) this.#pingLater();
        else this.#lost('The stream of order updates has gone silent.');
      });
    });
  }

  #send(request: Readonly<Record<string, unknown>>): void {
    // In binary, as Alpaca's own clients do.
    this.#socket?.send(Buffer.from(JSON.stringify(request)));
  }

  /** Lets go of socket and timers; nothing of the old connection is heard any more. */
  #drop(): void {
    this.#cancelTimer();
    this.#cancelPing();
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    if (socket.readyState === WebSocket.OPEN) socket.close(CLOSE_NORMAL);
    // A peer that does not answer the close would keep the socket.
    socket.terminate();
  }

  #become(change: Partial<TradingStreamStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#options.listener.onStatus(this.#status);
  }
}

function jsonOf(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString());
  } catch {
    // Counted by the caller as what it does not know.
    return null;
  }
}
