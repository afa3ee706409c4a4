/** Set-up of the e2e suites and of benches in a browser: builds `out/` where a source file is newer. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT_ROOT = join(import.meta.dirname, '..', '..');
const SOURCES = ['electron', 'engine', 'renderer', 'resources', 'package-lock.json'];
/** Written by each build; the oldest of them is as old as the build. */
const PRODUCTS = ['out/main/main.js', 'out/renderer/index.html'];

/** Called by vitest once before the first e2e suite. Throws where the build fails. */
export function setup(): void {
  const products = PRODUCTS.map((path) => join(PROJECT_ROOT, path));
  const isBuilt = products.every(existsSync);
  const builtMs = isBuilt ? Math.min(...products.map((path) => statSync(path).mtimeMs)) : 0;
  const newestMs = Math.max(...SOURCES.map((path) => newestBelow(join(PROJECT_ROOT, path))));
  if (newestMs <= builtMs) return;
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: PROJECT_ROOT, stdio: 'inherit' });
}

/** Latest change of a file, or of anything in a folder, in milliseconds since 1970. */
function newestBelow(path: string): number {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestBelow(join(path, name))));
}
