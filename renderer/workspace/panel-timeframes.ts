/** Timeframes of charts: that of the first is the terminal's, others have one of their own. */
import { useContext } from 'react';
import { create } from 'zustand';
import type { Timeframe } from '../../engine/domain/bar.ts';
import { useTerminal } from '../stores/terminal.ts';
import { PanelContext } from './links.ts';

/** By the name of the chart's panel. */
export type PanelTimeframes = Readonly<Partial<Record<string, Timeframe>>>;

export const usePanelTimeframes = create<{ readonly timeframes: PanelTimeframes }>(() => ({
  timeframes: {},
}));

/** Timeframe of the chart that a component is part of, and what changes it. */
export function usePanelTimeframe(): readonly [Timeframe, (timeframe: Timeframe) => void] {
  const key = useContext(PanelContext) ?? 'chart';
  const first = useTerminal((terminal) => terminal.timeframe);
  const own = usePanelTimeframes(({ timeframes }) => timeframes[key]);
  return [own ?? first, (timeframe) => setTimeframe(key, timeframe)];
}

/** Changes that of the chart with that name. */
export function setTimeframe(key: string, timeframe: Timeframe): void {
  if (key === 'chart') useTerminal.getState().setTimeframe(timeframe);
  else {
    usePanelTimeframes.setState(({ timeframes }) => ({
      timeframes: { ...timeframes, [key]: timeframe },
    }));
  }
}
