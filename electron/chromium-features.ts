/**
 * Features of Chromium that the terminal turns off. After a press of a key, the first of them holds
 * timers and messages back until a frame is painted, and the answer to an order with them: without it
 * the answer is on the screen some frames earlier (`npm run bench -- screen`, `screen.key.desktop`).
 */
const DISABLED_FEATURES: readonly string[] = ['DeferRendererTasksAfterInput'];

/**
 * Features of Chromium that the terminal turns on. Nothing is fetched by pages, which are the application's own
 * files; a process for the network, which such a terminal has no work for, is 17 MB.
 */
const ENABLED_FEATURES: readonly string[] = ['NetworkServiceInProcess2'];

/**
 * Flags of V8 in pages: MB of each half of the young generation. A page makes and drops megabytes a second, with
 * which V8 would fill all it may have, 20 to 30 MB more; processor time of a frame is the same (4.84 ms and
 * 4.86 at 10,000 events/s).
 */
const PAGE_V8_FLAGS = '--max-semi-space-size=4';

/** Value for Chromium's `disable-features`, with those that the command line names already. */
export function disabledFeatures(alreadyDisabled: string): string {
  return joined(alreadyDisabled, DISABLED_FEATURES, ',');
}

/** The same for its `enable-features`. */
export function enabledFeatures(alreadyEnabled: string): string {
  return joined(alreadyEnabled, ENABLED_FEATURES, ',');
}

/** The same for its `js-flags`; what the command line says goes before. */
export function pageFlags(alreadySet: string): string {
  return joined('', [PAGE_V8_FLAGS, alreadySet], ' ');
}

function joined(already: string, ours: readonly string[], separator: string): string {
  return [...already.split(separator), ...ours].filter((one) => one !== '').join(separator);
}
