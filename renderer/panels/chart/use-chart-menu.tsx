import { useCallback, useState } from 'react';
import type { MouseEvent, ReactNode, RefObject } from 'react';
import type { PaceAction } from '../../../engine/contract/messages.ts';
import type { Place } from '../../chart/overlays/chart-place.ts';
import { useEngine } from '../../client/engine-context.ts';
import { problemText } from '../../client/errors.ts';
import { useSource } from '../../stores/market.ts';
import { announce } from '../../stores/notices.ts';
import { chartMenuText } from '../../text/chart-menu.ts';
import type { ChartController } from './chart-controller.ts';
import { menuGroups } from './chart-menu-groups.ts';
import { ChartMenu } from './ChartMenu.tsx';
import type { MenuGroup } from './ChartMenu.tsx';
import { addPriceAlert, deletePriceAlert } from './price-alerts.ts';
import { skipAhead } from './skip-ahead.ts';

interface OpenMenu {
  readonly at: Place;
  readonly groups: readonly MenuGroup[];
}

/** The chart's menu: what to draw, and what opens it at the pointer or by key. */
export function useChartMenu(
  controller: RefObject<ChartController | null>,
  openLook: () => void,
): {
  readonly menu: ReactNode;
  readonly openAtPointer: (event: MouseEvent<HTMLElement>) => void;
  readonly openByKey: () => void;
} {
  const engine = useEngine();
  const [open, setOpen] = useState<OpenMenu | null>(null);
  const openAt = useCallback(
    (pointed: Place | null): void => {
      const chart = controller.current;
      const world = chart?.menuWorld(pointed) ?? null;
      if (chart === null || world === null) return;
      const { instrument } = world;
      const control = (action: PaceAction): void => {
        engine.send({ type: 'source.control', action }).catch((problem: unknown) => {
          announce('error', chartMenuText.notDone(problemText(problem)));
        });
      };
      const groups = menuGroups(world, {
        prepare: (side, orderType, ticks) => chart.own.prepare(side, orderType, ticks),
        addAlert: (ticks) => addPriceAlert(engine, instrument, ticks),
        deleteAlert: (alertId) => deletePriceAlert(engine, alertId),
        drawLevel: (ticks) => chart.drawings.level(ticks),
        removeDrawing: () => chart.drawings.remove(),
        control,
        skip: (minutes) => {
          const status = () => useSource.getState().status;
          const subscribe = (listener: (now: ReturnType<typeof status>) => void) =>
            useSource.subscribe((store) => listener(store.status));
          skipAhead({ status, subscribe }, minutes, control);
        },
        openLook,
        showNewest: () => chart.showNewest(),
      });
      setOpen({ at: pointed ?? { x: 40, y: 40 }, groups });
    },
    [controller, engine, openLook],
  );
  const close = useCallback(() => setOpen(null), []);
  const openByKey = useCallback(() => openAt(null), [openAt]);
  return {
    menu:
      open === null ? null : (
        <ChartMenu label={chartMenuText.label} at={open.at} groups={open.groups} onClose={close} />
      ),
    openAtPointer: (event) => {
      event.preventDefault();
      const box = event.currentTarget.getBoundingClientRect();
      openAt({ x: event.clientX - box.left, y: event.clientY - box.top });
    },
    openByKey,
  };
}
