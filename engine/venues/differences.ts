import type { WireAccount, WirePosition } from '../alpaca/wire-schemas.ts';
import type { VenueDifference } from '../contract/venues.ts';
import { valueMicros } from '../domain/instrument.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Carried } from '../orders/account-desk.ts';
import type { OpeningPosition } from '../remote/opening.ts';
import type { RemoteCore } from '../remote/remote-core.ts';
import { lotsOf, microsOf, ticksOf, wireDecimal, wireQty } from './wire-units.ts';
import type { InstrumentOf } from './wire-orders.ts';

/** Cents that folding may round away: prices of fills are whole ticks here. */
const CASH_TOLERANCE_MICROS = 10_000;

/** A quantity with its sign: whether Alpaca gives one to short positions is not documented. */
export function signedQty({ qty, side }: WirePosition): string {
  const size = qty.startsWith('-') ? qty.slice(1) : qty;
  return side === 'short' ? `-${size}` : size;
}

/** What an account holds in what is followed, as it is taken over. */
export function heldOf(
  account: WireAccount,
  positions: readonly WirePosition[],
  instrumentOf: InstrumentOf,
): { readonly cashMicros: number; readonly held: OpeningPosition[] } {
  const held = positions.flatMap((position) => {
    const instrument = instrumentOf(position.symbol);
    if (instrument === undefined) return [];
    const qtyLots = lotsOf(instrument, signedQty(position));
    const priceTicks = Math.max(1, ticksOf(instrument, position.avg_entry_price));
    if (qtyLots === 0) return [];
    const costMicros = valueMicros(instrument, priceTicks, qtyLots);
    const carried = carriedOf(position, instrument, costMicros);
    return [{ symbol: instrument.symbol, qtyLots, priceTicks, carried }];
  });
  return { cashMicros: microsOf(account.cash), held };
}

/** What a position was worth before today; Alpaca knows which of it was bought today. */
function carriedOf(position: WirePosition, instrument: Instrument, costMicros: number): Carried {
  const { lastday_price: close, unrealized_pl: all, unrealized_intraday_pl: today } = position;
  const closeTicks = close === null ? 0 : ticksOf(instrument, close);
  return {
    worthMicros:
      all === null || today === null ? null : costMicros + microsOf(all) - microsOf(today),
    closeTicks: closeTicks > 0 ? closeTicks : null,
  };
}

/** What Alpaca says otherwise than the folds of fills here. */
export function differencesOf(
  core: Pick<RemoteCore, 'positions' | 'cashMicros' | 'remote' | 'exchange'>,
  account: WireAccount,
  positions: readonly WirePosition[],
  instrumentOf: InstrumentOf,
): VenueDifference[] {
  const differences: VenueDifference[] = [];
  const here = new Map(core.positions().map(({ symbol, qtyLots }) => [symbol, qtyLots]));
  for (const position of positions) {
    const instrument = instrumentOf(position.symbol);
    const symbol = instrument?.symbol ?? position.symbol;
    const there = signedQty(position);
    const lots = here.get(symbol) ?? 0;
    here.delete(symbol);
    if (instrument !== undefined && lotsOf(instrument, there) === lots) continue;
    const own = instrument === undefined ? String(lots) : wireQty(instrument, lots);
    differences.push({ kind: 'position', symbol, here: own, there });
  }
  for (const [symbol, lots] of here) {
    const instrument = core.exchange.market(symbol)?.instrument;
    if (lots === 0) continue;
    const own = instrument === undefined ? String(lots) : wireQty(instrument, lots);
    differences.push({ kind: 'position', symbol, here: own, there: '0' });
  }
  const cashMicros = microsOf(account.cash);
  if (Math.abs(cashMicros - core.cashMicros) > CASH_TOLERANCE_MICROS) {
    const own = wireDecimal(core.cashMicros, 6);
    differences.push({ kind: 'cash', here: own, there: account.cash });
  }
  for (const { symbol, side, type } of core.remote.strangers.values()) {
    differences.push({ kind: 'order', symbol, text: `${side} ${type}` });
  }
  return differences;
}
