import { useContext, useEffect } from 'react';
import type { RefObject } from 'react';
import { CHART_TYPES } from '../../chart/chart-look.ts';
import { CHART_ZONES } from '../../chart/chart-zone.ts';
import { DRAWING_TOOLS } from '../../chart/drawings/drawing.ts';
import { registerCommand } from '../../keyboard/commands.ts';
import type { Command } from '../../keyboard/commands.ts';
import { chartLinesText } from '../../text/chart-lines.ts';
import { chartMenuText } from '../../text/chart-menu.ts';
import { chartText } from '../../text/chart.ts';
import { drawingsText } from '../../text/drawings.ts';
import type { ChartController } from './chart-controller.ts';
import { PanelContext, useIsTarget } from '../../workspace/links.ts';
import { doInSight } from '../../workspace/workspace-api.ts';
import { changeLook } from './look-store.ts';

/** What only the panel can do; each stays the same. */
export interface PanelActions {
  readonly openLook: () => void;
  readonly openMenu: () => void;
  readonly toggleTable: () => void;
  readonly toggleTools: () => void;
}

const FLAGS = ['volume', 'logarithmic', 'sessionBreaks', 'fillLinks'] as const;

/**
 * What the chart adds to palette and key map while it is there; of several the one used last does. A chart
 * behind another tab comes to the front first.
 */
export function useChartCommands(
  controller: RefObject<ChartController | null>,
  { openLook, openMenu, toggleTable, toggleTools }: PanelActions,
): void {
  const isTarget = useIsTarget();
  const key = useContext(PanelContext) ?? 'chart';
  useEffect(() => {
    if (!isTarget) return undefined;
    const all: readonly Command[] = [
      { id: 'chart.look', title: chartText.look, run: openLook },
      { id: 'chart.menu', title: chartMenuText.open, run: openMenu },
      { id: 'chart.table', title: chartText.commands.table, run: toggleTable },
      { id: 'chart.tools', title: chartText.commands.tools, run: toggleTools },
      {
        id: 'chart.snapshot',
        title: chartText.commands.snapshot,
        run: () => controller.current?.savePicture(),
      },
      {
        id: 'chart.newest',
        title: chartText.newest,
        run: () => controller.current?.showNewest(),
      },
      {
        id: 'chart.next_line',
        title: chartLinesText.next,
        run: () => controller.current?.own.takeNext(),
      },
      {
        id: 'chart.next_drawing',
        title: drawingsText.next,
        run: () => controller.current?.drawings.selectNext(),
      },
      ...DRAWING_TOOLS.map((tool) => ({
        id: `chart.draw.${tool}`,
        title: drawingsText.draw(tool),
        run: () => controller.current?.drawings.placeInView(tool),
      })),
      {
        id: 'chart.drawings_clear',
        title: drawingsText.removeAll,
        run: () => controller.current?.drawings.removeAll(),
      },
      ...CHART_TYPES.map((type) => ({
        id: `chart.type.${type}`,
        title: chartText.drawAs(type),
        run: () => {
          changeLook((look) => ({ ...look, type }));
        },
      })),
      ...CHART_ZONES.map((zone) => ({
        id: `chart.zone.${zone}`,
        title: chartText.readIn(chartText.zones[zone]),
        run: () => {
          changeLook((look) => ({ ...look, zone }));
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
    const undo = all.map(({ run, ...command }) =>
      registerCommand({ ...command, run: () => doInSight(key, run) }),
    );
    return () => {
      for (const remove of undo) remove();
    };
  }, [isTarget, key, controller, openLook, openMenu, toggleTable, toggleTools]);
}
