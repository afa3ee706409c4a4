/** Decides what `npm start` opens: the desktop window where it can run, else the served terminal. */

/** What is known about the machine. */
export interface StartFacts {
  /** `process.platform`. */
  readonly platform: string;
  /** A screen to draw on; only asked on Linux. */
  readonly hasDisplay: boolean;
  readonly isRoot: boolean;
  /** Whether Chromium's sandbox can be made; only asked on Linux. */
  readonly canSandbox: boolean;
  /** Electron's binary, why it can't be had, or null before anyone has looked. */
  readonly electron: { readonly executable: string } | { readonly problem: string } | null;
}

export type StartPlan =
  | { readonly run: 'electron'; readonly executable: string }
  /** Nothing speaks against the window: look for the binary and ask again. */
  | { readonly run: 'look-for-electron' }
  /** `because` is one sentence without full stop. */
  | { readonly run: 'served'; readonly because: string };

/** The binary is looked for last, because looking may mean fetching it. */
export function planStart(facts: StartFacts): StartPlan {
  const obstacle = facts.platform === 'linux' ? linuxObstacle(facts) : null;
  if (obstacle !== null) return { run: 'served', because: obstacle };
  if (facts.electron === null) return { run: 'look-for-electron' };
  if ('problem' in facts.electron) return { run: 'served', because: facts.electron.problem };
  return { run: 'electron', executable: facts.electron.executable };
}

function linuxObstacle(facts: StartFacts): string | null {
  if (!facts.hasDisplay) return 'there is no display (DISPLAY and WAYLAND_DISPLAY are not set)';
  if (facts.isRoot) return "Electron's sandbox does not run as root";
  if (!facts.canSandbox)
    return "this system's settings forbid Electron's sandbox (user namespaces)";
  return null;
}

/** Ends in this time count as a window that never opened. */
export const EARLY_EXIT_MS = 10_000;

/**
 * Why the window did not open, from how Electron ended; null when it ran. `output` are its last
 * lines, which name a missing system library or the like.
 */
export function earlyFailure(
  exit: { readonly code: number | null; readonly signal: string | null },
  uptimeMs: number,
  output: readonly string[],
): string | null {
  if (exit.code === 0 || uptimeMs >= EARLY_EXIT_MS) return null;
  const cause = causeIn(output);
  const how =
    exit.signal === null ? `exit code ${exit.code ?? 'unknown'}` : `signal ${exit.signal}`;
  return `Electron did not start (${cause ?? how})`;
}

/** The line that names the cause, without Chromium's place and time before it. */
function causeIn(output: readonly string[]): string | undefined {
  const lines = output
    // Complaints about the message bus come with every start in a container and stop nothing.
    .filter((line) => !line.includes('bus.cc'))
    .map((line) => line.replace(/^\[[\d:/.]+:[A-Z]+:[^\]]*\]\s*/, '').trim())
    .filter((line) => line !== '');
  const cause = lines.find((line) => /fatal|error|missing|cannot|not supported|failed/i.test(line));
  return cause?.slice(0, 160);
}
