/**
 * `npm run serve`: the terminal without Electron. Starts the engine in a process of its own, prints
 * the address with its token, and starts the engine again when it crashes; browsers reconnect by
 * themselves because port and token stay the same.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import open from 'open';
import type { ProcessFigures } from '../domain/process-figures.ts';
import { withoutKeys } from '../keys/environment-keys.ts';
import type { HostDesk, MarketStart } from '../keys/host-desk.ts';
import { openHostDesk } from '../keys/open-desk.ts';
import { decideAfterExit } from '../supervision/restart-policy.ts';
import type { CrashHistory } from '../supervision/restart-policy.ts';
import { newToken } from './access-tokens.ts';
import { engineLaunch } from './engine-launch.ts';
import { SERVE_USAGE, parseServeOptions } from './serve-options.ts';
import type { ServeOptions } from './serve-options.ts';
import type { ServedEngineMessage, ServedHostMessage } from './served-engine.ts';
import { rendererFolderOf, servedScripts } from './served-scripts.ts';
import type { ServedScripts } from './served-scripts.ts';

const PROJECT_FOLDER = fileURLToPath(new URL('../../', import.meta.url));
/** Longest wait for the engine to flush after Ctrl+C. */
const STOP_MS_MAX = 10_000;
const PROCESSES_EVERY_MS = 5_000;
const US_PER_MS = 1_000;

class ServedTerminal {
  readonly #options: ServeOptions;
  readonly #token: string = newToken();
  readonly #desk: HostDesk;
  #child: ChildProcess | null = null;
  #cpu = process.cpuUsage();
  #startedMs = 0;
  #crashes: CrashHistory = [];
  #refusal: string | null = null;
  /** Known after the first start, and kept over restarts. */
  #port: number;
  #isAnnounced = false;
  /** For the first engine that comes up. */
  #restoreBackup: boolean;
  #isStopping = false;
  /** The engine ends to begin again on another market. */
  #isChanging = false;
  #nextStart: NodeJS.Timeout | undefined;
  /** How the last engine ended, as it was told. */
  #said = '';

  private constructor(options: ServeOptions, desk: HostDesk) {
    this.#options = options;
    this.#port = options.port;
    this.#restoreBackup = options.restoreBackup;
    this.#desk = desk;
  }

  /** Rejects with a sentence for a person when keys or environment are not what they should be. */
  static async open(options: ServeOptions): Promise<ServedTerminal> {
    const { dataFolder, seed, hours, speed } = options;
    mkdirSync(dataFolder, { recursive: true });
    const desk = await openHostDesk({
      host: 'served',
      dataFolder,
      keyFile: options.keyFile ?? join(dataFolder, 'keys.json'),
      cipher: null,
      environment: process.env,
      words: options,
      simulator: { kind: 'simulator', seed, hours },
      speed,
      restart: (_start, reason) => {
        // After the answer to who has asked for it.
        setTimeout(() => {
          terminal.#change(reason);
        }, 0);
      },
    });
    const terminal = new ServedTerminal(options, desk);
    const { keyProblem, marketProblem } = desk.state;
    if (keyProblem !== '' && options.keyFile !== null) throw new Error(keyProblem);
    for (const problem of [keyProblem, marketProblem]) if (problem !== '') say(problem);
    return terminal;
  }

  start(): void {
    this.#startedMs = performance.now();
    this.#refusal = null;
    const scripts = servedScripts(PROJECT_FOLDER);
    const child = fork(scripts.engine, [], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      ...engineLaunch(this.#options.dataFolder, withoutKeys(process.env)),
    });
    this.#child = child;
    child.on('message', (message: ServedEngineMessage) => {
      this.#heard(message, child.pid ?? 0);
    });
    child.on('exit', (code, signal) => {
      this.#ended(code, signal);
    });
    this.#send({
      type: 'start',
      ...startMessage(
        this.#options,
        this.#desk.start,
        this.#port,
        this.#token,
        this.#restoreBackup,
        scripts.workers,
      ),
    });
  }

  /** Asks the engine to flush and end; a second call does not wait for it. */
  stop(): void {
    if (this.#isStopping) process.exit(1);
    this.#isStopping = true;
    // Between two attempts to start there is nothing to wait for.
    if (this.#child === null) process.exit(0);
    this.#endChild();
  }

  /** Ends the engine, which is started on the desk's market then. */
  #change(reason: string): void {
    if (this.#isStopping) return;
    say(reason);
    this.#isChanging = true;
    clearTimeout(this.#nextStart);
    if (this.#child === null) {
      this.#begin();
      return;
    }
    this.#endChild();
  }

  #begin(): void {
    this.#isChanging = false;
    this.#crashes = [];
    this.start();
  }

  #endChild(): void {
    this.#send({ type: 'stop' });
    const child = this.#child;
    const kill = setTimeout(() => {
      child?.kill('SIGKILL');
    }, STOP_MS_MAX).unref();
    child?.once('exit', () => {
      clearTimeout(kill);
    });
  }

  /** Tells the engine what this process uses, which is all that the served terminal has beside it. */
  tellProcesses(everyMs: number): void {
    const used = process.cpuUsage(this.#cpu);
    this.#cpu = process.cpuUsage();
    const own: ProcessFigures = {
      name: 'host',
      kind: 'process',
      pid: process.pid,
      cpuCores: (used.user + used.system) / (everyMs * US_PER_MS),
      memoryBytes: process.memoryUsage.rss(),
    };
    this.#send({ type: 'processes', processes: [own] });
  }

  #send(message: ServedHostMessage): void {
    if (this.#child?.connected === true) this.#child.send(message);
  }

  #heard(message: ServedEngineMessage, pid: number): void {
    if (message.type === 'ask') {
      const { id, body } = message;
      void this.#desk.ask(body).then((reply) => {
        this.#send({ type: 'answer', id, reply });
      });
      return;
    }
    if (message.type === 'followed') {
      this.#desk.followed(message.symbol);
      return;
    }
    if (message.type === 'migrating') {
      say(message.message);
      return;
    }
    if (message.type === 'failed') {
      const cure = 'Add --restore-backup to put that backup in its place.';
      this.#refusal = message.canRestore ? `${message.message} ${cure}` : message.message;
      return;
    }
    this.#port = message.port;
    this.#desk.started();
    this.#restoreBackup = false;
    this.#said = '';
    say(`Engine running, process ${String(pid)} (${message.recovered}).`);
    if (!this.#isAnnounced) this.#announce();
  }

  #announce(): void {
    this.#isAnnounced = true;
    const name = this.#options.host === '0.0.0.0' ? 'localhost' : this.#options.host;
    const address = `http://${name}:${String(this.#port)}/#token=${this.#token}`;
    say(`SecureTrade Pro is at ${address}`);
    say('Data: ' + this.#options.dataFolder + '. Ctrl+C stops it.');
    if (!this.#options.open) return;
    open(address).catch((error: unknown) => {
      say(`No browser could be opened: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  #ended(code: number | null, signal: string | null): void {
    this.#child = null;
    if (this.#isChanging && !this.#isStopping) {
      this.#begin();
      return;
    }
    const uptimeMs = performance.now() - this.#startedMs;
    const exit = { code, signal, uptimeMs, askedToStop: this.#isStopping, refusal: this.#refusal };
    const { decision, history } = decideAfterExit(
      'The engine',
      exit,
      this.#crashes,
      performance.now(),
    );
    this.#crashes = history;
    // Attempts to start go on every few seconds; what keeps them from it is said once.
    if (decision.detail !== this.#said) say(decision.detail);
    this.#said = decision.detail;
    switch (decision.action) {
      case 'stop':
        process.exit(0);
        break;
      case 'give_up':
        if (this.#desk.failed(decision.detail) === null) process.exit(1);
        this.#begin();
        break;
      case 'restart':
        this.#nextStart = setTimeout(() => {
          this.start();
        }, decision.afterMs);
    }
  }
}

function startMessage(
  options: ServeOptions,
  { venue, source, keys }: MarketStart,
  port: number,
  token: string,
  restoreBackup: boolean,
  workers: ServedScripts['workers'],
): Omit<Extract<ServedHostMessage, { type: 'start' }>, 'type'> {
  const { dataFolder, cash, developer, host, sampleMs } = options;
  return {
    engine: {
      type: 'start',
      dataFolder,
      exportFolder: join(dataFolder, 'exports'),
      venue,
      source,
      keys,
      startCash: cash,
      restoreBackup,
      developer,
      ...(sampleMs === null ? {} : { sampleMs }),
      productVersion: productVersion(),
      workers,
    },
    server: { port, host, token, rendererFolder: rendererFolderOf(PROJECT_FOLDER) },
  };
}

function productVersion(): string {
  const text = readFileSync(join(PROJECT_FOLDER, 'package.json'), 'utf8');
  // Our own package.json.
  return (JSON.parse(text) as { version: string }).version;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
  let options: ServeOptions;
  try {
    options = parseServeOptions(process.argv.slice(2));
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    say(SERVE_USAGE);
    process.exit(2);
  }
  if (options.help) {
    say(SERVE_USAGE);
    return;
  }
  if (!existsSync(join(rendererFolderOf(PROJECT_FOLDER), 'index.html'))) {
    say('The terminal has not been built yet: run `npm run build` first, or use `npm start`.');
    process.exit(1);
  }
  let terminal: ServedTerminal;
  try {
    terminal = await ServedTerminal.open(options);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
  process.on('SIGINT', () => {
    terminal.stop();
  });
  process.on('SIGTERM', () => {
    terminal.stop();
  });
  terminal.start();
  setInterval(() => {
    terminal.tellProcesses(PROCESSES_EVERY_MS);
  }, PROCESSES_EVERY_MS).unref();
}

await main();
