/** What the results of some days come to. */

export interface DayFigures {
  /** Sum of all days in micros. */
  readonly netMicros: number;
  /** Days that made something. */
  readonly won: number;
  /** Best and worst day in micros; null without days. */
  readonly bestMicros: number | null;
  readonly worstMicros: number | null;
  /** Size of the largest result, to which bars are drawn; 0 when there is none. */
  readonly largestMicros: number;
}

/** `nets`: the net result of each day in micros, in any order. */
export function dayFigures(nets: readonly number[]): DayFigures {
  let netMicros = 0;
  let won = 0;
  let best: number | null = null;
  let worst: number | null = null;
  for (const net of nets) {
    netMicros += net;
    if (net > 0) won += 1;
    if (best === null || net > best) best = net;
    if (worst === null || net < worst) worst = net;
  }
  const largestMicros = Math.max(0, Math.abs(best ?? 0), Math.abs(worst ?? 0));
  return { netMicros, won, bestMicros: best, worstMicros: worst, largestMicros };
}
