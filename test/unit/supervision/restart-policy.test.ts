import { describe, expect, it } from 'vitest';
import {
  DEFAULT_RESTART_LIMITS,
  EXIT_CODE_REFUSED,
  EXIT_CODE_TRY_AGAIN,
  EXIT_CODE_RESTART,
  decideAfterExit,
  describeExit,
  isCrash,
} from '../../../engine/supervision/restart-policy.ts';
import type { CrashHistory, ExitFacts } from '../../../engine/supervision/restart-policy.ts';

const KILLED: ExitFacts = {
  code: null,
  signal: 'SIGKILL',
  uptimeMs: 12_300,
  askedToStop: false,
  refusal: null,
};

/** Ends the same way at each of the given times and returns the decisions. */
function endAt(times: readonly number[], exit: ExitFacts = KILLED) {
  let history: CrashHistory = [];
  return times.map((at) => {
    const result = decideAfterExit('The engine', exit, history, at);
    history = result.history;
    return result.decision;
  });
}

describe('telling a crash from an exit', () => {
  it.each([
    ['exit code 0', { ...KILLED, code: 0, signal: null }, false],
    ['exit code 1', { ...KILLED, code: 1, signal: null }, true],
    ['a signal', KILLED, true],
    ['a signal after it was asked to stop', { ...KILLED, askedToStop: true }, false],
    ['exit code 1 after it was asked to stop', { ...KILLED, code: 1, askedToStop: true }, false],
    ['an unknown cause', { ...KILLED, signal: null }, true],
  ])('%s', (_name, exit, crash) => {
    expect(isCrash(exit)).toBe(crash);
  });

  it('stops after a clean exit and after one that was asked for', () => {
    const clean = { ...KILLED, code: 0, signal: null };
    expect(endAt([0], clean)).toEqual([{ action: 'stop', detail: 'The engine stopped.' }]);
    expect(endAt([0], { ...KILLED, askedToStop: true })[0]?.action).toBe('stop');
  });
});

describe('an engine that wants to begin anew', () => {
  const anew = { ...KILLED, code: EXIT_CODE_RESTART, signal: null };

  it('is started at once, and its end is no crash that counts', () => {
    const decisions = endAt([0, 10, 20, 30, 40, 50], anew);
    for (const decision of decisions) {
      expect(decision).toMatchObject({ action: 'restart', afterMs: 0, attempt: 0 });
    }
    expect(isCrash(anew)).toBe(false);
    expect(decideAfterExit('The engine', anew, [1, 2], 3).history).toEqual([1, 2]);
  });

  it('stays down when it was asked to stop', () => {
    expect(endAt([0], { ...anew, askedToStop: true })[0]?.action).toBe('stop');
  });
});

describe('restarting after a crash', () => {
  it('restarts the first time almost at once and says why', () => {
    expect(endAt([5])).toEqual([
      {
        action: 'restart',
        afterMs: 100,
        attempt: 1,
        detail: 'The engine crashed (signal SIGKILL) after 12.3 s and is being restarted.',
      },
    ]);
  });

  it('doubles the pause with each crash inside the window', () => {
    const pauses = endAt([0, 1_000, 2_000, 3_000]).map((d) =>
      d.action === 'restart' ? d.afterMs : d.action,
    );
    expect(pauses).toEqual([100, 200, 400, 800]);
  });

  it('never waits longer than the longest pause', () => {
    const limits = { ...DEFAULT_RESTART_LIMITS, crashesMax: 100 };
    const history = Array.from({ length: 50 }, (_, i) => i);
    const { decision } = decideAfterExit('The engine', KILLED, history, 60, limits);
    expect(decision).toMatchObject({ action: 'restart', afterMs: 5_000, attempt: 51 });
  });

  it('gives up at the fifth crash within a minute', () => {
    const decisions = endAt([0, 10_000, 20_000, 30_000, 59_999]);
    expect(decisions.map((d) => d.action)).toEqual([
      'restart',
      'restart',
      'restart',
      'restart',
      'give_up',
    ]);
    expect(decisions[4]?.detail).toBe(
      'The engine crashed (signal SIGKILL) after 12.3 s, 5 times within 60 s, and is not started again.',
    );
  });

  it('forgets crashes that are older than the window', () => {
    const decisions = endAt([0, 10_000, 20_000, 30_000, 60_000, 120_000]);
    expect(decisions.at(-2)).toMatchObject({ action: 'restart', attempt: 4 });
    expect(decisions.at(-1)).toMatchObject({ action: 'restart', attempt: 1, afterMs: 100 });
  });

  it('keeps at most as many crash times as it needs', () => {
    let history: CrashHistory = [];
    for (let at = 0; at < 1_000_000; at += 13_000) {
      history = decideAfterExit('The engine', KILLED, history, at).history;
      expect(history.length).toBeLessThanOrEqual(DEFAULT_RESTART_LIMITS.crashesMax);
    }
  });
});

describe('an engine that waits for something outside', () => {
  const waits = {
    ...KILLED,
    signal: null,
    code: EXIT_CODE_TRY_AGAIN,
    refusal: 'The disk is full.',
  };

  it('is tried again every five seconds for as long as it takes, with its reason', () => {
    const decisions = endAt(
      Array.from({ length: 100 }, (_, i) => 5_000 * i),
      waits,
    );
    const detail = 'The engine cannot start: The disk is full. It is tried again every 5 s.';
    for (const decision of decisions) {
      expect(decision).toEqual({ action: 'restart', afterMs: 5_000, attempt: 0, detail });
    }
  });

  it('stays down when it was asked to stop', () => {
    expect(endAt([0], { ...waits, askedToStop: true })[0]?.action).toBe('stop');
  });
});

describe('an engine that refuses to run', () => {
  const refused = { ...KILLED, signal: null, code: EXIT_CODE_REFUSED };

  it('is not started again and its reason is passed on', () => {
    const exit = { ...refused, refusal: 'the data folder is used by another terminal.' };
    expect(endAt([0], exit)).toEqual([
      {
        action: 'give_up',
        detail: 'The engine could not start: the data folder is used by another terminal.',
      },
    ]);
  });

  it('is known by its exit code when its message got lost', () => {
    expect(endAt([0], refused)[0]?.action).toBe('give_up');
  });
});

describe('describing an exit', () => {
  it.each([
    [KILLED, 'crashed (signal SIGKILL) after 12.3 s'],
    [{ ...KILLED, signal: null, code: 134 }, 'crashed (exit code 134) after 12.3 s'],
    [{ ...KILLED, signal: null }, 'crashed (cause unknown) after 12.3 s'],
  ])('%o', (exit, text) => {
    expect(describeExit(exit)).toBe(text);
  });
});
