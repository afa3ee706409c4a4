/** Finds the Electron to test with: the official binary where it is installed, else the prepared one. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMPLETE_MARKER, RECIPE_VERSION, RUNTIME_EXECUTABLE, runtimeFolder } from './runtime.ts';

const ELECTRON_PACKAGE = join(import.meta.dirname, '..', '..', '..', 'node_modules', 'electron');

/** An Electron that is on this machine. `test` is the older runtime of runtime.ts. */
export interface FoundElectron {
  readonly executablePath: string;
  readonly kind: 'official' | 'test';
}

/** Never downloads anything and never throws; `missing` says in one sentence what to do. */
export function locateElectron(): FoundElectron | { readonly missing: string } {
  const official = officialExecutable();
  if (official !== undefined) return { executablePath: official, kind: 'official' };
  const prepared = preparedExecutable();
  if (prepared !== undefined) return { executablePath: prepared, kind: 'test' };
  return {
    missing:
      'no Electron binary: neither the official one nor the test one (npm run test:electron:prepare)',
  };
}

/** The electron package writes path.txt once its binary is installed; asking it would download. */
function officialExecutable(): string | undefined {
  const pathFile = join(ELECTRON_PACKAGE, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const executable = join(ELECTRON_PACKAGE, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? executable : undefined;
}

/** Path of the prepared test runtime's executable, undefined before (or half way) its preparation. */
export function preparedExecutable(): string | undefined {
  const marker = join(runtimeFolder(), COMPLETE_MARKER);
  if (!existsSync(marker)) return undefined;
  const recipe = `"recipe":${String(RECIPE_VERSION)}`;
  if (!readFileSync(marker, 'utf8').includes(recipe)) return undefined;
  const executable = join(runtimeFolder(), RUNTIME_EXECUTABLE);
  return existsSync(executable) ? executable : undefined;
}
