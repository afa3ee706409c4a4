import { executionId } from '../../engine/domain/ids.ts';
import { moneyMicros, priceTicks, qtyLots } from '../../engine/domain/price.ts';
import { US_PER_DAY, timeUs } from '../../engine/domain/time.ts';
import type { TaxLot } from '../../engine/portfolio/tax-lot.ts';
import { TripFold } from '../../engine/portfolio/trip-fold.ts';
import { WashSales } from '../../engine/portfolio/wash-sales.ts';
import type { NaiveTaxLot, ShareFill } from './naive-wash-sales.ts';

/** What the program makes of fills of one instrument. */
export interface Taxed {
  readonly lots: readonly TaxLot[];
  readonly carriedOpen: number;
  /** Sum over the closed lots by FIFO, after fees, without the rule. */
  readonly madeMicros: number;
}

/** Gives fills to lots and wash sales as the export does. */
export function taxed(fills: readonly ShareFill[], applies = true): Taxed {
  const fold = new TripFold();
  const washSales = new WashSales(applies);
  const lots: TaxLot[] = [];
  let madeMicros = 0;
  for (const { id, orderId, side, qty, priceMicros, feeMicros, day } of fills) {
    const { closedLots } = fold.fill({
      executionId: executionId(id),
      symbol: 'AAPL',
      side,
      lastQtyLots: qtyLots(qty),
      lastPriceTicks: priceTicks(priceMicros),
      grossMicros: moneyMicros(qty * priceMicros),
      feeMicros: moneyMicros(qty * feeMicros),
      tag: '',
      executedUs: timeUs(day * US_PER_DAY),
    });
    washSales.close(closedLots, day);
    let opened = qty;
    for (const lot of closedLots) {
      opened -= lot.qtyLots;
      const made = lot.closeMicros - lot.openMicros;
      madeMicros += (lot.side === 'long' ? made : -made) - lot.openFeeMicros - lot.closeFeeMicros;
    }
    const openedSide = side === 'buy' ? 'long' : 'short';
    if (opened > 0) washSales.open({ side: openedSide, qtyLots: opened, orderId, day });
    lots.push(...washSales.takeCertain(day));
  }
  lots.push(...washSales.takeRest());
  return { lots, carriedOpen: washSales.carriedMicros, madeMicros };
}

/** Parts that were opened and closed by the same fills and held for the same time, taken together. */
export function gatheredLots(lots: readonly TaxLot[]): Map<string, NaiveTaxLot> {
  const gathered = new Map<string, NaiveTaxLot>();
  for (const lot of lots) {
    const { openExecutionId, closeExecutionId, heldFromDay } = lot;
    const key = `${String(openExecutionId)}-${String(closeExecutionId)}-${String(heldFromDay)}`;
    const known = gathered.get(key) ?? { qty: 0, proceeds: 0, basis: 0, carried: 0, disallowed: 0 };
    gathered.set(key, {
      qty: known.qty + lot.qtyLots,
      proceeds: known.proceeds + lot.proceedsMicros,
      basis: known.basis + lot.basisMicros,
      carried: known.carried + lot.carriedMicros,
      disallowed: known.disallowed + lot.disallowedMicros,
    });
  }
  return gathered;
}
