/**
 * The page's only way to the engine: typed requests, subscriptions and the numbered stream of
 * execution reports over one line at a time. When a line dies every request is settled or asked
 * again, and a new line is opened with back-off; the engine then sends the events after the last one
 * seen, or a snapshot. A gap in the numbers counts as a dead line.
 */
import { CONTRACT_VERSION } from '../../engine/contract/bounds.ts';
import type {
  Channel,
  ChannelName,
  ClientMessage,
  DataMap,
  EngineMessage,
  OrderEvent,
  ReplyMap,
  RequestBody,
  RequestOf,
  RequestType,
  TradingSnapshot,
  Welcome,
} from '../../engine/contract/messages.ts';
import { refusalText } from '../../engine/domain/refusal.ts';
import { Listeners, callEach } from '../transport/listeners.ts';
import type { Transport, TransportFactory } from '../transport/transport.ts';
import { Broadcasts } from './broadcasts.ts';
import { backOffMs } from './back-off.ts';
import { isFinalRefusal, refusedSentence } from './connection.ts';
import type { Connection } from './connection.ts';
import { dataWaitMs, nextPaceMs } from './data-pace.ts';
import { browserEnvironment } from './environment.ts';
import type { ClientEnvironment } from './environment.ts';
import { RefusalError, problemText } from './errors.ts';
import { PendingRequests } from './pending-requests.ts';
import { Subscriptions } from './subscriptions.ts';

const HELLO_TIMEOUT_MS = 10_000;

/** What a request was answered with. */
export type Answered = ReplyMap[RequestType] | RefusalError;

/** Hears of times for the latency histograms, all in milliseconds of the environment's clock. */
export interface ClientObserver {
  sent(body: RequestBody, atMs: number): void;
  /** `answer`: the reply's result, or the error that it was refused with. */
  answered(body: RequestBody, startedMs: number, atMs: number, answer: Answered): void;
  /** A data frame arrived; `sentUs`: when the engine sent it, by its monotonic clock. */
  frameArrived(sentUs: number, arrivedMs: number): void;
  /** A data frame that arrived then has been painted. */
  framePainted(arrivedMs: number, paintedMs: number): void;
}

export class EngineClient extends Broadcasts {
  readonly #factory: TransportFactory;
  readonly #clientName: string;
  readonly #environment: ClientEnvironment;
  readonly #requests: PendingRequests;
  readonly #subscriptions = new Subscriptions((message) => this.#write(message));
  readonly #states = new Listeners<Connection>();
  readonly #snapshots = new Listeners<TradingSnapshot>();
  readonly #orderEvents = new Listeners<readonly OrderEvent[]>();
  #observer: ClientObserver | null = null;
  #transport: Transport | null = null;
  #connection: Connection;
  /** Last event seen and of which store; null before the first welcome. */
  #position: { storeId: string; afterSeq: number } | null = null;
  /** Grows with each line, so that what an older one still calls is told apart. */
  #line = 0;
  #cancelTimer: () => void = () => undefined;
  #heardMs = 0;
  #started = false;

  constructor(
    factory: TransportFactory,
    clientName: string,
    environment: ClientEnvironment = browserEnvironment,
  ) {
    super();
    this.#factory = factory;
    this.#clientName = clientName;
    this.#environment = environment;
    this.#requests = new PendingRequests(environment, (startedMs) => {
      // Silence since the question was asked: the line is dead even if nobody has closed it.
      const silent = this.#connection.state === 'ready' && this.#heardMs <= startedMs;
      if (silent) this.#lose('The engine has not answered for 10 s');
    });
    this.#connection = {
      state: 'connecting',
      detail: '',
      sinceMs: environment.nowMs(),
      attempts: 0,
      welcome: null,
    };
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** How the engine is reached, for the status bar. */
  get label(): string {
    return this.#factory.label;
  }

  /** Opens the first line; also what a retry button calls after a refusal. */
  start(): void {
    this.#started = true;
    this.#cancelTimer();
    this.#setState('connecting', '', 0);
    void this.#connect();
  }

  /** Ends the line and rejects what is pending. `start` may follow. */
  stop(): void {
    this.#started = false;
    this.#line += 1;
    this.#cancelTimer();
    this.#transport?.close();
    this.#transport = null;
    this.#requests.rejectAll('The terminal has closed its connection');
  }

  /**
   * Asks the engine. Rejects with `RefusalError` (nothing has changed) or `ConnectionLostError`.
   * Commands need a connection; queries wait for one. Those with a clientOrderId for their orders
   * are sent again with the same one after a reconnect, so that their outcome becomes known.
   */
  send<K extends RequestType>(body: RequestOf<K>): Promise<ReplyMap[K]> {
    const ready = this.#connection.state === 'ready';
    const reply = this.#requests.add(body, ready);
    if (ready) this.#sendRequests();
    // The engine answers each request with its own type's reply.
    return reply as Promise<ReplyMap[K]>;
  }

  /**
   * Follows a channel. The same channel asked for twice is one subscription; who comes late gets the
   * full picture so far at once. `onReset`: a new line, a full picture follows. Returns what ends it.
   */
  subscribe<C extends Channel>(
    channel: C,
    listener: (data: DataMap[C['channel']]) => void,
    onReset: () => void = () => undefined,
  ): () => void {
    // A channel's updates carry that channel's data.
    const onData = listener as (data: DataMap[ChannelName]) => void;
    return this.#subscriptions.add(channel, onData, onReset);
  }

  onOrderEvents(listener: (events: readonly OrderEvent[]) => void): () => void {
    return this.#orderEvents.add(listener);
  }

  onSnapshot(listener: (snapshot: TradingSnapshot) => void): () => void {
    return this.#snapshots.add(listener);
  }

  onState(listener: (connection: Connection) => void): () => void {
    return this.#states.add(listener);
  }

  /** At most one observer; null removes it. */
  observe(observer: ClientObserver | null): void {
    this.#observer = observer;
  }

  async #connect(): Promise<void> {
    this.#line += 1;
    const line = this.#line;
    try {
      const transport = await this.#factory.connect();
      if (line !== this.#line) {
        transport.close();
        return;
      }
      this.#open(transport, line);
    } catch (problem) {
      if (line === this.#line) this.#lose(problemText(problem));
    }
  }

  #open(transport: Transport, line: number): void {
    this.#transport = transport;
    transport.onMessage((message) => {
      if (line === this.#line) this.#receive(message);
    });
    transport.onClose((reason) => {
      if (line === this.#line) this.#lose(reason);
    });
    this.#cancelTimer = this.#environment.after(HELLO_TIMEOUT_MS, () => {
      this.#lose('The engine did not greet within 10 s');
    });
    transport.send({
      type: 'hello',
      contractVersion: CONTRACT_VERSION,
      clientName: this.#clientName,
      token: this.#factory.token,
      resume: this.#position,
    });
  }

  #receive(message: EngineMessage): void {
    this.#heardMs = this.#environment.nowMs();
    switch (message.type) {
      case 'welcome':
        this.#welcome(message);
        return;
      case 'refused':
        if (isFinalRefusal(message.refusal)) this.#refuse(refusedSentence(message.refusal));
        else this.#lose(refusedSentence(message.refusal));
        return;
      case 'reply':
        this.#settle(message);
        return;
      case 'events':
        this.#takeEvents(message.events);
        return;
      case 'data':
        this.#takeData(message);
        return;
      default:
        this.tell(message);
    }
  }

  #welcome(welcome: Welcome): void {
    this.#cancelTimer();
    const resumed = welcome.snapshot === null;
    if (resumed && this.#position?.storeId !== welcome.storeId) {
      // Nothing to continue from: ask again from the start.
      this.#position = null;
      this.#lose('The engine continued a stream that this page does not have');
      return;
    }
    if (welcome.snapshot !== null) {
      this.#position = { storeId: welcome.storeId, afterSeq: welcome.snapshot.seq };
    }
    const before = this.#connection.welcome;
    if (before !== null && before.storeId !== welcome.storeId) {
      // An order of there must not be placed here: the clientOrderId is not known in this store.
      this.#requests.changeStore(
        'The engine has changed to other data before it answered: look there for what became of it',
      );
    }
    this.#connection = { ...this.#connection, welcome };
    this.#setState('ready', '', 0);
    if (welcome.snapshot !== null) this.#snapshots.emit(welcome.snapshot);
    this.#subscriptions.lineOpened();
    this.#sendRequests();
  }

  #settle(reply: Extract<EngineMessage, { type: 'reply' }>): void {
    const answer = reply.ok ? reply.result : new RefusalError(reply.refusal);
    const settled = this.#requests.settle(reply.id, answer);
    if (settled !== null) {
      const atMs = this.#environment.nowMs();
      this.#observer?.answered(settled.body, settled.startedMs, atMs, answer);
    } else if (!reply.ok && reply.id === 0) {
      const text = `The engine could not read a message: ${refusalText(reply.refusal)}`;
      const { code } = reply.refusal;
      this.tell({ type: 'notice', notice: { level: 'error', code, text, atUs: 0 } });
    }
  }

  /** Passes on what is new and in order; a gap means that something was lost on the way. */
  #takeEvents(events: readonly OrderEvent[]): void {
    if (this.#position === null) return;
    const fresh: OrderEvent[] = [];
    let last = this.#position.afterSeq;
    for (const event of events) {
      if (event.seq <= last) continue;
      if (event.seq !== last + 1) break;
      fresh.push(event);
      last = event.seq;
    }
    this.#position = { ...this.#position, afterSeq: last };
    if (fresh.length > 0) this.#orderEvents.emit(fresh);
    const newest = events.at(-1);
    if (newest !== undefined && newest.seq > last) {
      this.#lose(`Events ${last + 1} to ${newest.seq - 1} were lost on the way`);
    }
  }

  /** What somebody has just pressed a key for goes first: the market's data waits for a moment. */
  #takeData(message: Extract<EngineMessage, { type: 'data' }>): void {
    const line = this.#line;
    const arrivedMs = this.#heardMs;
    this.#observer?.frameArrived(message.sentUs, arrivedMs);
    const waitMs = dataWaitMs(arrivedMs, this.#environment.pressedMs());
    if (waitMs === 0) this.#deliver(message, arrivedMs);
    else {
      this.#environment.after(waitMs, () => {
        if (line === this.#line) this.#deliver(message, arrivedMs);
      });
    }
  }

  #deliver(message: Extract<EngineMessage, { type: 'data' }>, arrivedMs: number): void {
    const line = this.#line;
    const startedMs = this.#environment.nowMs();
    // Asked for first: a panel that throws must not stop the acknowledgement, and so the data.
    this.#environment.nextFrame(() => {
      if (line !== this.#line) return;
      const isHidden = this.#environment.hidden();
      const paceMs = nextPaceMs(this.#environment.nowMs() - startedMs, isHidden);
      this.#write({ type: 'ack', frame: message.frame, paceMs });
      // Nothing of a hidden window is painted.
      if (isHidden) return;
      this.#environment.after(0, () => {
        this.#observer?.framePainted(arrivedMs, this.#environment.nowMs());
      });
    });
    callEach(message.updates, (update) => this.#subscriptions.deliver(update));
  }

  #sendRequests(): void {
    this.#requests.sendUnsent((id, body) => {
      this.#write({ type: 'request', id, body });
      this.#observer?.sent(body, this.#environment.nowMs());
    });
  }

  #write(message: ClientMessage): void {
    if (this.#connection.state === 'ready') this.#transport?.send(message);
  }

  #lose(reason: string): void {
    this.#line += 1;
    this.#transport?.close();
    this.#transport = null;
    this.#cancelTimer();
    const attempts = this.#connection.state === 'ready' ? 1 : this.#connection.attempts + 1;
    this.#setState('lost', reason, attempts);
    this.#requests.loseLine(reason);
    if (!this.#started) return;
    const waitMs = backOffMs(attempts, this.#environment.random());
    this.#cancelTimer = this.#environment.after(waitMs, () => void this.#connect());
  }

  #refuse(sentence: string): void {
    this.#line += 1;
    this.#transport?.close();
    this.#transport = null;
    this.#cancelTimer();
    this.#setState('refused', sentence, this.#connection.attempts);
    this.#requests.rejectAll(sentence);
  }

  #setState(state: Connection['state'], detail: string, attempts: number): void {
    const before = this.#connection;
    const sinceMs = state === before.state ? before.sinceMs : this.#environment.nowMs();
    this.#connection = { ...before, state, detail, attempts, sinceMs };
    this.#states.emit(this.#connection);
  }
}
