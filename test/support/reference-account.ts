import type { MarginMode } from '../../engine/contract/account.ts';
import type { Order, Position } from '../../engine/domain/order.ts';
import type { Side } from '../../engine/domain/side.ts';

/** Money of one tick on one lot of the equities that tests trade, in micros. */
const TICK_MICROS = 100;

/** What the naive account is told: positions and orders as a client has them, and last prices. */
export interface AccountPicture {
  readonly cashMicros: number;
  readonly positions: readonly Position[];
  readonly workingOrders: readonly Order[];
  readonly lastTicks: (symbol: string) => number;
}

/** Sums of an account of equities, each from scratch: the specification of the account's state. */
export function referenceAccount(mode: MarginMode, picture: AccountPicture) {
  const { cashMicros, positions, workingOrders, lastTicks } = picture;
  const leverage = mode === 'cash' ? 1 : 2;
  let longValueMicros = 0;
  let shortValueMicros = 0;
  for (const { symbol, qtyLots } of positions) {
    const value = qtyLots * lastTicks(symbol) * TICK_MICROS;
    if (value > 0) longValueMicros += value;
    else shortValueMicros += value;
  }
  const equityMicros = cashMicros + longValueMicros + shortValueMicros;
  let reservedMicros = 0;
  for (const symbol of new Set(workingOrders.map((order) => order.symbol))) {
    const held = positions.find((one) => one.symbol === symbol)?.qtyLots ?? 0;
    for (const side of ['buy', 'sell'] as const) {
      reservedMicros += leverage * reservedBy(mode, held, workingOrders, symbol, side);
    }
  }
  // Half of a value in hundreds of micros is whole.
  const tiedMicros =
    mode === 'cash' ? -shortValueMicros : (longValueMicros - shortValueMicros) / leverage;
  const baseMicros = mode === 'cash' ? cashMicros : equityMicros;
  const buyingPowerMicros = leverage * (baseMicros - tiedMicros) - reservedMicros;
  return {
    cashMicros,
    equityMicros,
    longValueMicros,
    shortValueMicros,
    reservedMicros,
    buyingPowerMicros,
  };
}

/** Money that one side's orders tie up beyond what closes the position. */
function reservedBy(
  mode: MarginMode,
  held: number,
  orders: readonly Order[],
  symbol: string,
  side: Side,
): number {
  const own = orders.filter((order) => order.symbol === symbol && order.side === side);
  const lots = own.reduce((sum, { leavesQtyLots }) => sum + leavesQtyLots, 0);
  const closing = Math.min(lots, Math.max(0, side === 'buy' ? -held : held));
  if (lots === closing) return 0;
  const value = own.reduce(
    (sum, order) => sum + order.leavesQtyLots * (order.limitPriceTicks ?? 0) * TICK_MICROS,
    0,
  );
  const opening = up(BigInt(value) * BigInt(lots - closing), BigInt(lots));
  return Number(mode === 'cash' ? opening : up(opening, 2n));
}

function up(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}
