import { setFlagsFromString } from 'node:v8';

/**
 * Lets the threads that are started from now on have limits of their own: the size of the young generation
 * that engine-launch.ts gives on the command line is the main thread's, and would go before them.
 */
export function letThreadsHaveLimits(): void {
  setFlagsFromString('--max-semi-space-size=0');
}
