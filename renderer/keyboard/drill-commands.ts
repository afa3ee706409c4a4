import type { DrillAction } from '../../engine/contract/drills.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { problemText } from '../client/errors.ts';
import { useSource } from '../stores/market.ts';
import { announce } from '../stores/notices.ts';
import { useTerminal } from '../stores/terminal.ts';
import { drillText } from '../text/drills.ts';
import type { Command } from './commands.ts';

const SECONDS = 30;

/** Commands that let a simulated market misbehave; none of them while a recording plays. */
export function drillCommands(client: EngineClient): readonly Command[] {
  const drill = (id: string, title: string, action: () => DrillAction): Command => ({
    id: `drill.${id}`,
    title,
    when: () => useSource.getState().status?.kind === 'simulator',
    run: () => {
      client.send({ type: 'source.control', action: action() }).catch((problem: unknown) => {
        announce('error', problemText(problem));
      });
    },
  });
  const gap = (basisPoints: number) => (): DrillAction => {
    return { kind: 'drill_gap', symbol: useTerminal.getState().symbol, basisPoints };
  };
  const crash = { kind: 'drill_gap', symbol: null, basisPoints: -500 } as const;
  const fast = { kind: 'drill_fast_tape', factor: 20, seconds: SECONDS } as const;
  return [
    drill('disconnect', drillText.disconnect, () => ({
      kind: 'drill_disconnect',
      seconds: SECONDS,
    })),
    drill('fast_tape', drillText.fastTape, () => fast),
    drill('gap_down', drillText.gapDown, gap(-300)),
    drill('gap_up', drillText.gapUp, gap(300)),
    drill('crash', drillText.crash, () => crash),
    drill('reject', drillText.reject, () => ({
      kind: 'drill_reject',
      orders: 3,
      seconds: SECONDS,
    })),
    drill('halt', drillText.halt, () => {
      return { kind: 'drill_halt', symbol: useTerminal.getState().symbol, seconds: SECONDS };
    }),
    drill('end', drillText.end, () => ({ kind: 'drill_end' })),
  ];
}
