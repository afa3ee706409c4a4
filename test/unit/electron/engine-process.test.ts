import { beforeEach, describe, expect, it } from 'vitest';
import type { EngineStateReport } from '../../../electron/bridge.ts';
import { EngineProcess, STOP_TIMEOUT_MS } from '../../../electron/engine-process.ts';
import type { EngineChild } from '../../../electron/engine-process.ts';
import type { EngineStart, HostMessage } from '../../../engine/supervision/host-messages.ts';

const START: EngineStart = {
  type: 'start',
  dataFolder: '/data',
  exportFolder: '/data/exports',
  startCash: null,
  restoreBackup: false,
  keys: null,
  venue: 'local',
  source: { kind: 'simulator', seed: 1, hours: 'always' },
  productVersion: '0.1.0',
  workers: {
    storeWriter: '/w.js',
    storeReader: '/r.js',
    background: '/b.js',
    upkeep: '/u.js',
    import: '/i.js',
  },
};
const KILLED = { code: null, signal: 'SIGKILL' };

/** A process that does what the test says. */
class FakeChild implements EngineChild<string> {
  readonly sent: (readonly [HostMessage, readonly string[]])[] = [];
  isKilled = false;
  message: (value: unknown) => void = () => undefined;
  exit: (exit: { code: number | null; signal: string | null }) => void = () => undefined;
  readonly pid: number;

  constructor(pid: number) {
    this.pid = pid;
  }
  send(message: HostMessage, ports: readonly string[]): void {
    this.sent.push([message, ports]);
  }
  kill(): void {
    this.isKilled = true;
    this.exit(KILLED);
  }
  onMessage(listener: (value: unknown) => void): void {
    this.message = listener;
  }
  onExit(listener: (exit: { code: number | null; signal: string | null }) => void): void {
    this.exit = listener;
  }
}

/** Timers that run when the test says so. */
class FakeTimers {
  nowMs = 0;
  #waiting: { at: number; run: () => void }[] = [];

  schedule(afterMs: number, run: () => void): () => void {
    const timer = { at: this.nowMs + afterMs, run };
    this.#waiting.push(timer);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== timer);
    };
  }
  get waiting(): number {
    return this.#waiting.length;
  }
  advance(ms: number): void {
    this.nowMs += ms;
    const due = this.#waiting.filter((timer) => timer.at <= this.nowMs);
    this.#waiting = this.#waiting.filter((timer) => timer.at > this.nowMs);
    for (const timer of due) timer.run();
  }
}

let children: FakeChild[] = [];
let timers = new FakeTimers();
let reports: EngineStateReport[] = [];
let readies: (string | null)[] = [];
let followed: string[] = [];
let engine: EngineProcess<string>;
/** What could not be started, and what is said to be started instead. */
let problems: string[] = [];
let instead: string | null = null;

beforeEach(() => {
  children = [];
  timers = new FakeTimers();
  reports = [];
  readies = [];
  followed = [];
  problems = [];
  instead = null;
  engine = new EngineProcess<string>({
    fork: () => {
      const child = new FakeChild(100 + children.length);
      children.push(child);
      return child;
    },
    start: () => START,
    fallBack: (problem) => {
      problems.push(problem);
      return instead;
    },
    now: () => timers.nowMs,
    schedule: (afterMs, run) => timers.schedule(afterMs, run),
    log: () => undefined,
    onState: (report) => reports.push(report),
    onFollowed: (symbol) => followed.push(symbol),
    onReady: (detail) => readies.push(detail),
  });
});

/** The process that runs now. */
function child(): FakeChild {
  const last = children.at(-1);
  if (last === undefined) throw new Error('the engine was not started');
  return last;
}

function startReady(): void {
  engine.start();
  child().message({ type: 'ready' });
}

describe('starting', () => {
  it('passes on which symbols are followed while the engine runs', () => {
    startReady();
    child().message({ type: 'followed', symbol: 'NFLX' });
    child().message({ type: 'followed' });
    expect(followed).toEqual(['NFLX']);
  });

  it('sends the start message and takes connections once the engine is ready', () => {
    engine.start();
    expect(child().sent).toEqual([[START, []]]);
    expect(engine.connect(1, 'port')).toBe(false);
    child().message({ type: 'ready' });
    expect(readies).toEqual([null]);
    expect(engine.connect(1, 'port')).toBe(true);
    expect(child().sent[1]).toEqual([{ type: 'connect', windowId: 1 }, ['port']]);
    expect(engine.report).toEqual({ state: 'running', detail: '', canRestore: false });
  });

  it('tells windows what an older store waits for, until the engine is ready', () => {
    engine.start();
    child().message({ type: 'migrating', message: 'Step 1 of 2.' });
    expect(engine.report).toEqual({ state: 'stopped', detail: 'Step 1 of 2.', canRestore: false });
    expect(engine.connect(1, 'port')).toBe(false);
    child().message({ type: 'ready' });
    expect(engine.report).toEqual({ state: 'running', detail: '', canRestore: false });
  });

  it('offers a file and gives out its ticket, or none when the engine ends first', async () => {
    const file = { path: '/data/fills.csv', fileName: 'fills.csv', bytes: 8 };
    expect(await engine.offer(file)).toBeNull();
    engine.start();
    child().message({ type: 'ready' });
    const ticket = engine.offer(file);
    expect(child().sent.at(-1)).toEqual([{ type: 'offer', ...file }, []]);
    child().message({ type: 'offered', ticket: 'ticket-1' });
    expect(await ticket).toBe('ticket-1');
    const late = engine.offer(file);
    child().exit(KILLED);
    expect(await late).toBeNull();
  });

  it('ignores messages it does not know', () => {
    startReady();
    child().message({ type: 'format-disk' });
    child().message('ready');
    expect(readies).toEqual([null]);
  });

  it('gives up with the reason when the engine refuses to run', () => {
    engine.start();
    child().message({ type: 'failed', message: 'The database is of a newer version.' });
    child().exit({ code: 78, signal: null });
    expect(engine.report).toEqual({
      state: 'failed',
      detail: 'The engine could not start: The database is of a newer version.',
      canRestore: false,
    });
    expect(timers.waiting).toBe(0);
  });
});

describe('after a crash', () => {
  it('tries again while the engine waits for the disk, and says why meanwhile', () => {
    engine.start();
    for (let i = 0; i < 10; i += 1) {
      child().message({ type: 'failed', message: 'The disk is full.' });
      child().exit({ code: 75, signal: null });
      expect(reports.at(-1)).toEqual({
        state: 'failed',
        detail: 'The engine cannot start: The disk is full. It is tried again every 5 s.',
        canRestore: false,
      });
      timers.advance(5_000);
    }
    child().message({ type: 'ready' });
    expect(reports.at(-1)).toEqual({ state: 'running', detail: '', canRestore: false });
    expect(readies).toEqual([null]);
  });

  it('stays down with a damaged store until a person asks for the backup', () => {
    engine.start();
    engine.restoreBackup();
    expect(children).toHaveLength(1);
    child().message({ type: 'failed', message: 'local.db is damaged.', canRestore: true });
    child().exit({ code: 78, signal: null });
    timers.advance(60_000);
    expect(reports.at(-1)).toMatchObject({ state: 'failed', canRestore: true });
    expect(children).toHaveLength(1);

    engine.restoreBackup();
    engine.restoreBackup();
    expect(children).toHaveLength(2);
    expect(child().sent[0]?.[0]).toEqual({ ...START, restoreBackup: true });
    child().message({ type: 'ready' });
    expect(reports.at(-1)).toMatchObject({ state: 'running', canRestore: false });
    expect(readies).toEqual(['The engine was started with the newest backup.']);
    // What follows is an ordinary restart.
    child().exit(KILLED);
    timers.advance(100);
    expect(child().sent[0]?.[0]).toEqual(START);
  });

  it('tells the windows, starts the engine again and hands out ports with the cause', () => {
    startReady();
    timers.advance(2_500);
    child().exit(KILLED);
    expect(reports.at(-1)).toEqual({
      state: 'stopped',
      detail: 'The engine crashed (signal SIGKILL) after 2.5 s and is being restarted.',
      canRestore: false,
    });
    expect(engine.connect(1, 'port')).toBe(false);
    timers.advance(100);
    expect(children.length).toBe(2);
    child().message({ type: 'ready' });
    expect(readies).toEqual([
      null,
      'The engine crashed (signal SIGKILL) after 2.5 s and was restarted.',
    ]);
    expect(engine.connect(1, 'port')).toBe(true);
    expect(engine.pid).toBe(101);
  });

  it('stays down after too many crashes and says so', () => {
    startReady();
    for (let crash = 1; crash <= 5; crash += 1) {
      child().exit(KILLED);
      timers.advance(5_000);
    }
    expect(children.length).toBe(5);
    expect(reports.at(-1)?.state).toBe('failed');
    expect(reports.at(-1)?.detail).toContain('5 times within 60 s');
    expect(timers.waiting).toBe(0);
  });
});

describe('stopping', () => {
  it('asks the engine to flush and waits for its end without restarting it', async () => {
    startReady();
    const stopped = engine.stop();
    expect(engine.stop()).toBe(stopped);
    expect(child().sent.at(-1)).toEqual([{ type: 'stop' }, []]);
    expect(engine.connect(1, 'port')).toBe(false);
    child().exit({ code: 0, signal: null });
    await stopped;
    expect(children.length).toBe(1);
    expect(timers.waiting).toBe(0);
    expect(reports.at(-1)?.state).toBe('stopped');
  });

  it('kills an engine that does not end in time', async () => {
    startReady();
    const stopped = engine.stop();
    timers.advance(STOP_TIMEOUT_MS - 1);
    expect(child().isKilled).toBe(false);
    timers.advance(1);
    expect(child().isKilled).toBe(true);
    await stopped;
  });

  it('does not mind that the engine crashes meanwhile', async () => {
    startReady();
    const stopped = engine.stop();
    child().exit(KILLED);
    await stopped;
    timers.advance(60_000);
    expect(children.length).toBe(1);
  });

  it('calls off a restart that is waiting', async () => {
    startReady();
    child().exit(KILLED);
    await engine.stop();
    timers.advance(60_000);
    expect(children.length).toBe(1);
  });

  it('does not open connections to an engine that is ready too late', () => {
    engine.start();
    void engine.stop();
    child().message({ type: 'ready' });
    expect(readies).toEqual([]);
    expect(engine.report.state).toBe('stopped');
  });
});

describe('changing the market', () => {
  it('ends the engine and starts it anew, and tells why', () => {
    startReady();
    const first = child();
    engine.change('Changing to Alpaca paper.');
    expect(first.sent.at(-1)).toEqual([{ type: 'stop' }, []]);
    expect(engine.report).toMatchObject({ state: 'stopped', detail: 'Changing to Alpaca paper.' });
    engine.change('Again.');
    expect(engine.connect(1, 'port')).toBe(false);
    first.exit({ code: 0, signal: null });
    expect(children).toHaveLength(2);
    child().message({ type: 'ready' });
    expect(readies).toEqual([null, 'Changing to Alpaca paper.']);
    expect(timers.waiting).toBe(0);
  });

  it('kills an engine that does not end, and starts the next one', () => {
    startReady();
    engine.change('Changing.');
    timers.advance(STOP_TIMEOUT_MS);
    expect(children.map(({ isKilled }) => isKilled)).toEqual([true, false]);
  });

  it('starts at once when no engine runs', () => {
    startReady();
    child().exit(KILLED);
    engine.change('Changing.');
    expect(children).toHaveLength(2);
    timers.advance(10_000);
    expect(children).toHaveLength(2);
  });

  it('gives way to the end of the application', async () => {
    startReady();
    engine.change('Changing.');
    const stopped = engine.stop();
    child().exit({ code: 0, signal: null });
    await stopped;
    expect(children).toHaveLength(1);
  });

  it('goes back to the market before when the next one refuses to start', () => {
    engine.start();
    instead = 'Back on the simulator.';
    child().message({ type: 'failed', message: 'no keys', canRestore: false });
    child().exit({ code: 78, signal: null });
    expect(problems).toEqual(['The engine could not start: no keys.']);
    child().message({ type: 'ready' });
    expect(readies).toEqual(['Back on the simulator.']);
  });
});

it('is told when the computer has slept, while it runs', () => {
  engine.start();
  engine.resumed();
  child().message({ type: 'ready' });
  engine.resumed();
  expect(child().sent.map(([{ type }]) => type)).toEqual(['start', 'resumed']);
});
