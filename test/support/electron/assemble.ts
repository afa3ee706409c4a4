/**
 * Puts our built application into a copy of the test Electron.
 *
 * That runtime starts whatever lies in `resources/app` beside its executable. The copy is made of
 * hard links, so it costs no space and several runs do not see each other's application.
 */
import { cp, link, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { copyFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { preparedExecutable } from './locate.ts';
import { cacheFolder, RUNTIME_EXECUTABLE, runtimeFolder } from './runtime.ts';

const PROJECT_ROOT = join(import.meta.dirname, '..', '..', '..');
const DATABASE_ADAPTER = join(import.meta.dirname, 'better-sqlite3-on-libsql.cjs');
const HOLD_READY = join(import.meta.dirname, 'hold-ready.cjs');
/** What the assembled application begins with. */
const ENTRY = 'start.mjs';

/** Fields of package.json that Electron and the application read at run time. */
interface PackageFields {
  readonly name: string;
  readonly productName: string;
  readonly version: string;
  readonly type: string;
  readonly main: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

let assembled = 0;

/**
 * Assembles an application from `outFolder` (what `npm run build` wrote; its `main/main.js` is the
 * entry) and returns the path of the executable that starts it.
 *
 * The folder belongs to the calling process; folders of processes that have ended are removed by
 * the next call. Rejects where the test Electron is not prepared.
 */
export async function assembleTestApplication(outFolder: string): Promise<string> {
  if (preparedExecutable() === undefined) {
    throw new Error('the test Electron is not prepared: npm run test:electron:prepare');
  }
  await removeAbandoned();
  assembled += 1;
  const folder = join(applicationsFolder(), `${String(process.pid)}-${String(assembled)}`);
  await rm(folder, { recursive: true, force: true });
  await copyWithLinks(runtimeFolder(), folder);
  await writeApplication(outFolder, join(folder, 'resources', 'app'));
  return join(folder, RUNTIME_EXECUTABLE);
}

function applicationsFolder(): string {
  return join(cacheFolder(), 'applications');
}

async function removeAbandoned(): Promise<void> {
  await mkdir(applicationsFolder(), { recursive: true });
  for (const name of await readdir(applicationsFolder())) {
    const ownerPid = Number(name.split('-')[0]);
    if (ownerPid !== process.pid && !isAlive(ownerPid)) {
      await rm(join(applicationsFolder(), name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A symbolic link would not do for the executable: Electron looks for its files where it really lies. */
async function copyWithLinks(source: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const from = join(source, entry.name);
    const to = join(target, entry.name);
    if (entry.isDirectory()) await copyWithLinks(from, to);
    else await link(from, to).catch(() => copyFile(from, to)); // Some file systems have no hard links.
  }
}

async function writeApplication(outFolder: string, folder: string): Promise<void> {
  // The engine looks for nothing above `out`, so this is all that a packaged application has.
  await cp(outFolder, join(folder, 'out'), { recursive: true });
  const fields = await readPackage();
  const { name, productName, version, type, main } = fields;
  await copyFile(HOLD_READY, join(folder, basename(HOLD_READY)));
  const first = [`./${basename(HOLD_READY)}`, main];
  await writeFile(join(folder, ENTRY), first.map((path) => `import '${path}';\n`).join(''));
  await writeFile(
    join(folder, 'package.json'),
    `${JSON.stringify({ name, productName, version, type, main: ENTRY }, null, 2)}\n`,
  );
  for (const dependency of [...Object.keys(fields.dependencies), 'libsql']) {
    if (dependency !== 'better-sqlite3') await linkModule(folder, dependency);
  }
  await writeDatabaseModule(join(folder, 'node_modules', 'better-sqlite3'));
}

async function readPackage(): Promise<PackageFields> {
  const text = await readFile(join(PROJECT_ROOT, 'package.json'), 'utf8');
  // Our own file: its shape is known, and a wrong field shows as an application that does not start.
  return JSON.parse(text) as PackageFields;
}

async function linkModule(folder: string, name: string): Promise<void> {
  const target = join(folder, 'node_modules', name);
  await mkdir(dirname(target), { recursive: true });
  await symlink(join(PROJECT_ROOT, 'node_modules', name), target, 'dir');
}

async function writeDatabaseModule(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await copyFile(DATABASE_ADAPTER, join(folder, 'index.cjs'));
  const fields = { name: 'better-sqlite3', version: '0.0.0-test', main: 'index.cjs' };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(fields)}\n`);
}
