/**
 * Runs the engine process: starts it, tells windows how it is, restarts it after a crash, and stops
 * it without loss when the application quits.
 *
 * It knows neither Electron nor a clock: the parts it needs are passed in, so that its behaviour is
 * tested without processes. `Port` is a window's connection, MessagePortMain in the application.
 */
import type { ProcessFigures } from '../engine/domain/process-figures.ts';
import { readEngineHostMessage } from '../engine/supervision/host-messages.ts';
import type { EngineOffer, EngineStart, HostMessage } from '../engine/supervision/host-messages.ts';
import {
  EXIT_CODE_TRY_AGAIN,
  decideAfterExit,
  describeExit,
  wantsRestart,
} from '../engine/supervision/restart-policy.ts';
import type { CrashHistory, ExitFacts } from '../engine/supervision/restart-policy.ts';
import type { EngineStateReport } from './bridge.ts';

/** A process that runs. Its owner calls the listeners; `onExit` is called once. */
export interface EngineChild<Port> {
  readonly pid: number | undefined;
  send(message: HostMessage, ports: readonly Port[]): void;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
  onMessage(listener: (value: unknown) => void): void;
  onExit(listener: (exit: { code: number | null; signal: string | null }) => void): void;
}

export interface EngineProcessParts<Port> {
  fork(): EngineChild<Port>;
  /** What to start the engine with; asked at each start. */
  start(): EngineStart;
  /**
   * The engine does not come up: why, and what `start` gives instead from now on; null when there is nothing
   * else to start.
   */
  fallBack(problem: string): string | null;
  /** Milliseconds of a monotonic clock. */
  now(): number;
  /** Runs something later; returns how to call it off. */
  schedule(afterMs: number, run: () => void): () => void;
  /** Takes one sentence for the log. */
  log(text: string): void;
  onState(report: EngineStateReport): void;
  /** Somebody has asked the engine to follow one more symbol. */
  onFollowed(symbol: string): void;
  /** The engine takes connections; `restartDetail` says why it was restarted, null the first time. */
  onReady(restartDetail: string | null): void;
}

/** How long the engine may take to flush before it is killed; what is not on disk is not acknowledged. */
export const STOP_TIMEOUT_MS = 10_000;

export class EngineProcess<Port> {
  readonly #parts: EngineProcessParts<Port>;
  #child: EngineChild<Port> | null = null;
  #startedAt = 0;
  #refusal: string | null = null;
  #canRestore = false;
  #history: CrashHistory = [];
  #restartDetail: string | null = null;
  #cancelRestart: (() => void) | null = null;
  #stopping: Promise<void> | null = null;
  /** Calls off the kill of an engine that ends to be started anew; null: it is not asked to. */
  #cancelChange: (() => void) | null = null;
  #stopped: (() => void) | null = null;
  #report: EngineStateReport = {
    state: 'stopped',
    detail: 'The engine is starting.',
    canRestore: false,
  };
  /** Who waits for the ticket of an offered file; null: nobody, or the engine has ended. */
  #offered: ((ticket: string | null) => void) | null = null;

  constructor(parts: EngineProcessParts<Port>) {
    this.#parts = parts;
  }

  /** What a window that asks now is told. */
  get report(): EngineStateReport {
    return this.#report;
  }

  /** Process id while it runs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts the engine; to be called once. */
  start(): void {
    this.#start(this.#parts.start());
  }

  /**
   * Starts an engine that stays down because its store is damaged, with the newest good backup in the
   * store's place. Nothing when it is not so.
   */
  restoreBackup(): void {
    if (!this.#report.canRestore || this.#child !== null) return;
    this.#restartDetail = 'The engine was started with the newest backup.';
    this.#tell('stopped', 'The newest backup is put in the place of the damaged database.');
    this.#start({ ...this.#parts.start(), restoreBackup: true });
  }

  /** Ends the engine and starts it as `start` says by now; `reason` is told to its windows. */
  change(reason: string): void {
    if (this.#stopping !== null || this.#cancelChange !== null) return;
    this.#cancelRestart?.();
    this.#cancelRestart = null;
    this.#parts.log(reason);
    this.#tell('stopped', reason);
    const child = this.#child;
    if (child === null) {
      this.#startAnew(reason);
      return;
    }
    child.send({ type: 'stop' }, []);
    const cancelKill = this.#killLater(child);
    this.#cancelChange = () => {
      cancelKill();
      this.#startAnew(reason);
    };
  }

  #startAnew(reason: string): void {
    this.#cancelChange = null;
    this.#history = [];
    this.#restartDetail = reason;
    this.start();
  }

  #killLater(child: EngineChild<Port>): () => void {
    return this.#parts.schedule(STOP_TIMEOUT_MS, () => {
      this.#parts.log('The engine did not stop in time and is killed.');
      child.kill();
    });
  }

  #start(start: EngineStart): void {
    const child = this.#parts.fork();
    this.#child = child;
    this.#startedAt = this.#parts.now();
    this.#refusal = null;
    this.#canRestore = false;
    child.onMessage((value) => {
      this.#take(value);
    });
    child.onExit((exit) => {
      this.#ended(exit);
    });
    child.send(start, []);
  }

  /** Gives a window's port to the engine; false while the engine takes no connections. */
  connect(windowId: number, port: Port): boolean {
    if (this.#child === null || this.#report.state !== 'running') return false;
    this.#child.send({ type: 'connect', windowId }, [port]);
    return true;
  }

  /** Tells the engine what the application's other processes use; nothing while it is not running. */
  tellProcesses(processes: readonly ProcessFigures[]): void {
    if (this.#report.state === 'running') this.#child?.send({ type: 'processes', processes }, []);
  }

  /** Tells the engine that the computer has slept; one that is not running connects when it starts. */
  resumed(): void {
    if (this.#report.state === 'running') this.#child?.send({ type: 'resumed' }, []);
  }

  /**
   * Offers a file for import and resolves with its ticket; null when the engine is not running, ends
   * before it answers, or is offered another file meanwhile.
   */
  offer(file: Omit<EngineOffer, 'type'>): Promise<string | null> {
    this.#offered?.(null);
    if (this.#child === null || this.#report.state !== 'running') return Promise.resolve(null);
    this.#child.send({ type: 'offer', ...file }, []);
    return new Promise((resolve) => {
      this.#offered = resolve;
    });
  }

  /**
   * Asks the engine to flush and to end; resolves when it has ended, at the latest shortly after
   * `STOP_TIMEOUT_MS`. It is not restarted any more. Calling it again gives the same promise.
   */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  #stop(): Promise<void> {
    this.#cancelRestart?.();
    const child = this.#child;
    if (child === null) return Promise.resolve();
    this.#tell('stopped', 'The terminal is closing.');
    child.send({ type: 'stop' }, []);
    return new Promise((resolve) => {
      const cancelKill = this.#killLater(child);
      this.#stopped = () => {
        cancelKill();
        resolve();
      };
    });
  }

  #take(value: unknown): void {
    const message = readEngineHostMessage(value);
    if (message === null) {
      this.#parts.log('The engine sent a message that is not understood.');
      return;
    }
    if (message.type === 'failed') {
      this.#refusal = message.message;
      this.#canRestore = message.canRestore;
      this.#parts.log(`The engine refuses to run: ${message.message}`);
      return;
    }
    if (message.type === 'followed') {
      this.#parts.onFollowed(message.symbol);
      return;
    }
    if (message.type === 'offered') {
      this.#offered?.(message.ticket);
      this.#offered = null;
      return;
    }
    if (this.#stopping !== null || this.#cancelChange !== null) return;
    if (message.type === 'migrating') {
      this.#parts.log(message.message);
      this.#tell('stopped', message.message);
      return;
    }
    const restartDetail = this.#restartDetail;
    const took = Math.round(this.#parts.now() - this.#startedAt);
    this.#parts.log(`The engine is ready after ${took} ms, process ${this.pid ?? 0}.`);
    this.#tell('running', restartDetail ?? '');
    this.#parts.onReady(restartDetail);
  }

  #ended(exit: { code: number | null; signal: string | null }): void {
    this.#child = null;
    this.#offered?.(null);
    this.#offered = null;
    if (this.#cancelChange !== null && this.#stopping === null) {
      this.#cancelChange();
      return;
    }
    const nowMs = this.#parts.now();
    const facts = {
      ...exit,
      uptimeMs: nowMs - this.#startedAt,
      askedToStop: this.#stopping !== null,
      refusal: this.#refusal,
    };
    const { decision, history } = decideAfterExit('The engine', facts, this.#history, nowMs);
    this.#history = history;
    this.#parts.log(decision.detail);
    switch (decision.action) {
      case 'stop':
        this.#tell('stopped', decision.detail);
        this.#stopped?.();
        break;
      case 'restart':
        this.#willRestart(facts, decision.detail);
        this.#cancelRestart = this.#parts.schedule(decision.afterMs, () => {
          this.#cancelRestart = null;
          this.start();
        });
        break;
      case 'give_up':
        this.#giveUp(decision.detail);
        break;
    }
  }

  #giveUp(detail: string): void {
    const instead = this.#parts.fallBack(detail);
    if (instead === null) {
      this.#tell('failed', detail);
      return;
    }
    this.#tell('stopped', instead);
    this.#startAnew(instead);
  }

  #willRestart(facts: ExitFacts, detail: string): void {
    if (facts.code === EXIT_CODE_TRY_AGAIN) {
      // Down until something outside has changed; windows keep the reason for which it went down.
      this.#tell('failed', detail);
      return;
    }
    this.#restartDetail = wantsRestart(facts)
      ? 'The engine was restarted on request.'
      : `The engine ${describeExit(facts)} and was restarted.`;
    this.#tell('stopped', detail);
  }

  #tell(state: EngineStateReport['state'], detail: string): void {
    const canRestore = state === 'failed' && this.#canRestore;
    this.#report = { state, detail, canRestore };
    this.#parts.onState(this.#report);
  }
}
