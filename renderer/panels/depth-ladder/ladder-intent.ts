/** What a click on the ladder means: which order it makes or which it cancels. */
import type { Side } from '../../../engine/domain/side.ts';
import type { BracketTemplate } from '../../trading/bracket-template.ts';
import type { Preparation } from '../../trading/prepared-draft.ts';
import type { LadderTarget } from './ladder-row.ts';
import type { OwnLevel } from './own-orders.ts';
import { ownKey } from './own-orders.ts';

/** A left click, one with Alt, a right click; keys have the same three. */
export type LadderGesture = 'limit' | 'bracket' | 'stop';

/** A click on the bid column buys, on the ask column sells; elsewhere there is no order to make. */
export function sideOfColumn({ column }: LadderTarget): Side | null {
  if (column === 'bid') return 'buy';
  return column === 'ask' ? 'sell' : null;
}

/** Side of the own orders that a column shows; null of one that shows none. */
export function ownSideOfColumn({ column }: LadderTarget): Side | null {
  if (column === 'own-buy') return 'buy';
  return column === 'own-sell' ? 'sell' : null;
}

/** Own orders in a cell, if it has some. */
export function ownAt(
  own: ReadonlyMap<string, OwnLevel>,
  target: LadderTarget,
): OwnLevel | undefined {
  const side = ownSideOfColumn(target);
  return side === null ? undefined : own.get(ownKey(side, target.priceTicks));
}

/** The order that a gesture on a bid or ask cell makes; null where there is none to make. */
export function preparationFor(
  symbol: string,
  target: LadderTarget,
  gesture: LadderGesture,
  template: BracketTemplate,
): Preparation | null {
  const side = sideOfColumn(target);
  if (side === null) return null;
  const price = target.priceTicks;
  if (gesture === 'stop') return { symbol, side, orderType: 'stop', price };
  const order = { symbol, side, orderType: 'limit', price } as const;
  const withExits = gesture === 'bracket' || template.attach;
  return withExits ? { ...order, bracket: template } : order;
}
