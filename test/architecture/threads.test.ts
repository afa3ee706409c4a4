/** Threads that stay have a heap each, so what they load at their start is paid for by as many of them. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
/** Imports of values, which are all that is left of a module when it runs; those of types have gone. */
const IMPORT = /^(?:import|export) (?!type )(?:[^';]*? from )?'([^']+)'/gm;

/** What a module loads before its first line runs, directly or not: own files, and packages by name. */
function loadedBy(entry: string): ReadonlySet<string> {
  const loaded = new Set<string>();
  const waiting = [join(ROOT, entry)];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      const isOwn = target.startsWith('.');
      const path = join(dirname(file), target);
      const name = isOwn ? relative(ROOT, path) : target;
      if (isOwn && !loaded.has(name)) waiting.push(path);
      loaded.add(name);
    }
  }
  return loaded;
}

test.each([
  'engine/store/writer-thread.ts',
  'engine/store/reader-thread.ts',
  'engine/host/background-thread.ts',
])('%s starts without the schemas of messages, which take some megabytes', (entry) => {
  const loaded = loadedBy(entry);
  expect(loaded).toContain('engine/store/database.ts');
  expect(loaded).not.toContain('zod');
});

test('an engine does load them, so that their absence means something', () => {
  expect(loadedBy('engine/host/compose.ts')).toContain('zod');
});
