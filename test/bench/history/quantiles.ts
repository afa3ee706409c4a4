/** What the reads of one query took, all rounds together. */
export interface Took {
  /** Time of each read in microseconds. */
  readonly us: number[];
  /** Time of this process in each, all of its threads. */
  readonly cpuUs: number[];
  /** Calls that read of each: a page of the file each, when the read is on the same thread. */
  readonly pages: number[];
  /** Of each read the least time of its rounds. */
  readonly leastUs: number[];
  /** Reads that waited for the disk; not among the others. */
  cold: number;
}

/** The middle and the slowest percent of them. */
export interface Quantiles {
  readonly p50Us: number;
  readonly p99Us: number;
  readonly cpuP50Us: number;
  readonly cpuP99Us: number;
  readonly leastP99Us: number;
  readonly pagesP50: number;
  readonly pagesP99: number;
  readonly cold: number;
}

export function quantiles({ us, cpuUs, pages, leastUs, cold }: Took): Quantiles {
  const at = (values: readonly number[], share: number): number => {
    const sorted = values.toSorted((a, b) => a - b);
    return Math.round(sorted[Math.floor(share * sorted.length)] ?? 0);
  };
  return {
    p50Us: at(us, 0.5),
    p99Us: at(us, 0.99),
    cpuP50Us: at(cpuUs, 0.5),
    cpuP99Us: at(cpuUs, 0.99),
    leastP99Us: at(leastUs.filter(Number.isFinite), 0.99),
    pagesP50: at(pages, 0.5),
    pagesP99: at(pages, 0.99),
    cold,
  };
}
