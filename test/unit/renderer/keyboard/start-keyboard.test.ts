import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { EngineClient } from '../../../../renderer/client/engine-client.ts';
import { registerCommand } from '../../../../renderer/keyboard/commands.ts';
import { startKeyboard } from '../../../../renderer/keyboard/start-keyboard.ts';
import { useOverlay } from '../../../../renderer/stores/overlay.ts';

/** A window as far as the keyboard listens on it; `roles`: of what is open in its page. */
class FakeWindow extends EventTarget {
  roles: readonly string[] = [];
  readonly document = {
    querySelector: (selector: string) =>
      this.roles.find((role) => selector.split(', ').includes(`[role="${role}"]`)) ?? null,
  };
}

let target: FakeWindow;
let sent: number;
let undo: (() => void)[];

beforeEach(() => {
  vi.stubGlobal('HTMLElement', class extends EventTarget {});
  vi.stubGlobal('window', {});
  target = new FakeWindow();
  sent = 0;
  // Commands ask the client when they run, and the keyboard only listens and looks for what is open.
  const client = { connection: { state: 'ready' } } as unknown as EngineClient;
  undo = [
    startKeyboard(client, target as unknown as Window),
    registerCommand({ id: 'order.confirm', title: 'Send', first: true, run: () => (sent += 1) }),
  ];
});
afterEach(() => {
  for (const end of undo) end();
  useOverlay.setState(useOverlay.getInitialState(), true);
  vi.unstubAllGlobals();
});

function pressEnter(): void {
  const event = new Event('keydown', { cancelable: true });
  const keys = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, repeat: false };
  Object.assign(event, { key: 'Enter', code: 'Enter', isComposing: false, ...keys });
  target.dispatchEvent(event);
}

it.each(['dialog', 'menu'])('leaves Enter to an open %s, whatever is prepared', (role) => {
  target.roles = [role];
  pressEnter();
  expect(sent).toBe(0);
  target.roles = [];
  pressEnter();
  expect(sent).toBe(1);
});

it('leaves Enter to an overlay of the shell', () => {
  useOverlay.setState({ open: 'palette' });
  pressEnter();
  expect(sent).toBe(0);
});
