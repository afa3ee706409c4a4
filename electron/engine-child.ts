/** The engine as a utility process of Electron. */
import { constants } from 'node:os';
import { app, utilityProcess } from 'electron';
import type { Details, MessagePortMain } from 'electron';
import { withoutKeys } from '../engine/keys/environment-keys.ts';
import type { EngineChild } from './engine-process.ts';

const SERVICE_NAME = 'SecureTrade engine';
/**
 * Electron reports the signal of a dead process in a second event, right after the first. Waiting
 * this long for it delays a restart by less than the process took to die.
 */
const CAUSE_WAIT_MS = 20;

/** Starts `script`; all that it prints goes to `onOutput`. */
export function forkEngine(
  script: string,
  onOutput: (text: string) => void,
): EngineChild<MessagePortMain> {
  const child = utilityProcess.fork(script, [], {
    serviceName: SERVICE_NAME,
    stdio: 'pipe',
    env: withoutKeys(process.env),
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      onOutput(chunk.toString());
    });
  }
  return {
    get pid() {
      return child.pid;
    },
    send: (message, ports) => {
      child.postMessage(message, [...ports]);
    },
    kill: () => {
      // child.kill() only asks, and who calls this has asked before; but it also takes back a start.
      if (child.pid === undefined) child.kill();
      else process.kill(child.pid, 'SIGKILL');
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      reportExit(child, listener);
    },
  };
}

/** Calls back once the process has ended, with the signal where one ended it. */
function reportExit(
  child: Electron.UtilityProcess,
  listener: (exit: { code: number | null; signal: string | null }) => void,
): void {
  let gone: Details | null = null;
  const onGone = (_event: unknown, details: Details): void => {
    if (details.name === SERVICE_NAME) gone = details;
  };
  app.on('child-process-gone', onGone);
  child.once('exit', (code) => {
    setTimeout(() => {
      app.removeListener('child-process-gone', onGone);
      listener(exitOf(code, gone));
    }, CAUSE_WAIT_MS);
  });
}

/** Without a second event the code is an exit code; with one it is, on Unix, a signal's number. */
function exitOf(
  code: number,
  gone: Details | null,
): { code: number | null; signal: string | null } {
  if (gone === null || gone.reason === 'clean-exit' || gone.reason === 'abnormal-exit') {
    return { code, signal: null };
  }
  const signal = Object.entries(constants.signals).find(([, n]) => n === gone.exitCode)?.[0];
  const isUnix = process.platform !== 'win32';
  return isUnix && signal !== undefined
    ? { code: null, signal }
    : { code: gone.exitCode, signal: gone.reason };
}
