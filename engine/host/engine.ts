/**
 * The running engine of one venue: moves the market, takes commands, makes what they did durable and
 * tells the clients. One thread, no `await` between a command and its events; everything that leaves
 * goes through the commit gate.
 */
import { randomUUID } from 'node:crypto';
import type { AccountUpdate } from '../contract/account.ts';
import { CONTRACT_VERSION, SNAPSHOT_FILLS_MAX } from '../contract/bounds.ts';
import type {
  ClientMessageOf,
  EngineMessage,
  Notice,
  RequestBody,
  SourceStatus,
  Telemetry,
  TradingSnapshot,
  Welcome,
} from '../contract/messages.ts';
import type { VenueStatus } from '../contract/venues.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { JournalWrite } from '../ports.ts';
import type { Exchange } from '../market/exchange.ts';
import { ScopeAnswers } from '../orders/scope-answers.ts';
import { ClientConnection } from './client-connection.ts';
import type { Answer, ClientChannel, ConnectionHost } from './client-connection.ts';
import { CommitGate } from './commit-gate.ts';
import { ConnectionTotals } from './connection-totals.ts';
import type { EngineParts } from './engine-parts.ts';
import { EquityCurve } from './equity-curve.ts';
import { fatalEnd, problemOf } from './fatal.ts';
import type { FatalCode } from './fatal.ts';
import { MarketTurns } from './market-turns.ts';
import { StaleGuard } from './stale-guard.ts';
import { WRITES_WORK, troubleMessages } from './store-trouble.ts';
import { LOCAL_GATEWAY } from './venue-gateway.ts';
import type { VenueGateway } from '../remote/venue-gateway.ts';
import type { Published } from './subscriptions.ts';
import { withVenueDrills } from './venue-drills.ts';

/** Market events applied before commands get their turn: about a millisecond's work. */
const EVENTS_PER_TURN_MAX = 500;
/**
 * The market waits while the journal's queue is this many times beyond its bound: fills of resting
 * orders cannot be refused, and after tens of thousands of orders have ended at once (a day's end,
 * cancel all) they would flood a disk that needs seconds for those. Source and expiry go on then.
 */
const MARKET_WAITS_FACTOR = 4;
/** How often forming bars go to the store; a crash loses no more of a chart than this. */
const BARS_FLUSH_MS = 5_000;
const TELEMETRY_MS = 1_000;

/** Answers requests; given to the engine after it was made, because it works on the engine. */
export type RequestHandler = (body: RequestBody, client: ClientConnection) => Answer;

export class Engine implements ConnectionHost, Published {
  readonly parts: EngineParts;
  readonly staleGuard = new StaleGuard();
  readonly gate: CommitGate;
  readonly published: Published = this;
  readonly #runId: string = randomUUID();
  readonly #connections = new Set<ClientConnection>();
  readonly totals = new ConnectionTotals(this.#connections);
  /** Least milliseconds between two frames to any client; the advisor raises it where that helps. */
  paceMsMin = 0;
  readonly #onRequest: (engine: Engine) => RequestHandler;
  #handler: RequestHandler | null = null;
  #telemetry: Telemetry | null = null;
  #checkToken: (token: string) => Refusal | null = () => null;
  /** What commands over many orders have done, should they be sent again. */
  readonly scopes: ScopeAnswers;
  readonly #turns = new MarketTurns(() => this.#turn());
  readonly #equity = new EquityCurve();
  readonly #intervals: NodeJS.Timeout[] = [];
  /** From when the newest prices came to when they were applied, in microseconds. */
  #pricesTookUs = 0;
  #isStopped = false;
  #hasFailed = false;

  constructor(parts: EngineParts, onRequest: (engine: Engine) => RequestHandler) {
    this.parts = parts;
    this.#onRequest = onRequest;
    this.scopes = new ScopeAnswers(parts.scopeAnswers);
    this.gate = new CommitGate(parts.journal);
    parts.journal.onFailed((problem) => {
      this.fail('store.write_failed', problem);
    });
    parts.journal.onWritable(() => {
      this.broadcast(WRITES_WORK);
    });
  }

  get exchange(): Exchange {
    return this.parts.core.exchange;
  }

  get gateway(): VenueGateway {
    return this.parts.gateway ?? LOCAL_GATEWAY;
  }

  /** Begins to move the market. */
  start(): void {
    this.#handler = this.#onRequest(this);
    this.#intervals.push(
      setInterval(() => {
        this.#flushBars();
      }, BARS_FLUSH_MS),
      setInterval(() => {
        this.#telemetry = this.parts.telemetry.report();
        this.parts.advisor?.observe(this.#telemetry);
      }, this.parts.sampleMs ?? TELEMETRY_MS),
    );
    this.parts.source.onEvents?.(() => {
      this.#turns.wake();
    });
    this.#turns.start();
  }

  /** Where a token is asked for, this checks it. */
  requireToken(check: (token: string) => Refusal | null): void {
    this.#checkToken = check;
  }

  /** Serves a client; the transport calls `receive` and `closed` on what is returned. */
  connect(channel: ClientChannel, host: ConnectionHost = this): ClientConnection {
    const connection = new ClientConnection(host, channel);
    this.#connections.add(connection);
    return connection;
  }

  /** The transport of a client has ended. */
  disconnect(connection: ClientConnection): void {
    if (!this.#connections.delete(connection)) return;
    this.totals.ended(connection);
    connection.closed();
    this.parts.onDisconnect(connection);
  }

  /** Stops the market, makes everything durable and ends all connections. */
  async stop(reason: string): Promise<void> {
    if (this.#isStopped) return;
    this.#halt();
    this.#flushBars();
    await this.parts.journal.flush();
    for (const connection of this.#connections) {
      connection.refuse(refusal('venue.stopping', '', reason, 'the engine is stopping'));
    }
    this.#connections.clear();
    this.parts.telemetry.close();
  }

  // --- what connections need -------------------------------------------------------------------

  nowMs(): number {
    return this.parts.clock.monotonicUs() / 1_000;
  }

  checkToken(token: string): Refusal | null {
    if (this.#isStopped) return refusal('venue.stopping', '', 'hello', 'a running engine');
    return this.#checkToken(token);
  }

  welcome(resume: ClientMessageOf<'hello'>['resume']): {
    welcome: Welcome;
    missed: readonly EngineMessage[];
  } {
    const { core, clock, eventLog, storeId, journal } = this.parts;
    const isSameStore = resume !== null && resume.storeId === storeId;
    const events = isSameStore ? eventLog.after(resume.afterSeq, core.lastSeq) : null;
    const welcome: Welcome = {
      type: 'welcome',
      contractVersion: CONTRACT_VERSION,
      productVersion: this.parts.productVersion,
      venue: this.parts.venue,
      storeId,
      engineRunId: this.#runId,
      wallUs: clock.wallUs(),
      monotonicUs: clock.monotonicUs(),
      instruments: core.exchange.instruments,
      source: this.source(),
      recovery: this.parts.recovery,
      exportDelivery: this.parts.exportDelivery,
      snapshot: events === null ? this.#snapshot() : null,
    };
    const trouble = troubleMessages(journal, clock);
    if (events === null) {
      const { startNotice } = this.parts;
      if (startNotice !== undefined) trouble.push({ type: 'notice', notice: startNotice });
      return { welcome, missed: trouble };
    }
    const missed: EngineMessage[] = [
      ...trouble,
      { type: 'limits', limits: core.limits },
      { type: 'risk', risk: core.risk.state },
    ];
    if (events.length > 0) missed.push({ type: 'events', events });
    return { welcome, missed };
  }

  handle(body: RequestBody, client: ClientConnection): Answer {
    if (this.#handler === null) {
      const why = refusal('venue.stopping', '', body.type, 'a running engine');
      return () => ({ ok: false, refusal: why });
    }
    try {
      return this.#handler(body, client);
    } catch (error) {
      const why = this.fail('venue.failed', problemOf(error));
      return () => ({ ok: false, refusal: why });
    }
  }

  afterCommit(run: () => void): void {
    this.gate.afterCommit(run);
  }

  pricesLeft(us: number): void {
    this.parts.telemetry.record('market.publish', us);
  }

  account(): AccountUpdate {
    const { accounts } = this.parts.core;
    return {
      account: accounts.state(),
      settings: accounts.settings,
      dayStarts: accounts.dayStarts,
    };
  }

  telemetry(): Telemetry | null {
    return this.#telemetry;
  }

  source(): SourceStatus {
    const { source, core, clock } = this.parts;
    return this.staleGuard.marked(withVenueDrills(source.status(clock.wallUs()), core));
  }

  venue(): VenueStatus {
    return this.gateway.status();
  }

  // --- what request handlers need --------------------------------------------------------------

  /** Brings market time up to now, so that a command is stamped with it. */
  catchUpTime(): void {
    const { core, source, clock } = this.parts;
    core.setTime(source.marketUs(clock.wallUs()));
  }

  /** Makes what own orders did durable, and tells every client once it is. */
  publishEvents(): void {
    const { core, journal, eventLog } = this.parts;
    const packed = core.takePacked();
    const risk = core.risk.takeChange();
    const scopes = this.scopes.takeChange();
    const beside = this.gateway.writesWith(core.accounts.takeWrites());
    if (packed === null && beside.length === 0 && risk === null && scopes === null) {
      this.#sendOutgoing();
      return;
    }
    // Before they are handed over to be written.
    const events = packed?.events() ?? [];
    const writes: JournalWrite[] = [];
    if (packed !== null) writes.push({ kind: 'packed_events', events: packed });
    writes.push(...beside);
    // A lock, or a command, and what it did to orders and positions are one transaction.
    if (risk !== null) {
      writes.push({ kind: 'setting', key: 'risk_state', value: JSON.stringify(risk) });
    }
    if (scopes !== null) {
      writes.push({ kind: 'setting', key: 'scope_answers', value: JSON.stringify(scopes) });
    }
    this.gate.wrote(journal.append(writes));
    const { lastSeq } = core;
    this.gate.afterCommit(() => {
      core.written(lastSeq);
      this.parts.onWritten?.(events);
    });
    this.#sendOutgoing();
    if (risk !== null) this.broadcast({ type: 'risk', risk: core.risk.state });
    if (events.length === 0) return;
    eventLog.append(events);
    for (const event of events)
      if (event.type === 'order.filled') this.parts.recentFills.push(event.fill);
    this.broadcast({ type: 'events', events });
    this.parts.watchers?.heard(events);
  }

  /** Sends a message to all clients that are there now, once all writes so far are on disk. */
  broadcast(message: EngineMessage): void {
    const receivers = [...this.#connections].filter(({ isReady }) => isReady);
    this.gate.afterCommit(() => {
      for (const connection of receivers) connection.send(message);
    });
  }

  notify(notice: Notice): void {
    this.broadcast({ type: 'notice', notice });
  }

  /** What goes to a remote venue goes when it is on disk that it will. */
  #sendOutgoing(): void {
    const outgoing = this.gateway.takeOutgoing();
    if (outgoing !== null) this.gate.afterCommit(outgoing);
  }

  // --- turns -----------------------------------------------------------------------------------

  /**
   * One look at the market; whether more is due. What it throws is a broken invariant: nothing that is in
   * memory can be trusted then, so the engine stops instead of trying the next turn with it.
   */
  #turn(): boolean {
    try {
      return this.#advance() >= EVENTS_PER_TURN_MAX;
    } catch (error) {
      this.fail('venue.failed', problemOf(error));
      return false;
    }
  }

  /** Due events, what they did to own orders, frames. Returns how many events. */
  #advance(): number {
    const { core, source, clock, telemetry } = this.parts;
    const startUs = clock.monotonicUs();
    const wallUs = clock.wallUs();
    if (this.#mustMarketWait()) {
      this.#pump(clock.monotonicUs());
      return 0;
    }
    const applied = source.advance(wallUs, EVENTS_PER_TURN_MAX, core.house, (us) => {
      core.setTime(us);
    });
    this.catchUpTime();
    this.publishEvents();
    this.parts.watchers?.turn();
    const appliedUs = clock.monotonicUs();
    if (applied > 0) {
      telemetry.countMarketEvents(applied);
      telemetry.record('market.process', appliedUs - startUs);
      this.#pricesTookUs = appliedUs - (source.receivedUs?.() ?? startUs);
    }
    this.#pump(appliedUs);
    return applied;
  }

  #pump(nowUs: number): void {
    for (const connection of this.#connections) connection.pump(nowUs, nowUs - this.#pricesTookUs);
  }

  /** Fills could not be written, or would flood a disk that is far behind. */
  #mustMarketWait(): boolean {
    const { journal } = this.parts;
    const { length, bound } = journal.queue();
    return journal.trouble() !== null || length >= MARKET_WAITS_FACTOR * bound;
  }

  /** Of this moment: it may wait for the disk while the newest fills go on changing. */
  #snapshot(): TradingSnapshot {
    return {
      ...this.parts.core.snapshot(),
      recentFills: this.parts.recentFills.newest(SNAPSHOT_FILLS_MAX),
    };
  }

  #flushBars(): void {
    const { journal, core } = this.parts;
    if (journal.trouble() !== null || journal.queue().length >= journal.queue().bound) return;
    const writes = core.exchange.markets.flatMap(({ instrument, bars }) =>
      bars
        .takeUnstored()
        .map((one) => ({ kind: 'bars' as const, symbol: instrument.symbol, ...one })),
    );
    const point = this.#equity.next(core);
    if (point !== null) journal.append([point]);
    if (writes.length > 0) journal.append(writes);
  }

  /** Nothing that waits for the disk is told any more; the process ends and recovers. */
  fail(cause: FatalCode, problem: string): Refusal {
    const { code, why } = fatalEnd(cause, problem);
    if (this.#hasFailed) return why;
    this.#hasFailed = true;
    this.#halt();
    this.gate.abandon();
    for (const connection of this.#connections) connection.refuse(why);
    this.#connections.clear();
    this.parts.telemetry.close();
    this.parts.onFatal(code, problem);
    return why;
  }

  #halt(): void {
    this.#isStopped = true;
    this.#handler = null;
    this.#turns.stop();
    for (const interval of this.#intervals) clearInterval(interval);
  }
}
