import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineClient } from '../../../../renderer/client/engine-client.ts';
import { profileCommands } from '../../../../renderer/keyboard/profile-commands.ts';
import { useNotices } from '../../../../renderer/stores/notices.ts';
import { useProfiling } from '../../../../renderer/stores/profiling.ts';

const SAVED = { path: '/data/profiles/file', bytes: 2_000, others: [] };

let sent: string[] = [];
/** Ends the engine's profile that is being taken. */
let settle: { readonly done: (saved: typeof SAVED) => void; readonly fail: (why: Error) => void };
let page: { readonly profilePage: unknown; readonly cancelPageProfile: () => void } | undefined;
let paged: string[] = [];

beforeEach(() => {
  sent = [];
  paged = [];
  page = undefined;
  useNotices.setState({ notices: [] });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** Runs the command of that name, in a browser or beside the desktop's bridge. */
function start(id: string): () => void {
  vi.stubGlobal('window', { securetrade: page });
  const client = {
    connection: { state: 'ready' },
    send: ({ type }: { type: string }) => {
      sent.push(type);
      if (type !== 'profile.take') return Promise.resolve({ cancelled: true });
      return new Promise((done, fail) => {
        settle = { done, fail };
      });
    },
  };
  // All of it that the commands use.
  const commands = profileCommands(client as unknown as EngineClient);
  const command = commands.find((each) => each.id === id);
  if (command === undefined) throw new Error(`no command ${id}`);
  const run = (): void => {
    command.run();
  };
  run();
  return run;
}

const told = (): readonly string[] => useNotices.getState().notices.map(({ text }) => text);

describe('the command for a profile', () => {
  it('shows that it is being taken until it is there, and where', async () => {
    start('profile.cpu');
    expect(useProfiling.getState().now).toMatchObject({ kind: 'cpu', seconds: 6 });
    settle.done(SAVED);
    await vi.waitFor(() => expect(useProfiling.getState().now).toBeNull());
    expect(told()[0]).toContain('Saved /data/profiles/file');
  });

  it('cancels it when it is given again, as the button beside it does', async () => {
    const again = start('profile.heap');
    again();
    useProfiling.getState().cancel();
    expect(sent).toEqual(['profile.take', 'profile.cancel', 'profile.cancel']);
    settle.fail(new Error('it was cancelled'));
    await vi.waitFor(() => expect(useProfiling.getState().now).toBeNull());
    expect(told()[0]).toBe('No profile: it was cancelled');
  });

  it('takes the window along in the desktop, its heap after that of the engine', async () => {
    page = {
      profilePage: (kind: string) => {
        paged.push(kind);
        return Promise.resolve(SAVED);
      },
      cancelPageProfile: () => paged.push('cancel'),
    };
    start('profile.heap');
    expect(paged).toEqual([]);
    settle.done(SAVED);
    await vi.waitFor(() => expect(useProfiling.getState().now).toBeNull());
    expect(paged).toEqual(['heap']);
    start('profile.cpu');
    expect(paged).toEqual(['heap', 'cpu']);
    useProfiling.getState().cancel();
    expect(paged).toEqual(['heap', 'cpu', 'cancel']);
    settle.fail(new Error('it was cancelled'));
    await vi.waitFor(() => expect(useProfiling.getState().now).toBeNull());
  });

  it("leaves the window alone when the engine's snapshot was cancelled", async () => {
    page = { profilePage: () => paged.push('heap'), cancelPageProfile: () => undefined };
    start('profile.heap');
    settle.fail(new Error('it was cancelled'));
    await vi.waitFor(() => expect(useProfiling.getState().now).toBeNull());
    expect(paged).toEqual([]);
  });
});
