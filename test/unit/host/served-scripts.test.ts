import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { servedScripts } from '../../../engine/host/served-scripts.ts';

const BUILT = ['served-engine', 'store-writer', 'store-reader', 'background', 'upkeep', 'import'];
const SOURCES_S = 1_000;
const BUILD_S = 2_000;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scripts-'));
  put('engine/host/served-engine.ts', SOURCES_S);
  put('package-lock.json', SOURCES_S);
  for (const name of BUILT) put(`out/main/${name}.js`, BUILD_S);
  for (const name of ['engine/host', 'engine'])
    utimesSync(join(folder, name), SOURCES_S, SOURCES_S);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A file of a time, in seconds since 1970. */
function put(path: string, atS: number): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  utimesSync(file, atS, atS);
}

const isBuilt = (): boolean => servedScripts(folder).engine.endsWith('served-engine.js');

test('the build runs while it is newer than all that it is built from', () => {
  const { engine, workers } = servedScripts(folder);
  expect(engine).toBe(join(folder, 'out/main/served-engine.js'));
  expect(workers.storeWriter).toBe(join(folder, 'out/main/store-writer.js'));
});

test('sources run once one of them has changed or gone', () => {
  put('engine/host/new.ts', BUILD_S + 1);
  expect(isBuilt()).toBe(false);
  rmSync(join(folder, 'engine/host/new.ts'));
  utimesSync(join(folder, 'engine/host'), BUILD_S + 1, BUILD_S + 1);
  expect(isBuilt()).toBe(false);
  expect(servedScripts(folder).workers.import).toBe(
    join(folder, 'engine/host/import/import-thread.ts'),
  );
});

test('sources run where other packages were installed since, or a script was never built', () => {
  put('package-lock.json', BUILD_S + 1);
  expect(isBuilt()).toBe(false);
  put('package-lock.json', SOURCES_S);
  expect(isBuilt()).toBe(true);
  rmSync(join(folder, 'out/main/import.js'));
  expect(isBuilt()).toBe(false);
});
