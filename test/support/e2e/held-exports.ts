/**
 * Preloaded into the processes of a terminal: an export that has begun its file goes on no further until it is
 * told to stop. So its progress stands still to be read, and a cancel never comes too late.
 */
import { once } from 'node:events';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';

const { openSync } = fs;
const { setImmediate } = timers;
/** Of this thread; exports have one of their own. */
let isExporting = false;

/** Whether a message to the thread tells an export to stop. */
function isCancel(message: unknown): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    message.kind === 'cancel'
  );
}

async function untilCanceled(): Promise<void> {
  if (parentPort === null) return;
  for (;;) {
    const messages: readonly unknown[] = await once(parentPort, 'message');
    if (messages.some(isCancel)) return;
  }
}

Object.assign(fs, {
  openSync: (...args: Parameters<typeof openSync>): number => {
    if (String(args[0]).endsWith('.csv.part')) isExporting = true;
    return openSync(...args);
  },
});
Object.assign(timers, {
  setImmediate: async (): Promise<void> => {
    if (isExporting) await untilCanceled();
    isExporting = false;
    await setImmediate();
  },
});
syncBuiltinESMExports();
