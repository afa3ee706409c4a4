import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const CHILD = fileURLToPath(new URL('./uncaught-child.ts', import.meta.url));

// Electron's processes run with the first mode, in which a rejection only warns.
test.each([
  ['rejection', 'warn'],
  ['rejection', 'throw'],
  ['error', 'throw'],
])('an uncaught %s ends the engine (%s) with one line that names it', (why, mode) => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [`--unhandled-rejections=${mode}`, CHILD, why],
    { encoding: 'utf8' },
  );
  const [line = '', ...more] = stderr.trim().split('\n');
  expect(more).toEqual([]);
  expect(JSON.parse(line)).toMatchObject({
    level: 60,
    err: { message: 'nobody expected this' },
    msg: expect.stringContaining('cannot go on') as string,
  });
  expect(status).toBe(70);
});
