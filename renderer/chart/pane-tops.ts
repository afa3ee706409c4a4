import type { IChartApiBase } from 'lightweight-charts';

/** Room that the library puts between two panes, in px. */
const PANE_SEPARATOR_PX = 1;

/** Where each pane begins, in px from the top; `isLaidOut` says whether the library has given all of them a height. */
export function paneTopsOf(chart: IChartApiBase): {
  readonly paneTops: readonly number[];
  readonly isLaidOut: boolean;
} {
  const heights = chart.panes().map((pane) => pane.getHeight());
  const paneTops: number[] = [];
  let top = 0;
  for (const height of heights) {
    paneTops.push(top);
    top += height + PANE_SEPARATOR_PX;
  }
  return { paneTops, isLaidOut: heights.every((height) => height > 0) };
}
