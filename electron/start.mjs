/**
 * Entry of `npm start` in plain JavaScript: a Node before 22.18 can't read TypeScript and would
 * answer with a stack trace. npm puts the project's own Node first; where its install was skipped, or
 * somebody calls this by hand, the project's Node is looked for, else one line says what is missing.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);
const ownNode = join(folder, '../node_modules/node/bin/node');

if (major > 22 || (major === 22 && minor >= 18)) {
  await import('./start.ts');
} else if (existsSync(ownNode)) {
  const words = [join(folder, 'start.ts'), ...process.argv.slice(2)];
  process.exitCode = spawnSync(ownNode, words, { stdio: 'inherit' }).status ?? 1;
} else {
  console.log(
    `Node 22.18 or newer is needed, this is ${process.versions.node}: run "npm ci" (allowing the install script of "node"), then "npm start".`,
  );
  process.exitCode = 1;
}
