/**
 * Seeds that have found something, kept in the project so that every run repeats them. A run that
 * fails adds its own; whoever mends the fault commits the list with it.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const FILES = {
  property: join(ROOT, 'test/property/seeds.json'),
  simulation: join(ROOT, 'test/simulation/seeds.json'),
  feed: join(ROOT, 'test/simulation/feed/seeds.json'),
} as const;

/** A failing run and what repeats it. */
export interface KeptSeed {
  /** Test file from the project's root. */
  readonly file: string;
  /** Full name of the test. */
  readonly test: string;
  readonly seed: number;
  /** `STP_PROPERTY_FACTOR` of a property's run, hours of a simulated day. */
  readonly size: number;
  /** Commit at which it failed. */
  readonly commit: string;
}

export function keptSeeds(list: keyof typeof FILES): readonly KeptSeed[] {
  // The file is this module's own, and a broken one fails the test that reads it.
  return JSON.parse(readFileSync(FILES[list], 'utf8')) as KeptSeed[];
}

/** Adds a failing seed unless it is there, and says so. Returns what to tell about it. */
export function keepSeed(list: keyof typeof FILES, found: Omit<KeptSeed, 'commit'>): string {
  const commit = commitNow();
  const kept = keptSeeds(list);
  const file = relative(ROOT, found.file);
  const isKnown = kept.some(
    (one) =>
      one.test === found.test &&
      one.file === file &&
      one.seed === found.seed &&
      one.size === found.size,
  );
  if (!isKnown) {
    const all = [...kept, { ...found, file, commit }];
    writeFileSync(FILES[list], `${JSON.stringify(all, null, 2)}\n`);
  }
  return `seed ${String(found.seed)} at commit ${commit}, kept in ${relative(ROOT, FILES[list])}`;
}

function commitNow(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch (error) {
    // A copy without its history, or a machine without git, has no commit to name.
    return error instanceof Error ? 'unknown' : String(error);
  }
}
