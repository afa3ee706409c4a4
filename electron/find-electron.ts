/** Electron's official binary: where it lies, and one try to fetch it where it does not. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';

const REACH_TIMEOUT_MS = 2_000;
const FETCH_TIMEOUT_MS = 180_000;
const RELEASE_HOST = 'https://github.com';

/**
 * Path of the installed binary, or null. The package writes path.txt when it has unpacked one; a
 * distribution of one's own is named by ELECTRON_OVERRIDE_DIST_PATH, as the package has it.
 */
export function installedElectron(packageFolder: string): string | null {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  if (override !== '') {
    const name = process.platform === 'win32' ? 'electron.exe' : 'electron';
    return existsSync(join(override, name)) ? join(override, name) : null;
  }
  const pathFile = join(packageFolder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const executable = join(packageFolder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? executable : null;
}

/**
 * The binary, fetched by the package's own installer if need be: quickly no without a network, and
 * within three minutes with one. Never rejects.
 */
export async function findElectron(
  packageFolder: string,
  say: (line: string) => void,
): Promise<{ readonly executable: string } | { readonly problem: string }> {
  const installed = installedElectron(packageFolder);
  if (installed !== null) return { executable: installed };
  const installer = join(packageFolder, 'install.js');
  if (!existsSync(installer)) return { problem: 'Electron is not installed (npm ci installs it)' };
  if (!(await canReachReleases())) {
    return { problem: "Electron's binary is not here and its release host can't be reached" };
  }
  say('Fetching Electron, once (about 120 MB) ...');
  await runInstaller(installer);
  const fetched = installedElectron(packageFolder);
  return fetched === null
    ? { problem: "Electron's binary could not be fetched" }
    : { executable: fetched };
}

/**
 * Whether Chromium's sandbox can be made on this Linux: by its helper, when an administrator has
 * made that setuid root, or by user namespaces, when the kernel gives them to everyone.
 */
export function canSandbox(executable: string | null): boolean {
  if (executable !== null) {
    const helper = statSync(join(dirname(executable), 'chrome-sandbox'), { throwIfNoEntry: false });
    if (helper?.uid === 0 && (helper.mode & 0o4000) !== 0) return true;
  }
  return (
    kernelSetting('kernel/unprivileged_userns_clone') !== '0' &&
    kernelSetting('user/max_user_namespaces') !== '0' &&
    kernelSetting('kernel/apparmor_restrict_unprivileged_userns') !== '1'
  );
}

function kernelSetting(name: string): string | null {
  const file = join('/proc/sys', name);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}

function canReachReleases(): Promise<boolean> {
  const { env } = process;
  // A proxy answers for hosts that this machine can't reach itself.
  if ((env['HTTPS_PROXY'] ?? env['https_proxy'] ?? '') !== '') return Promise.resolve(true);
  const mirror = env['ELECTRON_MIRROR'] ?? env['npm_config_electron_mirror'] ?? RELEASE_HOST;
  if (!URL.canParse(mirror)) return Promise.resolve(false);
  const { hostname, port, protocol } = new URL(mirror);
  const target = port !== '' ? Number(port) : protocol === 'http:' ? 80 : 443;
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: target, timeout: REACH_TIMEOUT_MS });
    const finish = (reached: boolean) => () => {
      socket.destroy();
      resolve(reached);
    };
    // The socket's time-out starts only after the name is found, hence a timer over both.
    const timer = setTimeout(finish(false), REACH_TIMEOUT_MS);
    socket.once('connect', finish(true));
    socket.once('error', finish(false));
    socket.once('timeout', finish(false));
    socket.once('close', () => {
      clearTimeout(timer);
    });
  });
}

/** How it ends is seen from what it leaves; its output would be a stack trace. */
function runInstaller(installer: string): Promise<void> {
  return new Promise((resolve) => {
    execFile(process.execPath, [installer], { timeout: FETCH_TIMEOUT_MS }, () => {
      resolve();
    });
  });
}
