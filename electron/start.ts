/**
 * `npm start`: opens the terminal in a window of its own, or, where Electron or a display is missing,
 * says so in one line and serves it to the browser. Whatever goes wrong is one line, never a stack.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './build-state.ts';
import { canSandbox, findElectron, installedElectron } from './find-electron.ts';
import { OPTIONS_HELP, parseTerminalOptions, wordsOf } from './options.ts';
import type { TerminalOptions } from './options.ts';
import { EARLY_EXIT_MS, earlyFailure, planStart } from './start-plan.ts';
import type { StartFacts } from './start-plan.ts';

const ROOT = join(import.meta.dirname, '..');
const ELECTRON_PACKAGE = join(ROOT, 'node_modules', 'electron');
/** Lines of Electron's that are kept to say why it did not start. */
const OUTPUT_LINES_MAX = 50;

await start(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);

async function start(words: readonly string[]): Promise<number> {
  if (words.includes('--help')) {
    say(OPTIONS_HELP);
    return 0;
  }
  const options = parseTerminalOptions(words, process.cwd());
  if ('problem' in options) {
    say(options.problem);
    return 2;
  }
  if (options.unknown.length > 0) {
    say(`Unknown: ${options.unknown.join(' ')}\n${OPTIONS_HELP}`);
    return 2;
  }
  await ensureBuilt(ROOT, say);
  let plan = planStart(machineFacts(null));
  if (plan.run === 'look-for-electron') {
    plan = planStart(machineFacts(await findElectron(ELECTRON_PACKAGE, say)));
  }
  if (plan.run === 'electron') {
    const ended = await runElectron(plan.executable, options);
    if (ended.problem === null) return ended.code;
    plan = { run: 'served', because: ended.problem };
  }
  const because = plan.run === 'served' ? plan.because : 'Electron is not there';
  say(`No window, because ${because}: serving the terminal to your browser instead.`);
  return runServed(options);
}

function machineFacts(electron: StartFacts['electron']): StartFacts {
  const { env, platform } = process;
  return {
    platform,
    hasDisplay: (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== '',
    isRoot: process.getuid?.() === 0,
    canSandbox: platform !== 'linux' || canSandbox(installedElectron(ELECTRON_PACKAGE)),
    electron,
  };
}

/** Runs until the window is closed; `problem` says why it never opened. */
function runElectron(
  executable: string,
  options: TerminalOptions,
): Promise<{ readonly code: number; readonly problem: string | null }> {
  const startedAt = performance.now();
  // Set by some editors' terminals; with it Electron would be plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const child = spawn(executable, [ROOT, ...wordsOf(options)], {
    env,
    stdio: ['inherit', 'inherit', 'pipe'],
    // A group of its own: Ctrl+C would end engine and window at once, before anything is flushed.
    detached: process.platform !== 'win32',
  });
  const output: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => {
    // Chromium's remarks while it starts matter only if it does not.
    if (performance.now() - startedAt >= EARLY_EXIT_MS) process.stderr.write(chunk);
    else if (output.length < OUTPUT_LINES_MAX) output.push(...chunk.toString().trim().split('\n'));
  });
  let isEnding = false;
  const release = forwardSignals((signal) => {
    // Chromium ends at once at the second one.
    if (!isEnding) child.kill(signal);
    isEnding = true;
  });
  return new Promise((resolve) => {
    child.once('error', (error) => {
      release();
      resolve({ code: 1, problem: `Electron did not start (${error.message})` });
    });
    child.once('close', (code, signal) => {
      release();
      const uptimeMs = performance.now() - startedAt;
      resolve({ code: code ?? 1, problem: earlyFailure({ code, signal }, uptimeMs, output) });
    });
  });
}

/** Runs until the served terminal ends; it prints its address itself. */
function runServed(options: TerminalOptions): Promise<number> {
  const port = options.port === null ? [] : ['--port', String(options.port)];
  // Without a display there is no browser to open either.
  const { platform, hasDisplay } = machineFacts(null);
  const open = platform !== 'linux' || hasDisplay ? ['--open'] : [];
  const words = [join(ROOT, 'engine/host/serve.ts'), ...wordsOf(options), ...port, ...open];
  const child = spawn(process.execPath, words, { stdio: 'inherit' });
  const release = forwardSignals((signal) => {
    // Ctrl+C in a terminal reaches the child by itself; twice would read as impatience.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      release();
      resolve(code ?? 1);
    });
  });
}

/** Takes signals that would end us before the child has ended. Returns how to stop that. */
function forwardSignals(send: (signal: NodeJS.Signals) => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, send);
  return () => {
    for (const signal of signals) process.off(signal, send);
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
