import { expect, test, vi } from 'vitest';
import type { Notice, Welcome } from '../../../../engine/contract/messages.ts';
import type { Connection } from '../../../../renderer/client/connection.ts';
import { reloadOnRestore } from '../../../../renderer/stores/reload-on-restore.ts';

function page() {
  const reload = vi.fn();
  const states: ((connection: Connection) => void)[] = [];
  const notices: ((notice: Notice) => void)[] = [];
  const client = {
    onState: (listener: (connection: Connection) => void) => {
      states.push(listener);
      return () => void states.splice(0);
    },
    onNotice: (listener: (notice: Notice) => void) => {
      notices.push(listener);
      return () => void notices.splice(0);
    },
  };
  const undo = reloadOnRestore(client, reload);
  return {
    reload,
    undo,
    welcome: (storeId: string) => {
      // Of a connection and a welcome it reads these alone.
      const connection = { state: 'ready', welcome: { storeId } as Welcome } as Connection;
      for (const hear of states) hear(connection);
    },
    notice: (code: string) => {
      for (const hear of notices) hear({ level: 'info', code, text: '', atUs: 1 });
    },
  };
}

test('a page whose store was replaced by a restore is loaded anew', () => {
  const { welcome, notice, reload } = page();
  welcome('a');
  welcome('b');
  notice('store.restored');
  expect(reload).toHaveBeenCalledOnce();
});

test('a page that was opened after the restore stays, and one whose store is the same', () => {
  const { welcome, notice, reload } = page();
  welcome('b');
  notice('store.restored');
  welcome('b');
  notice('store.restored');
  expect(reload).not.toHaveBeenCalled();
});

test('an import of fills replaces no documents, and what is undone hears nothing', () => {
  const { welcome, notice, reload, undo } = page();
  welcome('a');
  welcome('b');
  notice('store.imported');
  undo();
  notice('store.restored');
  expect(reload).not.toHaveBeenCalled();
});
