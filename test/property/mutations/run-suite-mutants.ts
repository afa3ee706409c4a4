import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { breakRule } from './run-mutants.ts';
import type { MutantResult } from './run-mutants.ts';
import type { SuiteMutant, SuiteName } from './suite-mutants.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** What the suites need; everything else of the project is left out of the copies. */
const COPIED = [
  'package.json',
  'tsconfig.json',
  // All projects that the solution names must be there.
  'renderer/tsconfig.json',
  'electron/tsconfig.json',
  'engine',
  'test/tsconfig.json',
  'test/vitest.config.ts',
  'test/property/core',
  'test/property/fills',
  'test/property/seeds.json',
  'test/simulation/seeds.json',
  'test/support',
];

/** Which file and which tests of it hold the part to its naive form; regular expression of names. */
const SUITES: Readonly<Record<SuiteName, { readonly file: string; readonly tests: string }>> = {
  groups: { file: 'test/property/core/groups.test.ts', tests: 'naive group' },
  stops: { file: 'test/property/core/stops.test.ts', tests: 'by quote .* wait or rest' },
  fills: { file: 'test/property/fills/fill-models.test.ts', tests: 'reference|print|touch' },
};
/** Places where a check is told to look for the shortest sequence, which a copy can do without. */
const CHECKS = [
  ['test/support/proof/property-setup.ts', 'fc.configureGlobal({'],
  ['test/property/fills/fill-models.test.ts', 'fc.configureGlobal({'],
] as const;
/** Nothing of the run that this is a part of: what fails here must not be counted there. */
const OWN_ENVIRONMENT = {
  NODE_OPTIONS: '',
  NO_COLOR: '1',
  VITEST: '',
  STP_PROPERTY_FACTOR: '1',
  STP_PROOF_LOG: undefined,
  STP_SEED: undefined,
} as const;
/** A variant that needs longer has lost its way in a loop, which counts as caught. */
const TIME_LIMIT_MS = 300_000;

/**
 * Plays the property suite of a part on a copy of the engine with one rule broken; a name alone breaks
 * none. Throws when the edits do not fit the source any more or the suite does not run at all.
 */
export async function runSuiteMutant(mutant: SuiteMutant | SuiteName): Promise<MutantResult> {
  const folder = await mkdtemp(join(tmpdir(), 'mutant-'));
  try {
    for (const path of COPIED) await cp(join(ROOT, path), join(folder, path), { recursive: true });
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    for (const [path, from] of CHECKS) {
      const source = await readFile(join(folder, path), 'utf8');
      await writeFile(join(folder, path), source.replace(from, `${from} endOnFailure: true,`));
    }
    if (typeof mutant === 'string') {
      return { name: `${mutant} as they are`, ...(await play(folder, mutant)) };
    }
    await breakRule(join(folder, 'engine', mutant.file), mutant);
    return { name: mutant.name, ...(await play(folder, mutant.suite)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function play(
  folder: string,
  suite: SuiteName,
): Promise<{ readonly isCaught: boolean; readonly how: string }> {
  const { file, tests } = SUITES[suite];
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs');
  const config = ['--config', 'test/vitest.config.ts', '--project', 'property'];
  const args = [vitest, 'run', ...config, '--bail', '1', '-t', tests, file];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...OWN_ENVIRONMENT },
    timeout: TIME_LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  if (code === null) return { isCaught: true, how: 'does not end' };
  if (code === 0) return { isCaught: false, how: 'passes all checks' };
  const failure = /Property failed[^\n]*/.exec(output);
  if (failure === null) throw new Error(`the suite did not run:\n${output}`);
  return { isCaught: true, how: failure[0] };
}
