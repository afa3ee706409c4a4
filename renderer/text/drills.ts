import type { RunningDrill } from '../../engine/contract/drills.ts';

/** Words on drills: the market misbehaving on request. */
export const drillText = {
  title: 'A drill is under way; the command palette ends it',
  disconnect: 'Drill: stop market data for 30 s',
  fastTape: 'Drill: tape 20 times as fast for 30 s',
  gapDown: 'Drill: the chosen symbol gaps down 3 %',
  gapUp: 'Drill: the chosen symbol gaps up 3 %',
  crash: 'Drill: the whole market gaps down 5 %',
  reject: 'Drill: the venue rejects the next 3 orders',
  halt: 'Drill: the chosen symbol is halted for 30 s',
  end: 'Drill: end all drills',
  running: ({ kind, factor, ordersLeft, symbol }: RunningDrill, left: string): string => {
    switch (kind) {
      case 'disconnect':
        return `Drill: no data, ${left} left`;
      case 'fast_tape':
        return `Drill: tape ${String(factor)}×, ${left} left`;
      case 'reject':
        return `Drill: next ${String(ordersLeft)} orders rejected, ${left} left`;
      case 'halt':
        return `Drill: ${symbol ?? ''} halted, ${left} left`;
    }
  },
} as const;
