/** One measured figure, printed as one JSON line. */
export interface BenchFigure {
  /** What was measured, dotted: `matching.walk.throughput`. */
  readonly name: string;
  readonly value: number;
  /** `ops/s`, `us`, `ns`, `rows/s`, ... */
  readonly unit: string;
  /** `value` in relation to a reference measured in the same run, since machines drift. */
  readonly ratio?: number;
  /** What the reference is. */
  readonly reference?: string;
  /** Further numbers for whoever reads the figure: rounds, sizes, checks passed. */
  readonly details?: object;
}

/** Prints figures as JSON lines on standard output. */
export function printFigures(figures: readonly BenchFigure[]): void {
  for (const figure of figures) process.stdout.write(`${JSON.stringify(figure)}\n`);
}
