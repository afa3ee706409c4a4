import pino from 'pino';
import { EXIT_CODES } from './exit-codes.ts';

/**
 * Writes why the engine ends, as one line to standard error: the one stream that every host keeps,
 * and at once, because the process is about to be gone.
 */
export function lastWords(fields: object, message: string): void {
  pino({ name: 'engine' }, pino.destination({ fd: 2, sync: true })).fatal(fields, message);
}

/**
 * Ends the process when an error or a rejection has reached nobody: half a command may have been
 * done, so what is in memory cannot be trusted. Electron's processes would only warn of a rejection
 * and go on.
 */
export function endOnUncaught(): void {
  const end = (error: unknown): never => {
    const err = error instanceof Error ? error : new Error(String(error));
    lastWords({ err }, 'the engine cannot go on: an error that nobody expected');
    return process.exit(EXIT_CODES['venue.failed']);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
