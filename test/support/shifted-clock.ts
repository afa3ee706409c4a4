/** Preloaded into an engine's process: its wall clock is off by so many milliseconds. */
const shiftMs = Number(process.env['STP_TEST_CLOCK_SHIFT_MS'] ?? 0);
const now = Date.now;
Date.now = () => now() + shiftMs;
