/** An engine in a process of its own, so that only what it does itself shows in its figures. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineLaunch } from '../../engine/host/engine-launch.ts';
import type { ServedEngineMessage, ServedHostMessage } from '../../engine/host/served-engine.ts';
import type { EngineStart } from '../../engine/supervision/host-messages.ts';
import { TEST_TOKEN, engineStart } from '../support/engine-harness.ts';

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export class FaultEngine {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(port: number, child: ChildProcess, folder: string) {
    this.port = port;
    this.#child = child;
    this.#folder = folder;
  }

  /** Starts one on a folder with faults allowed; rejects when it cannot. */
  static async start(
    folder: string,
    changes: Partial<EngineStart>,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<FaultEngine> {
    // As the terminal starts it: what a collection costs depends on how much room there is for what is young.
    const launch = engineLaunch(folder, { ...process.env, ...environment });
    const clock = new URL('./switched-clock.ts', import.meta.url).href;
    const child = fork(pathOf('../../engine/host/served-engine.ts'), [], {
      execArgv: [...launch.execArgv, '--expose-gc', '--import', clock],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...launch.env, STP_TEST_CLOCK_FILE: join(folder, 'clock-step') },
    });
    const first = Promise.race([once(child, 'message'), once(child, 'exit')]);
    child.send({
      type: 'start',
      engine: { ...engineStart(folder), developer: true, ...changes },
      server: {
        port: 0,
        host: '127.0.0.1',
        token: TEST_TOKEN,
        rendererFolder: pathOf('../fixtures/page'),
      },
    } satisfies ServedHostMessage);
    // Its own messages; a number is the code with which it ended.
    const [said] = (await first) as readonly (ServedEngineMessage | number | null)[];
    if (typeof said === 'object' && said?.type === 'ready') {
      return new FaultEngine(said.port, child, folder);
    }
    child.kill('SIGKILL');
    throw new Error(`the engine has not started: ${JSON.stringify(said)}`);
  }

  /** Sets the engine's wall clock on, as a person or a time service would. */
  async stepClock(seconds: number): Promise<void> {
    await writeFile(join(this.#folder, 'clock-step'), String(seconds));
    this.#child.kill('SIGUSR2');
  }

  /** Nothing where it has ended by itself, as by a signal to all processes of a terminal. */
  async stop(): Promise<void> {
    if (!this.#child.connected) return;
    const exited = once(this.#child, 'exit');
    this.#child.send({ type: 'stop' } satisfies ServedHostMessage);
    await exited;
  }
}
