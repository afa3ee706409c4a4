/** The look of the chart: one for all symbols, kept by the engine and shared by all windows. */
import { create } from 'zustand';
import { INITIAL_LOOK, readLook } from '../../chart/chart-look.ts';
import type { ChartLook } from '../../chart/chart-look.ts';
import type { EngineClient } from '../../client/engine-client.ts';
import { problemText } from '../../client/errors.ts';
import { KeptDocument } from '../../client/kept-document.ts';
import { announce } from '../../stores/notices.ts';
import { indicatorsText } from '../../text/indicators.ts';

export const useChartLook = create<{ readonly look: ChartLook }>(() => ({ look: INITIAL_LOOK }));

/** What changes are saved by; null while no chart is open. */
let kept: KeptDocument<ChartLook> | null = null;
let charts = 0;

/** Changes the look of every chart, and saves it. */
export function changeLook(change: (look: ChartLook) => ChartLook): void {
  const look = change(useChartLook.getState().look);
  useChartLook.setState({ look });
  kept?.save(look);
}

/** Loads the look and saves its changes while a chart is open. Returns what ends it. */
export function keepLook(client: EngineClient): () => void {
  charts += 1;
  kept ??= new KeptDocument({
    client,
    kind: 'templates',
    name: 'chart',
    read: readLook,
    onValue: (look) => useChartLook.setState({ look: look ?? INITIAL_LOOK }),
    onProblem: (problem) => announce('warning', indicatorsText.notSaved(problemText(problem))),
  });
  return () => {
    charts -= 1;
    if (charts > 0) return;
    kept?.dispose();
    kept = null;
  };
}
