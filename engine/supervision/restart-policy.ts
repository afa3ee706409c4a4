/**
 * What to do when a supervised process has ended: nothing, start it again after a pause, or give up.
 *
 * Both hosts use it: the desktop for the engine's utility process and the windows' renderers, the
 * served terminal for its engine process. It has no clock; the host passes times of a monotonic one.
 * The first restart follows almost at once, because most crashes do not repeat and a trader waits;
 * each further crash inside the window doubles the pause, and too many of them end the attempts,
 * because a process that can't stay up would otherwise keep disk and screen busy for ever.
 */

/** Exit code of an engine that refuses to run and would refuse again: see `EngineFailed`. */
export const EXIT_CODE_REFUSED = 78;
/** Exit code of an engine that has ended well and wants to be started again at once: after a restore. */
export const EXIT_CODE_RESTART = 79;

/**
 * Exit code of an engine that could not start for a reason which may pass without the store being
 * touched: a full disk, another program's lock. Source of the number: sysexits.h (temporary failure).
 */
export const EXIT_CODE_TRY_AGAIN = 75;

/**
 * Pause between attempts to start an engine that waits for something outside: soon enough for a person who
 * has just made room, seldom enough for a machine that is left alone with a full disk.
 */
const TRY_AGAIN_MS = 5_000;

/** How a supervised process ended. */
export interface ExitFacts {
  /** Exit code; null when a signal ended it and the host can't tell a code. */
  readonly code: number | null;
  /** `SIGKILL`, `SIGSEGV`, ... or the host's own word for the cause (`oom`); null when none. */
  readonly signal: string | null;
  /** How long it ran, in milliseconds. */
  readonly uptimeMs: number;
  /** True when we had asked it to stop. */
  readonly askedToStop: boolean;
  /** What it said was the reason that it can't run, in plain words; null when it said nothing. */
  readonly refusal: string | null;
}

/** Bounds of the policy, in milliseconds. */
export interface RestartLimits {
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** Crashes inside `windowMs` at which no further attempt is made. */
  readonly crashesMax: number;
  readonly windowMs: number;
}

/** Five crashes a minute: enough for four attempts with pauses of 0.1 to 0.8 s. */
export const DEFAULT_RESTART_LIMITS: RestartLimits = {
  firstPauseMs: 100,
  longestPauseMs: 5_000,
  crashesMax: 5,
  windowMs: 60_000,
};

/** Times of the crashes that still count, oldest first, at most `crashesMax`. Start with []. */
export type CrashHistory = readonly number[];

/** What the host does now; `detail` is one sentence for a person. */
export type RestartDecision =
  /** It ended as it should. */
  | { readonly action: 'stop'; readonly detail: string }
  /** It crashed for the `attempt`-th time inside the window (0: as it wanted, or it waits): start it after `afterMs`. */
  | {
      readonly action: 'restart';
      readonly afterMs: number;
      readonly attempt: number;
      readonly detail: string;
    }
  /** It stays down until a person acts. */
  | { readonly action: 'give_up'; readonly detail: string };

/**
 * A crash is any end that nobody asked for, except a clean one (code 0). After a request to stop
 * every end counts as stopped: whatever is on disk is recovered at the next start.
 */
export function isCrash(exit: ExitFacts): boolean {
  return !exit.askedToStop && exit.code !== 0 && !wantsRestart(exit);
}

/** Whether it has ended on purpose, to begin anew. */
export function wantsRestart(exit: ExitFacts): boolean {
  return !exit.askedToStop && exit.code === EXIT_CODE_RESTART;
}

/**
 * Decides what follows after an exit at `nowMs` of a monotonic clock, and which crashes to remember.
 * `name` begins the sentences: `The engine`.
 */
export function decideAfterExit(
  name: string,
  exit: ExitFacts,
  history: CrashHistory,
  nowMs: number,
  limits: RestartLimits = DEFAULT_RESTART_LIMITS,
): { readonly decision: RestartDecision; readonly history: CrashHistory } {
  if (wantsRestart(exit)) {
    const detail = `${name} starts again.`;
    return { decision: { action: 'restart', afterMs: 0, attempt: 0, detail }, history };
  }
  if (!isCrash(exit)) {
    return { decision: { action: 'stop', detail: `${name} stopped.` }, history };
  }
  if (exit.code === EXIT_CODE_TRY_AGAIN) {
    const reason = withoutFullStop(exit.refusal ?? 'it gave no reason');
    const detail = `${name} cannot start: ${reason}. It is tried again every ${TRY_AGAIN_MS / 1_000} s.`;
    return { decision: { action: 'restart', afterMs: TRY_AGAIN_MS, attempt: 0, detail }, history };
  }
  if (exit.refusal !== null || exit.code === EXIT_CODE_REFUSED) {
    const reason = exit.refusal ?? 'it gave no reason';
    const detail = `${name} could not start: ${withoutFullStop(reason)}.`;
    return { decision: { action: 'give_up', detail }, history };
  }
  const crashes = [...history.filter((at) => nowMs - at < limits.windowMs), nowMs];
  const cause = `${name} ${describeExit(exit)}`;
  if (crashes.length >= limits.crashesMax) {
    const times = `${crashes.length} times within ${Math.round(limits.windowMs / 1000)} s`;
    const detail = `${cause}, ${times}, and is not started again.`;
    return { decision: { action: 'give_up', detail }, history: crashes };
  }
  const afterMs = Math.min(limits.firstPauseMs * 2 ** (crashes.length - 1), limits.longestPauseMs);
  const detail = `${cause} and is being restarted.`;
  return {
    decision: { action: 'restart', afterMs, attempt: crashes.length, detail },
    history: crashes,
  };
}

/** `crashed (signal SIGKILL) after 12.3 s`. */
export function describeExit(exit: ExitFacts): string {
  const cause =
    exit.signal !== null
      ? `signal ${exit.signal}`
      : exit.code !== null
        ? `exit code ${exit.code}`
        : 'cause unknown';
  return `crashed (${cause}) after ${(exit.uptimeMs / 1000).toFixed(1)} s`;
}

function withoutFullStop(text: string): string {
  return text.trim().replace(/\.$/, '');
}
