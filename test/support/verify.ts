/**
 * `npm run verify`: all that a change has to pass. `npm run verify -- --long` adds the proof: at
 * least 10,000 random sequences and 100 simulated days with faults, each seed printed, and a soak of
 * eight simulated hours, then the long runs of the screens (`STP_AXE`, `STP_PANEL_ROUNDS`, `STP_KEY_ORDERS`, memory).
 * `--seed N` plays them with other seeds than usual; `--proof` leaves out the usual checks, `--screens` all but the long
 * runs of the screens, whose sizes the variables set (`STP_MEMORY_HOURS` too).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readProofs, summaryOf } from './proof/proof-summary.ts';

const ROOT = join(import.meta.dirname, '../..');
const USUAL = ['format:check', 'lint', 'typecheck', 'test'] as const;

/** What the long run asks of the suites; more than what must be reached. */
const PROOF_SIZE = {
  STP_PROPERTY_FACTOR: '4',
  STP_SIM_DAYS: '100',
  STP_SIM_HOURS: '24',
  STP_KILL_ROUNDS: '500',
  STP_FEED_SCRIPTS: '1000',
  STP_VENUE_SCRIPTS: '1000',
} as const;
const SEQUENCES_WANTED = 10_000;
const DAYS_WANTED = 100;
/** What must be reached by the screens. */
const SCREENS_SIZE = { STP_AXE: 'all', STP_PANEL_ROUNDS: '200', STP_KEY_ORDERS: '10000' } as const;
/** A trading day; `STP_SOAK_HOURS` asks for another. */
const SOAK_HOURS = '8';

function run(script: string, args: readonly string[], env: NodeJS.ProcessEnv): boolean {
  process.stdout.write(`\n== npm run ${[script, ...args].join(' ')}\n`);
  const rest = args.length === 0 ? [] : ['--', ...args];
  const { status } = spawnSync('npm', ['run', '--silent', script, ...rest], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: 'inherit',
    // npm is a script of the shell there.
    shell: process.platform === 'win32',
  });
  return status === 0;
}

/** Plays the proof and says what it has tried; false when anything failed or too little was tried. */
function prove(seed: string | undefined): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'stp-proof-'));
  const log = join(folder, 'log.jsonl');
  const env = {
    ...PROOF_SIZE,
    STP_PROOF_LOG: log,
    ...(seed === undefined ? {} : { STP_SEED: seed }),
  };
  try {
    const passed = run('test', ['--project', 'property', '--project', 'simulation'], env);
    const summary = summaryOf(readProofs(log));
    const enough = summary.sequences >= SEQUENCES_WANTED && summary.days >= DAYS_WANTED;
    process.stdout.write(`\n${summary.text}\n`);
    if (!enough) {
      process.stdout.write(
        `wanted: ${String(SEQUENCES_WANTED)} sequences and ${String(DAYS_WANTED)} days\n`,
      );
    }
    return passed && enough && summary.failures === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every place in every theme, each panel 200 times, ten thousand key orders, a day of the window. */
function proveScreens(): boolean {
  const env = { ...SCREENS_SIZE, ...process.env };
  const suites = ['accessibility', 'panel-leaks', 'chromium'];
  const names = 'accessibility|the memory of the page|keys under way';
  const passed = run('test', ['--project', 'e2e', ...suites, '-t', names], env);
  const script = join(ROOT, 'test/bench/screen/memory-bench.ts');
  const hours = process.env['STP_MEMORY_HOURS'] ?? SOAK_HOURS;
  const { status } = spawnSync(process.execPath, [script, '--hours', hours], { stdio: 'inherit' });
  return passed && status === 0;
}

/** Trades for hours of the engine's own clock; false when memory, log or a queue has grown. */
function soak(): boolean {
  const hours = process.env['STP_SOAK_HOURS'] ?? SOAK_HOURS;
  process.stdout.write(`\n== soak of ${hours} simulated hours\n`);
  const script = join(ROOT, 'test/bench/soak/soak-bench.ts');
  const { status } = spawnSync(process.execPath, [script, '--hours', hours], { stdio: 'inherit' });
  return status === 0;
}

function main(): boolean {
  const { values } = parseArgs({
    options: {
      long: { type: 'boolean', default: false },
      proof: { type: 'boolean', default: false },
      screens: { type: 'boolean', default: false },
      seed: { type: 'string' },
    },
  });
  const { long, proof, screens, seed } = values;
  if (screens) return proveScreens();
  if (seed !== undefined && !/^\d{1,9}$/.test(seed)) {
    process.stderr.write(`--seed is ${seed}; a whole number of up to 9 digits is wanted\n`);
    return false;
  }
  if (!proof && !USUAL.every((script) => run(script, [], {}))) return false;
  return long || proof ? prove(seed) && soak() && proveScreens() : true;
}

process.exitCode = main() ? 0 : 1;
