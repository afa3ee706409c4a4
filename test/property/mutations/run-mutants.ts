import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutant } from './mutants.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** What the checks need; everything else of the project is left out of the copies. */
const COPIED = [
  'package.json',
  'engine/domain',
  'engine/book',
  'engine/matching',
  'test/property/matching',
  'test/support/reference-auction.ts',
  'test/support/reference-book.ts',
  'test/support/reference-stop-book.ts',
];

/** Exit code of test/property/matching/run-checks.ts when a check fails. */
const CAUGHT = 3;

/** A variant that needs longer has lost its way in a loop, which counts as caught. */
const TIME_LIMIT_MS = 30_000;

export interface MutantResult {
  readonly name: string;
  readonly isCaught: boolean;
  /** The check that failed, or how it ended. */
  readonly how: string;
}

/** A copy of the engine and its checks, in which one rule after another can be broken. The caller removes it. */
export async function engineCopy(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mutant-'));
  for (const path of COPIED) await cp(join(ROOT, path), join(folder, path), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

/**
 * Plays the checks on a copy of the engine with one rule broken, and mends it; null breaks none. Throws when the
 * edits do not fit the source any more or the checks do not run at all.
 */
export async function runMutant(
  folder: string,
  mutant: Mutant | null,
  share: number,
  seed: number,
): Promise<MutantResult> {
  const name = mutant?.name ?? 'the engine as it is';
  if (mutant === null) return { name, ...(await check(folder, share, seed)) };
  const path = join('engine', mutant.file);
  try {
    await breakRule(join(folder, path), mutant);
    return { name, ...(await check(folder, share, seed)) };
  } finally {
    await cp(join(ROOT, path), join(folder, path));
  }
}

/** Makes a mutant's edits in a copy of its file; throws when one does not fit exactly once. */
export async function breakRule(path: string, mutant: Mutant): Promise<void> {
  let source = await readFile(path, 'utf8');
  for (const [from, to] of mutant.edits) {
    const parts = source.split(from);
    if (parts.length !== 2) {
      throw new Error(`"${mutant.name}": ${String(parts.length - 1)} places in ${mutant.file}`);
    }
    source = parts.join(to);
  }
  await writeFile(path, source);
}

async function check(
  folder: string,
  share: number,
  seed: number,
): Promise<{ isCaught: boolean; how: string }> {
  const program = join(folder, 'test/property/matching/run-checks.ts');
  const child = spawn(process.execPath, [program, String(share), String(seed)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Most of a run is loading what the run before has loaded from the same place.
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: join(folder, 'compiled') },
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
  if (code === CAUGHT) return { isCaught: true, how: output.split('\n')[0] ?? '' };
  throw new Error(`the checks did not run:\n${output}`);
}
