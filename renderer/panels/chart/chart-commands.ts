import { useEffect } from 'react';
import type { RefObject } from 'react';
import { CHART_TYPES } from '../../chart/chart-look.ts';
import { registerCommand } from '../../keyboard/commands.ts';
import type { Command } from '../../keyboard/commands.ts';
import { chartText } from '../../text/chart.ts';
import type { ChartController } from './chart-controller.ts';
import { changeLook } from './look-store.ts';

const FLAGS = ['volume', 'logarithmic', 'sessionBreaks', 'fillLinks'] as const;

/** What the chart adds to palette and key map while it is there. */
export function useChartCommands(
  controller: RefObject<ChartController | null>,
  openLook: () => void,
): void {
  useEffect(() => {
    const all: readonly Command[] = [
      { id: 'chart.look', title: chartText.look, run: openLook },
      {
        id: 'chart.newest',
        title: chartText.newest,
        run: () => controller.current?.showNewest(),
      },
      ...CHART_TYPES.map((type) => ({
        id: `chart.type.${type}`,
        title: chartText.drawAs(type),
        run: () => {
          changeLook((look) => ({ ...look, type }));
        },
      })),
      ...FLAGS.map((flag) => ({
        id: `chart.toggle.${flag}`,
        title: chartText.toggle(chartText.flags[flag]),
        run: () => {
          changeLook((look) => ({ ...look, [flag]: !look[flag] }));
        },
      })),
    ];
    const undo = all.map(registerCommand);
    return () => {
      for (const remove of undo) remove();
    };
  }, [controller, openLook]);
}
