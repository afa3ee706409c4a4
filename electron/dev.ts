/**
 * `npm run dev`: the terminal while you work on it. With Electron's binary, electron-vite rebuilds and
 * reloads the window; without it, the page comes from Vite with hot reloading and its socket is passed
 * on to a served engine.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createServer } from 'vite';
import { ensureBuilt } from './build-state.ts';
import { installedElectron } from './find-electron.ts';

const ROOT = join(import.meta.dirname, '..');
const BIN = join(ROOT, 'node_modules', '.bin');
/** What serve.ts prints: its origin, and the token behind it. */
const ADDRESS = /(http:\/\/[\d.]+:\d+)\/(#token=\S+)/;

const words = process.argv.slice(2);
const isServed = installedElectron(join(ROOT, 'node_modules', 'electron')) === null;
await (isServed ? developServed() : developElectron());

async function developElectron(): Promise<void> {
  const config = join(ROOT, 'electron/electron.vite.config.ts');
  const args = ['dev', '--config', config, '--', ...words];
  const child = spawn(join(BIN, 'electron-vite'), args, { stdio: 'inherit' });
  await new Promise((resolve) => child.once('close', resolve));
}

/** Ends with the served engine, on Ctrl+C. */
async function developServed(): Promise<void> {
  say('Electron is not installed here: developing in the browser instead.');
  await ensureBuilt(ROOT, say);
  const script = join(ROOT, 'engine/host/serve.ts');
  const engine = spawn(process.execPath, [script, '--port', '0', ...words], {
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  let isOpen = false;
  engine.stdout.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    process.stdout.write(text);
    const [, origin, token] = ADDRESS.exec(text) ?? [];
    if (isOpen || origin === undefined || token === undefined) return;
    isOpen = true;
    void openPage(origin, token);
  });
  await new Promise((resolve) => engine.once('close', resolve));
  process.exit(0);
}

async function openPage(origin: string, token: string): Promise<void> {
  const target = { target: origin, changeOrigin: true, ws: true, headers: { origin } };
  const server = await createServer({
    configFile: join(ROOT, 'renderer/vite.config.ts'),
    server: { host: '127.0.0.1', proxy: { '/contract': target, '/exports': target } },
  });
  await server.listen();
  const address = server.resolvedUrls?.local[0] ?? '';
  say(`The page with hot reloading is at ${address}${token}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
