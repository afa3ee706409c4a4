import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type {
  EngineStateReport,
  PortMessage,
  SecureTradeBridge,
} from '../../../electron/bridge.ts';
import { describeWith } from '../../support/requirements.ts';
import { openBench } from './terminal.ts';
import type { Bench, Terminal } from './terminal.ts';

declare const window: Window & { readonly securetrade: SecureTradeBridge };

/** Process id of the engine; waits until there is one. */
async function enginePid({ app }: Terminal): Promise<number> {
  for (;;) {
    const pid = await app.evaluate(
      ({ app: application }) =>
        application.getAppMetrics().find(({ name }) => name === 'SecureTrade engine')?.pid,
    );
    if (pid !== undefined) return pid;
  }
}

/**
 * Has the page listen for the engine to be `state`, and resolves once it listens: a state that lasts
 * only until the next start would be over before a page that is busy has begun to. What it resolves
 * with waits for the state and gives what the page is told.
 */
async function listenFor(
  { page }: Terminal,
  state: EngineStateReport['state'],
): Promise<() => Promise<string>> {
  // A promise inside an object: one alone would be waited for here.
  const heard = await page.evaluateHandle(
    (wanted) => ({
      detail: new Promise<string>((resolve) => {
        const stop = window.securetrade.onEngineState((report) => {
          if (report.state !== wanted) return;
          stop();
          resolve(report.detail);
        });
      }),
    }),
    state,
  );
  return () => heard.evaluate(({ detail }) => detail);
}

/** Resolves with what the page is told once the engine is `state`. */
async function engineIs(terminal: Terminal, state: EngineStateReport['state']): Promise<string> {
  return (await listenFor(terminal, state))();
}

describeWith(['electron'], 'the life of the terminal', () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => {
    bench.dispose();
  });

  it('brings a killed engine back and gives the page a new port with the reason', async () => {
    const terminal = await bench.start();
    await engineIs(terminal, 'running');
    // A page that has no port yet is given its first one by the next engine, not a new one.
    await terminal.page.locator('[data-connection="ready"]').waitFor();
    const first = await enginePid(terminal);
    // A promise inside an object, so that the listener is there before the engine is killed.
    const handed = await terminal.page.evaluateHandle(() => ({
      message: new Promise<unknown>((resolve) => {
        window.addEventListener('message', (event: MessageEvent<Partial<PortMessage>>) => {
          if (event.data.reason === 'restarted' && event.ports.length === 1) resolve(event.data);
        });
      }),
    }));
    const stopped = await listenFor(terminal, 'stopped');
    process.kill(first, 'SIGKILL');
    expect(await stopped()).toMatch(
      /crashed \(signal SIGKILL\) after .* s and is being restarted\.$/,
    );
    expect(await handed.evaluate(({ message }) => message)).toEqual({
      type: 'securetrade:port',
      reason: 'restarted',
      detail: expect.stringMatching(/SIGKILL.* and was restarted\.$/) as unknown,
    });
    expect(await enginePid(terminal)).not.toBe(first);
    await terminal.app.close();
  });

  it('flushes the engine before it ends and remembers where the window was', async () => {
    const terminal = await bench.start();
    await engineIs(terminal, 'running');
    await terminal.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 60, width: 1000, height: 700 });
    });
    await terminal.app.close();
    const log = bench.read('desktop', 'logs', 'desktop.log');
    expect(log.trimEnd().split('\n').at(-1)).toContain('The engine stopped.');
    const again = await bench.start();
    const bounds = await again.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getBounds(),
    );
    expect(bounds).toEqual({ x: 40, y: 60, width: 1000, height: 700 });
    await again.app.close();
  });

  it('gives up after five crashes, says so, and can still be closed', async () => {
    const terminal = await bench.start();
    const failed = await listenFor(terminal, 'failed');
    const killed = new Set<number>();
    while (killed.size < 5) {
      const pid = await enginePid(terminal);
      if (killed.has(pid)) continue;
      killed.add(pid);
      process.kill(pid, 'SIGKILL');
    }
    expect(await failed()).toMatch(/SIGKILL.*5 times within 60 s, and is not started again\.$/);
    await terminal.app.close();
  });

  it('ends in order when the operating system asks it to', async () => {
    const terminal = await bench.start();
    await engineIs(terminal, 'running');
    const main = terminal.app.process();
    const ended = once(main, 'exit');
    main.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(bench.read('desktop', 'logs', 'desktop.log').trimEnd()).toMatch(
      /The engine stopped\."}$/,
    );
  });
});
