/**
 * One client of the engine, whatever carries its messages: checks what it sends, answers each
 * request once, passes on execution reports in order and market data at the client's own pace.
 */
import {
  CLIENT_REQUESTS_PENDING_MAX,
  CLIENT_SUBSCRIPTIONS_MAX,
  CONTRACT_VERSION,
} from '../contract/bounds.ts';
import type {
  AnyUpdate,
  ClientMessage,
  ClientMessageOf,
  EngineMessage,
  ReplyMap,
  RequestBody,
  RequestType,
  Welcome,
} from '../contract/messages.ts';
import { validateClientMessage } from '../contract/validate.ts';
import { assertNever } from '../domain/assert.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { unknownSymbol } from '../orders/order-checks.ts';
import { MergedFrames } from './merged-frames.ts';
import { RequestBound, isBound } from './request-bound.ts';
import { channelVersion, followChannel, isOfPrices } from './subscriptions.ts';
import type { Collect, Published } from './subscriptions.ts';

/** The engine's end of a port, a socket or a pair in memory. */
export interface ClientChannel {
  send(message: EngineMessage): void;
  /** Ends the connection from our side; `reason` is for the other side's person. */
  close(reason: string): void;
  /** Ends the connection at once and drops what was not read; absent: `close` does. */
  cut?(): void;
  /** Bytes sent that the other side has not taken; absent: the transport does not tell. */
  unreadBytes?(): number;
}

export type Reply =
  | { readonly ok: true; readonly result: ReplyMap[RequestType] }
  | { readonly ok: false; readonly refusal: Refusal };

/** A reply that may go out once all that it tells of is on disk, or one that comes later. */
export type Answer = (() => Reply) | Promise<Reply>;

/** What a connection needs of the engine. */
export interface ConnectionHost {
  readonly published: Published;
  nowMs(): number;
  /** Accepts a token ('' where none was sent) or says why not. */
  checkToken(token: string): Refusal | null;
  welcome(resume: ClientMessageOf<'hello'>['resume']): {
    welcome: Welcome;
    /** What a client that goes on from where it was has missed. */
    missed: readonly EngineMessage[];
  };
  handle(body: RequestBody, client: ClientConnection): Answer;
  /** Runs once everything written so far is on disk, in order. */
  afterCommit(run: () => void): void;
  /** A frame with prices has left, so many microseconds after these came; see `pump`. */
  pricesLeft(us: number): void;
  /** Least milliseconds between two frames to any client; 0 where nothing holds them back. */
  readonly paceMsMin: number;
}

const US_PER_MS = 1_000;
/** Pace of a client that has not told its own yet: a display frame. */
const PACE_MS = 16;

/** What a subscription follows. */
interface Following {
  readonly collect: Collect;
  /** Moves whenever there may be something to collect. */
  readonly version: () => number;
}

export class ClientConnection {
  readonly #host: ConnectionHost;
  readonly #channel: ClientChannel;
  readonly #following = new Map<number, Following>();
  /** What each subscription follows, as text, in order of time. */
  readonly #channels = new Map<number, string>();
  #requestBound: RequestBound | null = null;
  /** Longest that a frame took to be acknowledged since it was last asked for. */
  #slowestFrameMs = 0;
  /** When the awaited frame went out; null while it waits for the disk, which is no fault of the client's. */
  #frameLeftMs: number | null = null;
  #clientName = '';
  #isReady = false;
  #isClosed = false;
  #pendingRequests = 0;
  #requests = 0;
  #frame = 0;
  readonly #merged = new MergedFrames();
  #paceMs = PACE_MS;
  /** Frame that the client has not acknowledged, 0 when it has taken all. */
  #awaitedFrame = 0;
  #frameSentMs = 0;
  #nextFrameMs = 0;

  constructor(host: ConnectionHost, channel: ClientChannel) {
    this.#host = host;
    this.#channel = channel;
  }

  get clientName(): string {
    return this.#clientName;
  }

  /** Whether the handshake is done, so that events are to be sent. */
  get isReady(): boolean {
    return this.#isReady && !this.#isClosed;
  }

  /** Requests since it was opened, and those that are not answered yet. */
  get requests(): number {
    return this.#requests;
  }

  get requestsPending(): number {
    return this.#pendingRequests;
  }

  /** What it was sent and has not taken, where the transport tells. */
  get unreadBytes(): number {
    return this.#channel.unreadBytes?.() ?? 0;
  }

  get subscriptions(): number {
    return this.#following.size;
  }

  /**
   * Longest time in milliseconds that a frame took to be acknowledged since the last call, from when it went
   * out; one that still is not acknowledged counts too.
   */
  takeSlowestFrameMs(nowMs: number): number {
    const isAwaited = this.#awaitedFrame !== 0;
    const slowest = Math.max(this.#slowestFrameMs, isAwaited ? this.#sinceLeftMs(nowMs) : 0);
    this.#slowestFrameMs = 0;
    return slowest;
  }

  /** Ends subscriptions to what a newer one of this client follows too; returns how many. */
  dropRepeated(): number {
    const newest = new Set(new Map([...this.#channels].map(([sub, what]) => [what, sub])).values());
    const repeated = [...this.#channels.keys()].filter((sub) => !newest.has(sub));
    for (const sub of repeated) this.#unsubscribe(sub);
    return repeated.length;
  }

  /** Takes at most so many requests a second from now on; null: as many as come. */
  boundRequests(perSecond: number | null): void {
    this.#requestBound = perSecond === null ? null : new RequestBound(perSecond);
  }

  /** Frames merged into a later one because it was slow. */
  get framesConflated(): number {
    return this.#merged.count;
  }

  /** Takes one decoded message of any shape. */
  receive(value: unknown): void {
    if (this.#isClosed) return;
    const validated = validateClientMessage(value);
    if (!validated.ok) {
      if (this.#isReady)
        this.#reply(validated.requestId, { ok: false, refusal: validated.refusal });
      else this.refuse(validated.refusal);
      return;
    }
    const { message } = validated;
    if (message.type === 'hello') this.#hello(message);
    else if (!this.#isReady)
      this.refuse(refusal('contract.hello', 'type', message.type, 'hello first'));
    else this.#take(message);
  }

  /** Tells the client why it is not served, and ends the connection. */
  refuse(why: Refusal): void {
    if (this.#isClosed) return;
    this.#channel.send({ type: 'refused', refusal: why });
    this.#isClosed = true;
    this.#channel.close(why.code);
  }

  /** Ends the connection of a client that does not read, which would not read a word of farewell either. */
  cutOff(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#channel.cut === undefined) this.#channel.close('client does not read');
    else this.#channel.cut();
  }

  /** The transport has ended; nothing is sent any more. */
  closed(): void {
    this.#isClosed = true;
    this.#following.clear();
    this.#channels.clear();
  }

  /** Sends a message that is no reply and no frame; the caller has waited for the commit. */
  send(message: EngineMessage): void {
    if (this.isReady) this.#channel.send(message);
  }

  /** Sends a message behind all that waits for the disk, replies to this client among it. */
  sendInOrder(message: EngineMessage): void {
    this.#host.afterCommit(() => this.send(message));
  }

  /**
   * Sends a frame if one is due and anything has changed. `pricesSinceUs`: when the newest prices would have come had
   * they been applied just now; how long they wait for a client that takes frames at its own pace is no time of ours.
   */
  pump(nowUs: number, pricesSinceUs: number): void {
    if (!this.isReady) return;
    const nowMs = nowUs / US_PER_MS;
    const paceMs = Math.max(this.#paceMs, this.#host.paceMsMin);
    if (this.#awaitedFrame !== 0) {
      // One that waits for the disk is no fault of the client's.
      if (this.#frameLeftMs !== null) this.#merged.awaited(() => this.#version(), nowMs, paceMs);
      return;
    }
    if (nowMs < this.#nextFrameMs) return;
    const updates: AnyUpdate[] = [];
    for (const { collect } of this.#following.values()) {
      const update = collect();
      if (update !== null) updates.push(update);
    }
    if (updates.length === 0) return;
    this.#merged.made(this.#version(), nowMs, paceMs);
    this.#frame += 1;
    this.#awaitedFrame = this.#frame;
    this.#frameSentMs = nowMs;
    this.#frameLeftMs = null;
    const frame = this.#frame;
    const hasPrices = updates.some(isOfPrices);
    // A frame may show what an order has done to the book, so it waits like every other word of it.
    this.#host.afterCommit(() => {
      const leftMs = this.#host.nowMs();
      this.#frameLeftMs = leftMs;
      const sentUs = Math.round(leftMs * US_PER_MS);
      this.send({ type: 'data', frame, sentUs, updates });
      if (hasPrices) this.#host.pricesLeft(this.#host.nowMs() * US_PER_MS - pricesSinceUs);
    });
  }

  #hello(hello: ClientMessageOf<'hello'>): void {
    if (this.#isReady) {
      this.refuse(refusal('contract.hello', 'type', 'hello', 'one hello a connection'));
      return;
    }
    if (hello.contractVersion !== CONTRACT_VERSION) {
      const rule = `contract version ${String(CONTRACT_VERSION)}; reload the terminal or update it`;
      this.refuse(refusal('contract.version', 'contractVersion', hello.contractVersion, rule));
      return;
    }
    const wrongToken = this.#host.checkToken(hello.token);
    if (wrongToken !== null) {
      this.refuse(wrongToken);
      return;
    }
    this.#clientName = hello.clientName;
    const { welcome, missed } = this.#host.welcome(hello.resume);
    this.#isReady = true;
    this.#host.afterCommit(() => {
      this.send(welcome);
      for (const message of missed) this.send(message);
    });
  }

  #take(message: Exclude<ClientMessage, ClientMessageOf<'hello'>>): void {
    switch (message.type) {
      case 'request':
        this.#request(message);
        return;
      case 'subscribe':
        this.#subscribe(message);
        return;
      case 'unsubscribe':
        this.#unsubscribe(message.sub);
        return;
      case 'ack':
        this.#acknowledge(message);
        return;
      default:
        assertNever(message, 'client message');
    }
  }

  #request({ id, body }: ClientMessageOf<'request'>): void {
    const bound = this.#requestBound;
    if (bound !== null && isBound(body.type) && !bound.take(this.#host.nowMs())) {
      const rule = `at most ${String(bound.perSecond)} requests a second from this client for now`;
      const why = refusal('contract.too_many_requests', 'id', id, rule);
      this.#reply(id, { ok: false, refusal: why });
      return;
    }
    this.#requests += 1;
    if (this.#pendingRequests >= CLIENT_REQUESTS_PENDING_MAX) {
      const rule = `at most ${String(CLIENT_REQUESTS_PENDING_MAX)} unanswered requests`;
      const why = refusal('contract.too_many_requests', 'id', id, rule);
      this.#reply(id, { ok: false, refusal: why });
      return;
    }
    this.#pendingRequests += 1;
    const answer = this.#host.handle(body, this);
    if (typeof answer === 'function') {
      this.#host.afterCommit(() => {
        this.#answered(id, answer());
      });
      return;
    }
    void answer.catch(readFailure).then((reply) => {
      // Bars in memory, for one, show trades that are not on disk yet.
      this.#host.afterCommit(() => {
        this.#answered(id, reply);
      });
    });
  }

  #answered(id: number, reply: Reply): void {
    this.#pendingRequests -= 1;
    this.#reply(id, reply);
  }

  #reply(id: number, reply: Reply): void {
    if (this.#isClosed) return;
    this.#channel.send({ type: 'reply', id, ...reply });
  }

  #subscribe({ sub, channel }: ClientMessageOf<'subscribe'>): void {
    if (!this.#following.has(sub) && this.#following.size >= CLIENT_SUBSCRIPTIONS_MAX) {
      const rule = `at most ${String(CLIENT_SUBSCRIPTIONS_MAX)} subscriptions`;
      this.#notice(refusal('contract.too_many_subscriptions', 'sub', sub, rule));
      return;
    }
    const collect = followChannel(this.#host.published, sub, channel);
    if (collect !== null) {
      const version = channelVersion(this.#host.published, channel);
      this.#following.set(sub, { collect, version });
      this.#channels.set(sub, JSON.stringify(channel));
    } else this.#notice(unknownSymbol('symbol' in channel ? channel.symbol : ''));
  }

  /** Answers a message that has no reply of its own: as a reply to request 0. */
  #notice(why: Refusal): void {
    this.#reply(0, { ok: false, refusal: why });
  }

  #unsubscribe(sub: number): void {
    this.#following.delete(sub);
    this.#channels.delete(sub);
  }

  #acknowledge({ frame, paceMs }: ClientMessageOf<'ack'>): void {
    if (frame !== this.#awaitedFrame) return;
    this.#awaitedFrame = 0;
    this.#paceMs = paceMs;
    this.#nextFrameMs = this.#frameSentMs + Math.max(paceMs, this.#host.paceMsMin);
    const tookMs = this.#sinceLeftMs(this.#host.nowMs());
    this.#slowestFrameMs = Math.max(this.#slowestFrameMs, tookMs);
  }

  /** Of all that is followed. */
  #version(): number {
    let sum = 0;
    for (const { version } of this.#following.values()) sum += version();
    return sum;
  }

  #sinceLeftMs(nowMs: number): number {
    return this.#frameLeftMs === null ? 0 : nowMs - this.#frameLeftMs;
  }
}

function readFailure(error: unknown): Reply {
  const text = error instanceof Error ? error.message : String(error);
  const rule = 'a query that the store could answer';
  return { ok: false, refusal: refusal('store.read_failed', '', text, rule) };
}
