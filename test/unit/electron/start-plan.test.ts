import { describe, expect, it } from 'vitest';
import { EARLY_EXIT_MS, earlyFailure, planStart } from '../../../electron/start-plan.ts';
import type { StartFacts } from '../../../electron/start-plan.ts';

const DESKTOP: StartFacts = {
  platform: 'linux',
  hasDisplay: true,
  isRoot: false,
  canSandbox: true,
  electron: { executable: '/e/electron' },
};
const WINDOW = { run: 'electron', executable: '/e/electron' };
const LOOK = { run: 'look-for-electron' };

describe('what npm start opens', () => {
  it.each<[string, Partial<StartFacts>, unknown]>([
    ['a desktop with Electron', {}, WINDOW],
    ['a desktop before anyone looked for Electron', { electron: null }, LOOK],
    [
      'a desktop where Electron cannot be had',
      { electron: { problem: 'no network' } },
      { run: 'served', because: 'no network' },
    ],
    [
      'no display, which is found out before Electron is fetched',
      { hasDisplay: false, electron: null },
      { run: 'served', because: 'there is no display (DISPLAY and WAYLAND_DISPLAY are not set)' },
    ],
    [
      'root on Linux',
      { isRoot: true, electron: null },
      { run: 'served', because: "Electron's sandbox does not run as root" },
    ],
    [
      'a system that forbids the sandbox',
      { canSandbox: false },
      {
        run: 'served',
        because: "this system's settings forbid Electron's sandbox (user namespaces)",
      },
    ],
    ['macOS, which always has a display', { platform: 'darwin', hasDisplay: false }, WINDOW],
    ['root on macOS', { platform: 'darwin', isRoot: true }, WINDOW],
    ['Windows', { platform: 'win32', hasDisplay: false, canSandbox: false }, WINDOW],
  ])('%s', (_name, facts, plan) => {
    expect(planStart({ ...DESKTOP, ...facts })).toEqual(plan);
  });
});

describe('a window that did not open', () => {
  it('is told with the line that names the cause', () => {
    const output = [
      'starting',
      'electron: error while loading shared libraries: libgtk-3.so.0: cannot open shared object',
    ];
    expect(earlyFailure({ code: 127, signal: null }, 50, output)).toBe(
      'Electron did not start (electron: error while loading shared libraries: libgtk-3.so.0: cannot open shared object)',
    );
  });

  it('is not blamed on what goes wrong in every start', () => {
    const output = [
      '[19261:1122/062042.889149:ERROR:bus.cc(407)] Failed to connect to the bus: no such file',
      '[21204:1122/062116.655202:ERROR:ozone_platform_x11.cc(245)] Missing X server or $DISPLAY',
    ];
    expect(earlyFailure({ code: null, signal: 'SIGSEGV' }, 50, output)).toBe(
      'Electron did not start (Missing X server or $DISPLAY)',
    );
  });

  it('is told with code or signal when Electron said nothing', () => {
    expect(earlyFailure({ code: 1, signal: null }, 50, [])).toContain('exit code 1');
    expect(earlyFailure({ code: null, signal: 'SIGTRAP' }, 50, [])).toContain('signal SIGTRAP');
  });

  it('is not one that was closed at once, or that ran for a while', () => {
    expect(earlyFailure({ code: 0, signal: null }, 50, [])).toBeNull();
    expect(earlyFailure({ code: null, signal: 'SIGKILL' }, EARLY_EXIT_MS, [])).toBeNull();
  });
});
