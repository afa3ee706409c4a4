import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '../../../electron/app-protocol.ts';
import type { SecureTradeBridge } from '../../../electron/bridge.ts';
import { describeWith } from '../../support/requirements.ts';
import { CHECKLIST } from './checklist.ts';
import { openBench } from './terminal.ts';
import type { Bench, Terminal } from './terminal.ts';

declare const window: Window & { readonly securetrade: SecureTradeBridge };

const names = new Set<string>();

/** A test that the checklist may name. */
function check(name: string, body: () => Promise<void>): void {
  names.add(name);
  it(name, body);
}

/** Counts whoever gets through to it. */
async function openOutsideWorld(): Promise<{
  url: string;
  requests: () => number;
  server: Server;
}> {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.end('outside');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${String(address.port)}/`, requests: () => requests, server };
}

describeWith(['electron'], 'the hardened window', () => {
  let bench: Bench;
  let terminal: Terminal;
  let outside: Awaited<ReturnType<typeof openOutsideWorld>>;

  beforeAll(async () => {
    outside = await openOutsideWorld();
    bench = await openBench();
    terminal = await bench.start();
  });
  afterAll(async () => {
    await terminal.app.close();
    bench.dispose();
    outside.server.close();
  });

  check('loads its page from app://', async () => {
    expect(terminal.page.url()).toBe('app://terminal/index.html');
    expect(await terminal.page.evaluate(() => window.isSecureContext)).toBe(true);
  });

  check('gives the page nothing of Node', async () => {
    const found = await terminal.page.evaluate(() =>
      ['require', 'process', 'module', 'exports', 'Buffer', 'global', '__dirname'].filter(
        (name) => name in globalThis,
      ),
    );
    expect(found).toEqual([]);
  });

  check('exposes exactly the bridge', async () => {
    const keys = await terminal.page.evaluate(() => Object.keys(window.securetrade).sort());
    expect(keys).toEqual([
      'askHost',
      'cancelPageProfile',
      'chooseImport',
      'host',
      'onEngineState',
      'openWindow',
      'platform',
      'profilePage',
      'requestPort',
      'restoreBackup',
      'saveExport',
      'showInFolder',
      'versions',
    ]);
    const others = await terminal.page.evaluate(() =>
      ['ipcRenderer', 'electron', 'contextBridge', 'electronAPI'].filter((n) => n in globalThis),
    );
    expect(others).toEqual([]);
  });

  check('lets the page change nothing of the bridge', async () => {
    const survived = await terminal.page.evaluate(() => {
      const present = (): unknown =>
        Object.entries(window.securetrade).find(([k]) => k === 'requestPort')?.[1];
      const before = present();
      try {
        Object.assign(window.securetrade, { requestPort: () => 'replaced' });
      } catch {
        // Frozen, as it should be.
      }
      return present() === before;
    });
    expect(survived).toBe(true);
  });

  check('has safe preferences', async () => {
    const preferences = await terminal.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      // Undocumented, and the only way to see what a window really has.
      return (
        contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      ).getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
    // Left out of the answer when it is off.
    expect(preferences['nodeIntegrationInWorker'] ?? false).toBe(false);
    expect(preferences['enableBlinkFeatures'] ?? '').toBe('');
  });

  check('denies permissions that are asked for', async () => {
    const answers = await terminal.page.evaluate(async () => {
      const refusalOf = (asked: Promise<unknown>): Promise<string> =>
        asked.then(
          () => 'granted',
          (error: unknown) => (error instanceof Error ? error.name : 'refused'),
        );
      return {
        camera: await refusalOf(navigator.mediaDevices.getUserMedia({ video: true })),
        clipboard: await refusalOf(navigator.clipboard.readText()),
        place: await new Promise<string>((resolve) => {
          navigator.geolocation.getCurrentPosition(
            () => {
              resolve('granted');
            },
            (error) => {
              resolve(`error ${String(error.code)}`);
            },
          );
        }),
      };
    });
    expect(answers).toEqual({
      camera: expect.stringMatching(/NotAllowedError|NotFoundError/) as unknown,
      clipboard: 'NotAllowedError',
      place: 'error 1',
    });
  });

  check('denies permissions that are checked', async () => {
    const states = await terminal.page.evaluate(() =>
      Promise.all(
        (['geolocation', 'camera', 'microphone', 'midi'] as const).map(
          async (name) => (await navigator.permissions.query({ name })).state,
        ),
      ),
    );
    expect(states).toEqual(['denied', 'denied', 'denied', 'denied']);
  });

  check('sends the policy with every answer', async () => {
    const policies = await terminal.page.evaluate(() =>
      Promise.all(
        ['/index.html', '/none.js'].map(async (path) => {
          const answer = await fetch(`app://terminal${path}`);
          return answer.headers.get('content-security-policy');
        }),
      ),
    );
    expect(policies).toEqual([CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY]);
  });

  check('runs no inline script', async () => {
    const { directive, ran } = await terminal.page.evaluate(async () => {
      const violated = new Promise<string>((resolve) => {
        document.addEventListener(
          'securitypolicyviolation',
          (event) => {
            resolve(event.effectiveDirective);
          },
          { once: true },
        );
      });
      const script = document.createElement('script');
      script.textContent = 'globalThis.inlineRan = true';
      document.head.append(script);
      return { directive: await violated, ran: 'inlineRan' in globalThis };
    });
    expect(directive).toMatch(/^script-src/);
    expect(ran).toBe(false);
  });

  check('serves nothing outside the page folder', async () => {
    const statuses = await terminal.page.evaluate(() =>
      Promise.all(
        [
          '/..%2fmain%2fmain.js',
          '/%2e%2e%2f%2e%2e%2fpackage.json',
          '/..%5cmain%5cmain.js',
          '/../../package.json',
        ].map(async (path) => (await fetch(`app://terminal${path}`)).status),
      ),
    );
    expect(statuses).toEqual([404, 404, 404, 404]);
  });

  check('reaches no network', async () => {
    const { page, app } = terminal;
    const failed = await page.evaluate(async (url) => {
      const image = new Promise<string>((resolve) => {
        const element = new Image();
        element.onload = () => {
          resolve('loaded');
        };
        element.onerror = () => {
          resolve('failed');
        };
        element.src = url;
      });
      const answer = fetch(url).then(
        () => 'loaded',
        () => 'failed',
      );
      return Promise.all([image, answer]);
    }, outside.url);
    expect(failed).toEqual(['failed', 'failed']);
    // The policy stopped those; this one meets the session's own rule behind it.
    const behind = await app.evaluate(
      ({ session }, url) =>
        session.defaultSession.fetch(url).then(
          () => 'loaded',
          () => 'failed',
        ),
      outside.url,
    );
    expect(behind).toBe('failed');
    expect(outside.requests()).toBe(0);
  });

  check('does not leave its page', async () => {
    const { page, app } = terminal;
    for (const target of [outside.url, 'app://terminal/assets/other.html']) {
      await app.evaluate(({ BrowserWindow }) => {
        const outcome = new Promise<boolean>((resolve) => {
          // Added after the terminal's own listener, so it sees what that one did.
          BrowserWindow.getAllWindows()[0]?.webContents.once('will-frame-navigate', (event) => {
            resolve(event.defaultPrevented);
          });
        });
        Object.assign(globalThis, { navigation: { outcome } });
      });
      await page.evaluate((url) => {
        window.location.href = url;
      }, target);
      // Put there above, in the same process.
      const prevented = app.evaluate(
        () =>
          (globalThis as unknown as { navigation: { outcome: Promise<boolean> } }).navigation
            .outcome,
      );
      expect(await prevented, target).toBe(true);
      expect(page.url()).toBe('app://terminal/index.html');
    }
    expect(outside.requests()).toBe(0);
  });

  check('opens no window', async () => {
    const opened = await terminal.page.evaluate(
      (urls) => urls.map((url) => window.open(url) !== null),
      [outside.url, 'app://terminal/index.html', 'file:///etc/passwd', 'about:blank'],
    );
    expect(opened).toEqual([false, false, false, false]);
    expect(terminal.app.windows().length).toBe(1);
    expect(outside.requests()).toBe(0);
  });

  check('opens no window for a link to an allowed site either', async () => {
    const { page, app } = terminal;
    await app.evaluate(({ shell }) => {
      const handedOver: string[] = [];
      Object.assign(globalThis, { handedOver });
      shell.openExternal = (url) => {
        handedOver.push(url);
        return Promise.resolve();
      };
    });
    await page.evaluate((url) => {
      window.open('https://www.tradingview.com/');
      window.open('https://www.tradingview.com.example.com/');
      window.open(url);
    }, outside.url);
    const handedOver = await app.evaluate(
      () => (globalThis as unknown as { handedOver: string[] }).handedOver,
    );
    expect(handedOver).toEqual(['https://www.tradingview.com/']);
    expect(app.windows().length).toBe(1);
  });

  check('attaches no webview', async () => {
    const { page, app } = terminal;
    const isInert = await page.evaluate((url) => {
      const view = document.createElement('webview');
      view.setAttribute('src', url);
      view.setAttribute('allowpopups', '');
      document.body.append(view);
      const inert = !('getWebContentsId' in view);
      view.remove();
      return inert;
    }, outside.url);
    expect(isInert).toBe(true);
    expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
  });

  check('answers only its own page', async () => {
    // A window that has the preload script but shows another page.
    const outcome = await terminal.app.evaluate(async ({ app, BrowserWindow }) => {
      const preload = `${app.getAppPath()}/out/preload/preload.cjs`;
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload } });
      await stranger.loadURL('data:text/html,<title>stranger</title>');
      const text = await (stranger.webContents.executeJavaScript(`new Promise((resolve) => {
        addEventListener('message', () => resolve('got a port'));
        securetrade.onEngineState(() => resolve('got the state'));
        securetrade.requestPort();
        securetrade.saveExport('/etc/passwd').then(() => resolve('saved'), (e) => resolve(String(e)));
      })`) as Promise<string>);
      stranger.destroy();
      return text;
    });
    expect(outcome).toContain('Only the terminal itself may save exports.');
  });

  check('saves nothing but exports', async () => {
    const outcome = await terminal.page.evaluate(() =>
      window.securetrade.saveExport('/etc/passwd').then(
        () => 'saved',
        (error: unknown) => String(error),
      ),
    );
    expect(outcome).toContain('not an export');
  });

  it('leaves Alt and letters to the page', async () => {
    const { page, app } = terminal;
    expect(await app.evaluate(({ Menu }) => Menu.getApplicationMenu() === null)).toBe(
      process.platform !== 'darwin',
    );
    // Listening before the key is pressed: what is evaluated and what is typed reach the page on ways of their own.
    const pressed = await page.evaluateHandle(() => {
      const heard = new Promise<string>((resolve) => {
        window.addEventListener('keydown', (event) => {
          if (event.code === 'KeyB') resolve(`alt ${String(event.altKey)}`);
        });
      });
      return { heard };
    });
    await page.keyboard.press('Alt+KeyB');
    expect(await pressed.evaluate(({ heard }) => heard)).toBe('alt true');
  });

  it('shows the first window when the terminal is started again on the same data', async () => {
    const shown = terminal.app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<string>((resolve) => {
          const window = BrowserWindow.getAllWindows()[0];
          if (window === undefined) return;
          window.focus = () => {
            resolve('focused');
          };
        }),
    );
    const { target, dataFolder, environment } = bench;
    const code = await new Promise<unknown>((resolve) => {
      const args = [...target.args, '--data', dataFolder];
      execFile(target.executablePath, args, { env: environment }, (error) => {
        resolve(error === null ? 0 : error);
      });
    });
    expect(code).toBe(0);
    expect(await shown).toBe('focused');
    expect(terminal.app.windows().length).toBe(1);
  });
});

it('has a test, or a reason, for every point of the security checklist', () => {
  expect(CHECKLIST.map(({ point }) => point)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  for (const { point, tests, otherwise } of CHECKLIST) {
    expect(tests.length > 0 || otherwise !== undefined, `point ${String(point)}`).toBe(true);
  }
  const listed = CHECKLIST.flatMap(({ tests }) => tests);
  if (names.size > 0) expect([...new Set(listed)].sort()).toEqual([...names].sort());
});
