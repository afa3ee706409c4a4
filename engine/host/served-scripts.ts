/**
 * Which scripts the served terminal runs: the build's where that is newer than all that it is built
 * from, as `npm start` leaves it, else the sources. Node takes the types out of sources in each thread, and
 * every module is a script of its own there: some 30 MB more than the bundles.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineStart } from '../supervision/host-messages.ts';

/** Absolute paths. */
export interface ServedScripts {
  /** served-engine.ts or its bundle. */
  readonly engine: string;
  readonly workers: EngineStart['workers'];
}

const BUILT_FOLDER = 'out/main';
const BUILT_FROM = ['engine', 'package-lock.json'];

/** Where a build puts the page. */
export function rendererFolderOf(projectFolder: string): string {
  return join(projectFolder, 'out', 'renderer');
}

/** The scripts to start an engine with now. `projectFolder`: the one of package.json. */
export function servedScripts(projectFolder: string): ServedScripts {
  const inBuild = (name: string): string => join(projectFolder, BUILT_FOLDER, name);
  const inSources = (path: string): string => join(projectFolder, 'engine', path);
  const built: ServedScripts = {
    engine: inBuild('served-engine.js'),
    workers: {
      storeWriter: inBuild('store-writer.js'),
      storeReader: inBuild('store-reader.js'),
      background: inBuild('background.js'),
      upkeep: inBuild('upkeep.js'),
      import: inBuild('import.js'),
    },
  };
  if (isNewer(built, projectFolder)) return built;
  return {
    engine: inSources('host/served-engine.ts'),
    workers: {
      storeWriter: inSources('store/writer-thread.ts'),
      storeReader: inSources('store/reader-thread.ts'),
      background: inSources('host/background-thread.ts'),
      upkeep: inSources('host/upkeep-thread.ts'),
      import: inSources('host/import/import-thread.ts'),
    },
  };
}

function isNewer({ engine, workers }: ServedScripts, projectFolder: string): boolean {
  const times = [engine, ...Object.values(workers)].map(changedMs);
  const oldest = Math.min(...times.map((time) => time ?? Number.NEGATIVE_INFINITY));
  return BUILT_FROM.every((path) => newestMs(join(projectFolder, path)) <= oldest);
}

/** Of a file, or of a folder and all in it, whose own time tells of files that were removed. */
function newestMs(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return Number.NEGATIVE_INFINITY;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

/** Milliseconds since 1970; null where there is no such file. */
function changedMs(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}
