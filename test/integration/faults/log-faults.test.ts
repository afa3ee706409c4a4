/** A disk without room for what the log holds: nothing is lost, and the log is moved when there is room. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { describeWith } from '../../support/requirements.ts';
import { openSmallDisk } from '../../support/small-disk.ts';

vi.setConfig({ testTimeout: 180_000 });

const DISK_BYTES = 24 * 1_024 * 1_024;
const PROGRAM = fileURLToPath(new URL('moving-log.ts', import.meta.url));

describeWith(['small-disk'], 'a log that cannot be moved into the file', () => {
  test('is tried again until it can, by the same thread', async () => {
    const disk = await openSmallDisk(DISK_BYTES);
    const [program, ...args] = [...disk.launcher, process.execPath, PROGRAM, disk.folder];
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async (): Promise<string> => String((await lines.next()).value);
    try {
      expect(await next()).toBe('written');
      disk.fill();
      child.stdin.write('go\n');
      expect(await next()).toMatch(/^failed: .*full/);
      disk.free();
      let line = await next();
      while (line.startsWith('failed')) line = await next();
      expect(line).toBe('moved');
    } finally {
      child.kill('SIGKILL');
      await exited;
      await disk.close();
    }
  });
});
