/** `npm run screenshots`: builds the terminal and takes the pictures of docs/screenshots anew. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const ARGUMENTS = ['run', '--config', 'test/vitest.config.ts', '--project', 'e2e'];

const { status } = spawnSync(
  process.execPath,
  [VITEST, ...ARGUMENTS, 'test/e2e/pictures.test.ts'],
  { cwd: ROOT, stdio: 'inherit', env: { ...process.env, STP_SCREENSHOTS: '1' } },
);
process.exitCode = status ?? 1;
