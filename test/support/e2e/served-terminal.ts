/** `npm run serve` as a child of the test, on a free port and a data folder of its own. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const SERVE_SCRIPT = join(import.meta.dirname, '..', '..', '..', 'engine', 'host', 'serve.ts');
/** Lines kept to say what went wrong. */
const LINES_MAX = 200;

/** A served terminal. `stop` ends it in order and removes its data. */
export class ServedTerminal {
  /** With its token. */
  readonly address: string;
  readonly #child: ChildProcess;
  /** Its data. */
  readonly folder: string;
  readonly #enginePids: readonly number[];

  private constructor(
    address: string,
    child: ChildProcess,
    folder: string,
    enginePids: readonly number[],
  ) {
    this.address = address;
    this.#child = child;
    this.folder = folder;
    this.#enginePids = enginePids;
  }

  /** Rejects with all that it printed when it ends before it is ready. `environment`: what differs from ours. */
  static async start(
    seed: number,
    environment: Readonly<Record<string, string>> = {},
    options: readonly string[] = [],
  ): Promise<ServedTerminal> {
    const folder = mkdtempSync(join(tmpdir(), 'served-'));
    const args = [
      SERVE_SCRIPT,
      '--port',
      '0',
      '--data',
      folder,
      '--seed',
      String(seed),
      ...options,
    ];
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...environment },
    });
    const stopWithTest = (): void => void child.kill();
    process.once('exit', stopWithTest);
    child.once('exit', () => process.removeListener('exit', stopWithTest));
    const enginePids: number[] = [];
    const lines: string[] = [];
    const address = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (lines.length < LINES_MAX) lines.push(line);
        const pid = /^Engine running, process (\d+)/.exec(line)?.[1];
        if (pid !== undefined) enginePids.push(Number(pid));
        const found = /http:\/\/\S+#token=\S+/.exec(line)?.[0];
        if (found !== undefined) resolve(found);
      });
      child.once('exit', (code) => {
        reject(new Error(`serve ended with code ${String(code)}: ${lines.join(' | ')}`));
      });
    });
    return new ServedTerminal(address, child, folder, enginePids);
  }

  /** The engine that said last that it runs. */
  get enginePid(): number {
    const pid = this.#enginePids.at(-1);
    if (pid === undefined) throw new Error('the engine has not said its process id');
    return pid;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill();
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
