/**
 * A disk of a few MB that really is full when it is full: a tmpfs in a mount namespace of its own, which
 * needs no rights and is gone with the process that holds it. Linux only.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const UNSHARE = ['--user', '--map-root-user', '--mount'];
/** Mounts at $0 with $1 bytes, says so, and holds it until the input ends: with the test, however it ends. */
const HOLD = 'mount -t tmpfs -o size=$1 tmpfs "$0" && echo mounted && exec cat';

export interface SmallDisk {
  /** Where it is, for programs that run in it. */
  readonly folder: string;
  /** What to put before a command so that it runs where the disk is. */
  readonly launcher: readonly string[];
  /** Leaves no byte free. */
  fill(): void;
  /** Gives back what `fill` took. */
  free(): void;
  /**
   * Makes it read-only, or writable again; only while nobody has a file open for writing. With a name
   * it is about that file alone.
   */
  setReadOnly(isReadOnly: boolean, file?: string): void;
  close(): Promise<void>;
}

/** Why there can be no small disk here, in one sentence; undefined where there can. */
export function missingSmallDisk(): string | undefined {
  const args = [...UNSHARE, 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()];
  const { status } = spawnSync('unshare', args, { stdio: 'ignore' });
  return status === 0 ? undefined : 'no file systems in user namespaces (Linux: unshare, mount)';
}

/** A disk with so many bytes, empty. */
export async function openSmallDisk(bytes: number): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'stp-disk-'));
  const keeper = spawn('unshare', [...UNSHARE, 'sh', '-c', HOLD, folder, String(bytes)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(keeper.stdout, 'data');
  const where = ['--target', String(keeper.pid), '--user', '--mount', '--preserve-credentials'];
  const launcher = ['nsenter', ...where, '--'];
  const run = (...command: string[]): void => {
    const [program = '', ...args] = [...launcher, ...command];
    const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
  };
  const filler = join(folder, 'filler');
  return {
    folder,
    launcher,
    fill() {
      // Ends with an error, as it should: the disk is full.
      run('sh', '-c', 'cat /dev/zero > "$0" 2>/dev/null || true', filler);
    },
    free() {
      run('rm', filler);
    },
    setReadOnly(isReadOnly, file) {
      if (file === undefined) {
        run('mount', '-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, folder);
        return;
      }
      const path = join(folder, file);
      if (isReadOnly) {
        run('mount', '--bind', path, path);
        run('mount', '-o', 'remount,bind,ro', path);
      } else {
        run('umount', path);
      }
    },
    async close() {
      const gone = once(keeper, 'exit');
      keeper.stdin.end();
      await gone;
      await rm(folder, { recursive: true });
    },
  };
}
