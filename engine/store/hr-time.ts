const NS_PER_US = 1_000;

/** The machine's high-resolution time in microseconds: the same clock in every thread of a process. */
export function hrTimeUs(): number {
  return Number(process.hrtime.bigint()) / NS_PER_US;
}
