/** Starts the built terminal in a real Electron, on a data folder of its own. */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright';
import type { ElectronApplication, Page } from 'playwright';
import { openDisplay } from '../../support/electron/display.ts';
import type { TestDisplay } from '../../support/electron/display.ts';
import { launchTarget } from '../../support/electron/launch-target.ts';
import type { LaunchTarget } from '../../support/electron/launch-target.ts';

/** One machine's display and built application; terminals are started on it one after another. */
export interface Bench {
  readonly target: LaunchTarget;
  readonly dataFolder: string;
  readonly environment: Record<string, string>;
  start(): Promise<Terminal>;
  /** Text of a file below the data folder. */
  read(...names: readonly string[]): string;
  dispose(): void;
}

/** A running terminal. */
export interface Terminal {
  readonly app: ElectronApplication;
  readonly page: Page;
}

export async function openBench(): Promise<Bench> {
  const display: TestDisplay = await openDisplay();
  const target = await launchTarget();
  const dataFolder = mkdtempSync(join(tmpdir(), 'terminal-'));
  const environment = environmentWith(display.name);
  const started: ChildProcess[] = [];
  return {
    target,
    dataFolder,
    environment,
    start: async () => {
      const app = await _electron.launch({
        executablePath: target.executablePath,
        args: [...target.args, '--data', dataFolder],
        env: environment,
      });
      started.push(app.process());
      const page = await app.firstWindow();
      await page.waitForLoadState();
      return { app, page };
    },
    read: (...names) => readFileSync(join(dataFolder, ...names), 'utf8'),
    dispose: () => {
      // A test that failed half way has left its terminal running.
      for (const main of started) main.kill('SIGKILL');
      display.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

function environmentWith(display: string): Record<string, string> {
  const environment: Record<string, string> = { DISPLAY: display };
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && name !== 'DISPLAY') environment[name] = value;
  }
  return environment;
}
