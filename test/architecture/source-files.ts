/** The project's own text files, for tests that read the source. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

const PROJECT_ROOT = join(import.meta.dirname, '..', '..');
const FOLDERS = ['electron', 'engine', 'renderer', 'test', 'resources', '.ci'];
const NOT_OURS = new Set(['node_modules', 'out', 'dist']);
const TEXT = new Set(['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json', '.md', '.css', '.html', '']);

/** One file; `path` is relative to the project with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lineCount: number;
}

/** Every text file of the project that people write, sorted by path (so not package-lock.json). */
export function sourceFiles(): readonly SourceFile[] {
  const atTop = readdirSync(PROJECT_ROOT).filter(
    (name) => statSync(join(PROJECT_ROOT, name)).isFile() && extname(name) !== '',
  );
  const paths = [...atTop, ...FOLDERS.flatMap(filesBelow)];
  return paths
    .filter((path) => TEXT.has(extname(path)) && path !== 'package-lock.json')
    .sort()
    .map((path) => {
      const text = readFileSync(join(PROJECT_ROOT, path), 'utf8');
      return { path, text, lineCount: text.split('\n').length - 1 };
    });
}

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(join(PROJECT_ROOT, folder), { withFileTypes: true });
  return entries
    .filter(({ name }) => !NOT_OURS.has(name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
}
