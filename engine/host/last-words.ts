import pino from 'pino';
import { EXIT_CODES } from './exit-codes.ts';

/**
 * Ends the process when an error or a rejection has reached nobody: half a command may have been
 * done, so what is in memory cannot be trusted. Electron's processes would only warn of a rejection
 * and go on. One line to standard error, which every host keeps, says what it was.
 */
export function endOnUncaught(): void {
  const end = (error: unknown): never => {
    const log = pino({ name: 'engine' }, pino.destination({ fd: 2, sync: true }));
    const err = error instanceof Error ? error : new Error(String(error));
    log.fatal({ err }, 'the engine cannot go on: an error that nobody expected');
    return process.exit(EXIT_CODES['venue.failed']);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
