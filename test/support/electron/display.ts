/** A display for Electron under test: the one that is there, else a virtual one of our own. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Where windows open; whoever asked for it calls `stop` (harmless for a real display). */
export interface TestDisplay {
  /** Value of the DISPLAY variable; '' where the platform needs none. */
  readonly name: string;
  stop(): void;
}

const SCREEN = '1920x1080x24';

/** Rejects where there is neither a display nor Xvfb; guard suites with `describeWith(['electron'], …)`. */
export async function openDisplay(): Promise<TestDisplay> {
  const existing = process.env['DISPLAY'] ?? '';
  if (existing !== '' || process.platform !== 'linux') return { name: existing, stop: noop };
  // Xvfb picks a free number itself and writes it to descriptor 3 once it accepts connections.
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const stop = (): void => {
    process.removeListener('exit', stop);
    server.kill();
  };
  process.once('exit', stop);
  // Descriptor 3 is a pipe that we only read, as asked for above.
  const lines = createInterface({ input: server.stdio[3] as Readable });
  const number = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    server.once('error', reject);
    server.once('exit', (code) => {
      reject(new Error(`Xvfb ended with code ${String(code)}`));
    });
  });
  return { name: `:${number.trim()}`, stop };
}

function noop(): void {
  // A display that was there before us stays.
}
