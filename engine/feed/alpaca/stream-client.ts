/**
 * One connection to Alpaca's market data stream that keeps itself up: handshake, subscriptions, pings,
 * back-off, sleep and resume. Market data is not decoded here: frames go to a queue as they are, and
 * while that is full the socket is not read.
 */
import { WebSocket } from 'ws';
import type { AlpacaKeys, Timers } from '../../alpaca/access.ts';
import { assertNever } from '../../domain/assert.ts';
import { BACK_OFF, waitMs } from '../../alpaca/back-off.ts';
import type { BackOff } from '../../alpaca/back-off.ts';
import type { FrameQueue } from './frame-queue.ts';
import { CONTENT_TYPES, decodeFrame, encodeRequest, isPlainlyData } from './stream-codec.ts';
import type { StreamEncoding } from './stream-codec.ts';
import { ownFault, streamFault } from './stream-faults.ts';
import type { StreamFault } from './stream-faults.ts';
import { StreamSubscriptions } from './subscriptions.ts';
import type { RefusedSymbol, StreamChannel } from './subscriptions.ts';

export interface StreamClientOptions {
  /** wss://host/version/feed */
  readonly url: string;
  readonly encoding: StreamEncoding;
  readonly channels: readonly StreamChannel[];
  readonly keys: AlpacaKeys;
  readonly queue: FrameQueue;
  readonly monotonicUs: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly timers: Timers;
  readonly backOff?: BackOff;
  /** Between two pings. Alpaca's clients take 10 s. */
  readonly pingMs?: number;
  readonly listener: StreamListener;
}

export interface StreamListener {
  /** Called after each change of `status`. */
  readonly onStatus: (status: StreamStatus) => void;
  /** Called when a frame has joined the queue. */
  readonly onFrame: () => void;
}

/**
 * `waiting`: for the next attempt. `stopped`: for the user, `fault` says why; `idle`: not asked for.
 */
export type StreamState = 'idle' | 'connecting' | 'authenticating' | 'live' | 'waiting' | 'stopped';

export interface StreamStatus {
  readonly state: StreamState;
  /** The last thing that went wrong; null once the stream is live and nothing has. */
  readonly fault: StreamFault | null;
  /** Attempts since it was live. */
  readonly attempts: number;
  /** Until the next attempt, 0 when none is due. */
  readonly retryInMs: number;
  readonly followed: number;
  readonly refused: readonly RefusedSymbol[];
  /** Times the connection was lost after it had been live. */
  readonly losses: number;
}

/** Alpaca ends a handshake after 10 s. */
const HANDSHAKE_MS = 10_000;
const PING_MS = 10_000;
/** Half of a ping's interval; a timer this late has slept. */
const PONG_SHARE = 0.5;
/** Alpaca's number for a plan whose symbols are used up. */
export const PLAN_FULL = 405;
const CLOSE_NORMAL = 1000;
/** What ends a connection that may be dead without either end knowing. */
const SLEPT = ownFault('The computer has slept; connecting anew.');
const CLOSE_MS = 1_000;

export class AlpacaStream {
  readonly #options: StreamClientOptions;
  readonly #backOff: BackOff;
  readonly #subscriptions: StreamSubscriptions;
  #socket: WebSocket | null = null;
  #cancelTimer: () => void = () => undefined;
  #cancelPing: () => void = () => undefined;
  #state: StreamState = 'idle';
  #fault: StreamFault | null = null;
  #attempts = 0;
  #retryInMs = 0;
  #losses = 0;

  constructor(options: StreamClientOptions) {
    this.#options = options;
    this.#backOff = options.backOff ?? BACK_OFF;
    this.#subscriptions = new StreamSubscriptions(options.channels);
  }

  get status(): StreamStatus {
    return {
      state: this.#state,
      fault: this.#fault,
      attempts: this.#attempts,
      retryInMs: this.#retryInMs,
      followed: this.#subscriptions.followed.size,
      refused: this.#subscriptions.refused,
      losses: this.#losses,
    };
  }

  /** Sets the symbols to follow, most important first; takes effect at once on a live stream. */
  follow(symbols: readonly string[]): void {
    this.#subscriptions.want(symbols);
    this.#ask();
  }

  /** Ends one symbol; the others stay as they are. */
  forget(symbol: string): void {
    this.#subscriptions.forget(symbol);
    // What the plan had no room for is not wanted any more.
    if (this.#fault?.code === PLAN_FULL && this.#subscriptions.refused.length === 0) {
      this.#fault = null;
    }
    this.#announce();
    this.#ask();
  }

  /** Has a channel of one symbol told from its beginning: ends it and asks for it again. */
  again(symbol: string, channel: StreamChannel): void {
    this.#subscriptions.again(symbol, channel);
    this.#ask();
  }

  /** Whether a symbol's data comes, as Alpaca has said last. */
  isFollowing(symbol: string): boolean {
    return this.#subscriptions.followed.has(symbol);
  }

  /** Connects, also after a fault that had stopped it. */
  start(): void {
    if (this.#state !== 'idle' && this.#state !== 'stopped') return;
    this.#attempts = 0;
    this.#fault = null;
    this.#connect();
  }

  /** Connects at once instead of at the end of a wait: the network is back, or the user asks. */
  retryNow(): void {
    if (this.#state === 'waiting') this.#connect();
  }

  /** The computer has slept: a connection that looks live is given up, and made anew at `retryNow`. */
  renew(): void {
    if (this.#state === 'live') this.#lost(SLEPT);
  }

  /** Ends the connection for good. */
  stop(): void {
    this.#drop();
    this.#enter('idle');
  }

  /** To be called when the queue has room again: reads on. */
  resume(): void {
    if (this.#socket?.isPaused === true && !this.#options.queue.isFull) this.#socket.resume();
  }

  /** Takes a control message that was found among market data. */
  control(message: Readonly<Record<string, unknown>>): void {
    const { T: type, msg } = message;
    if (type === 'success' && msg === 'connected') this.#authenticate();
    else if (type === 'success' && msg === 'authenticated') this.#goLive();
    else if (type === 'subscription') {
      this.#subscriptions.acknowledged(message);
      this.#announce();
      this.#ask();
    } else if (type === 'error') this.#complain(Number(message['code']), String(msg));
  }

  #connect(): void {
    this.#drop();
    this.#attempts += 1;
    this.#retryInMs = 0;
    this.#subscriptions.reset();
    const { url, encoding, timers } = this.#options;
    const socket = new WebSocket(url, {
      headers: { 'Content-Type': CONTENT_TYPES[encoding] },
      // Offered as Alpaca's own clients do: a frame is compressed with what those before it hold.
      perMessageDeflate: { clientNoContextTakeover: false, serverNoContextTakeover: false },
      handshakeTimeout: HANDSHAKE_MS,
      maxPayload: 16 * 2 ** 20,
    });
    this.#socket = socket;
    this.#enter('connecting');
    socket.on('message', (data: Buffer) => {
      if (socket === this.#socket) this.#receive(data);
    });
    // An error is always followed by a close, which alone decides what happens next.
    let problem = '';
    socket.on('error', (error) => {
      problem = error.message;
    });
    socket.on('close', (code) => {
      if (socket === this.#socket) this.#lost(closeFault(problem, code));
    });
    this.#cancelTimer = timers.after(HANDSHAKE_MS, () => {
      this.#lost(ownFault('Alpaca did not finish the handshake in 10 seconds; connecting anew.'));
    });
  }

  #receive(data: Buffer): void {
    const { queue, encoding, monotonicUs } = this.#options;
    if (this.#state === 'live' && isPlainlyData(encoding, data)) {
      queue.push({ data, receivedUs: monotonicUs() });
      if (queue.isFull) this.#socket?.pause();
      this.#options.listener.onFrame();
      return;
    }
    let messages: readonly unknown[];
    try {
      messages = decodeFrame(encoding, data);
    } catch (error) {
      this.#lost(ownFault(`Alpaca sent what is not ${encoding}: ${String(error).slice(0, 200)}`));
      return;
    }
    const [first] = messages;
    if (isControl(first)) this.control(first);
    else queue.push({ data, receivedUs: monotonicUs() });
  }

  #authenticate(): void {
    const { keyId, secret } = this.#options.keys;
    this.#enter('authenticating');
    this.#send({ action: 'auth', key: keyId, secret });
  }

  #goLive(): void {
    this.#cancelTimer();
    this.#attempts = 0;
    this.#fault = null;
    this.#enter('live');
    this.#ask();
    this.#pingLater();
  }

  #ask(): void {
    if (this.#state !== 'live') return;
    const request = this.#subscriptions.next();
    if (request !== null) this.#send(this.#subscriptions.body(request));
  }

  #complain(code: number, message: string): void {
    const fault = streamFault(code, message);
    switch (fault.reaction) {
      case 'keep':
        if (code === 400 || code === 405 || code === 410) this.#subscriptions.refuse(code);
        if (code !== 403) this.#fault = fault;
        this.#announce();
        this.#ask();
        return;
      case 'stop':
        this.#drop();
        this.#fault = fault;
        this.#enter('stopped');
        return;
      case 'retry':
      case 'retry_slowly':
        this.#lost(fault);
        return;
      default:
        assertNever(fault.reaction, 'reaction to a fault of the stream');
    }
  }

  /** The connection is gone or useless: waits and connects again. */
  #lost(fault: StreamFault): void {
    if (this.#state === 'live') {
      this.#losses += 1;
      this.#attempts = 0;
    }
    this.#drop();
    this.#fault = fault;
    const isSlow = fault.reaction === 'retry_slowly';
    const { random, timers } = this.#options;
    this.#retryInMs = waitMs(this.#backOff, Math.max(1, this.#attempts), isSlow, random());
    this.#enter('waiting');
    this.#cancelTimer = timers.after(this.#retryInMs, () => {
      this.#connect();
    });
  }

  /** A ping now and then; no answer, or a timer that was late by much, ends the connection. */
  #pingLater(): void {
    const { timers, monotonicUs } = this.#options;
    const pingMs = this.#options.pingMs ?? PING_MS;
    const socket = this.#socket;
    const dueUs = monotonicUs() + pingMs * 1_000;
    this.#cancelPing = timers.after(pingMs, () => {
      if (socket === null || socket !== this.#socket) return;
      if (monotonicUs() - dueUs > pingMs * 1_000) {
        this.#lost(SLEPT);
        return;
      }
      let hasAnswered = false;
      socket.once('pong', () => {
        hasAnswered = true;
      });
      socket.ping();
      this.#cancelPing = timers.after(pingMs * PONG_SHARE, () => {
        // A socket that is not read cannot hear the answer.
        if (hasAnswered || socket.isPaused) this.#pingLater();
        else this.#lost(ownFault('Alpaca has gone silent; connecting anew.'));
      });
    });
  }

  #send(request: Readonly<Record<string, unknown>>): void {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return;
    socket.send(encodeRequest(this.#options.encoding, request));
  }

  /** Lets go of socket and timers; nothing of the old connection is heard any more. */
  #drop(): void {
    this.#cancelTimer();
    this.#cancelPing();
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    if (socket.readyState !== WebSocket.OPEN) {
      socket.terminate();
      return;
    }
    socket.resume();
    socket.close(CLOSE_NORMAL);
    // A peer that does not answer the close would keep the socket, and at Alpaca the one connection.
    const cancel = this.#options.timers.after(CLOSE_MS, () => {
      socket.terminate();
    });
    socket.once('close', cancel);
  }

  #enter(state: StreamState): void {
    this.#state = state;
    this.#announce();
  }

  #announce(): void {
    this.#options.listener.onStatus(this.status);
  }
}

function isControl(message: unknown): message is Readonly<Record<string, unknown>> {
  if (typeof message !== 'object' || message === null || !('T' in message)) return false;
  return message.T === 'success' || message.T === 'error' || message.T === 'subscription';
}

function closeFault(problem: string, code: number): StreamFault {
  const how = problem === '' ? `code ${String(code)}` : problem;
  return ownFault(`The connection to Alpaca ended (${how}); connecting anew.`);
}
