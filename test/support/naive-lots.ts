import type { Fill } from '../../engine/domain/order.ts';
import type { Lot, SymbolLots } from '../../engine/domain/lot.ts';

/** The open lots that fills leave, by walking a list: the specification of the stored ones. */
export function naiveLots(fills: readonly Fill[]): SymbolLots[] {
  const lotsOf = new Map<string, Lot[]>();
  for (const fill of fills) {
    const lots = lotsOf.get(fill.symbol) ?? [];
    lotsOf.set(fill.symbol, lots);
    const sign = fill.side === 'buy' ? 1 : -1;
    const perLot = fill.grossMicros / fill.lastQtyLots;
    let left: number = fill.lastQtyLots;
    for (let oldest = lots[0]; left > 0 && oldest !== undefined; oldest = lots[0]) {
      if (Math.sign(oldest.qtyLots) === sign) break;
      const held = Math.abs(oldest.qtyLots);
      const part = Math.min(held, left);
      left -= part;
      if (part === held) lots.shift();
      else {
        const costMicros = (oldest.costMicros / held) * (held - part);
        lots[0] = { ...oldest, qtyLots: oldest.qtyLots + sign * part, costMicros };
      }
    }
    if (left === 0) continue;
    const { executionId, executedUs: openedUs } = fill;
    lots.push({ executionId, openedUs, qtyLots: sign * left, costMicros: left * perLot });
  }
  return Array.from(lotsOf, ([symbol, lots]) => ({ symbol, lots }))
    .filter(({ lots }) => lots.length > 0)
    .sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
}
