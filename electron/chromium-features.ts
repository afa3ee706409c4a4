/**
 * Features of Chromium that the terminal turns off. After a press of a key, the first of them holds
 * timers and messages back until a frame is painted, and the answer to an order with them: without it
 * the answer is on the screen some frames earlier (`npm run bench -- screen`, `screen.key.desktop`).
 */
const DISABLED_FEATURES: readonly string[] = ['DeferRendererTasksAfterInput'];

/** Value for Chromium's `disable-features`, with those that the command line names already. */
export function disabledFeatures(alreadyDisabled: string): string {
  return [...alreadyDisabled.split(',').filter((name) => name !== ''), ...DISABLED_FEATURES].join(
    ',',
  );
}
