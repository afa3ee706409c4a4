/** Builds `out/` when it is missing or older than what it is built from. */
import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = [
  'electron',
  'engine',
  'renderer',
  'resources',
  'package.json',
  'package-lock.json',
];
const OUTPUTS = [
  'out/main/main.js',
  'out/main/engine.js',
  'out/main/served-engine.js',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
];

/** True when an output is missing (null) or older than the newest source; times in milliseconds. */
export function isStale(sources: readonly number[], outputs: readonly (number | null)[]): boolean {
  const newest = Math.max(...sources);
  return outputs.some((time) => time === null || time < newest);
}

/** Builds if needed; rejects with one plain sentence when the build fails. */
export async function ensureBuilt(root: string, say: (line: string) => void): Promise<void> {
  const sources = SOURCES.flatMap((name) => [...changeTimes(join(root, name))]);
  const outputs = OUTPUTS.map((name) => changeTime(join(root, name)));
  if (!isStale(sources, outputs)) return;
  say('Building the terminal ...');
  const tool = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const config = 'electron/electron.vite.config.ts';
  await new Promise<void>((resolve, reject) => {
    execFile(
      process.execPath,
      [tool, 'build', '--config', config, '--logLevel', 'error'],
      { cwd: root, maxBuffer: 64_000_000 },
      (error, stdout, stderr) => {
        if (error === null) resolve();
        else reject(new Error(`The build failed: ${firstError(`${stderr}\n${stdout}`)}`));
      },
    );
  });
}

/** The line of a build's output that says what is wrong, without colours. */
export function firstError(output: string): string {
  const lines = output
    .replace(/\u001b\[[\d;]*m/g, '')
    .split('\n')
    .map((line) => line.trim())
    // A headline, or a line of a stack.
    .filter((line) => line !== '' && !/^error during build|^Build failed with|^at /i.test(line));
  const line = lines.find((text) => /error|unresolved|could not|denied/i.test(text)) ?? lines[0];
  return (line ?? 'npm run build shows why').slice(0, 200);
}

function* changeTimes(path: string): Generator<number> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  // A folder's own time tells of files that were removed.
  yield found.mtimeMs;
  if (!found.isDirectory()) return;
  for (const name of readdirSync(path)) yield* changeTimes(join(path, name));
}

function changeTime(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}
