/**
 * Preloaded into an engine's process: whenever it gets SIGUSR2, its wall clock is set on by the seconds in the
 * file that STP_TEST_CLOCK_FILE names.
 */
import { readFileSync } from 'node:fs';

const file = process.env['STP_TEST_CLOCK_FILE'] ?? '';
const now = Date.now;
let aheadMs = 0;
Date.now = () => now() + aheadMs;
process.on('SIGUSR2', () => {
  aheadMs += Number(readFileSync(file, 'utf8')) * 1_000;
});
