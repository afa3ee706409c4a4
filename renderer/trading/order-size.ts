/**
 * How large an order is, as it is typed: a quantity, a sum of money, or what may be lost between the
 * entry and its stop loss. A sum stays one in a plain market order, which the engine turns into a
 * quantity when it accepts it; everywhere else the quantity is counted here, rounded down, so that
 * what is read is what is sent.
 */
import { decimalText, parseDecimal } from '../../engine/domain/decimal.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { Quote } from '../../engine/domain/market.ts';
import type { OrderType, TimeInForce } from '../../engine/domain/order.ts';
import { refusal } from '../../engine/domain/refusal.ts';
import type { Refusal } from '../../engine/domain/refusal.ts';
import type { Side } from '../../engine/domain/side.ts';
import { exitStartTicks } from './exit-draft.ts';
import type { Exits } from './exit-draft.ts';
import { marketTicks } from './stop-draft.ts';

/** What a size is typed in: shares, contracts or coins; dollars; dollars at risk. */
export const SIZE_UNITS = ['units', 'money', 'risk'] as const;
export type SizeUnit = (typeof SIZE_UNITS)[number];

/** A size as it is typed; each unit keeps its text while another is used. */
export interface SizeDraft {
  readonly sizeUnit: SizeUnit;
  /** In units (shares, contracts). */
  readonly qtyText: string;
  readonly moneyText: string;
  readonly riskText: string;
  /** What a market order is expected to trade at, of which a size in money is counted; 0: unknown. */
  readonly entryTicks: number;
}

export const START_SIZE: SizeDraft = {
  sizeUnit: 'units',
  qtyText: '100',
  moneyText: '5000',
  riskText: '100',
  entryTicks: 0,
};

/** Field of the draft that holds the text of a unit. */
export const SIZE_TEXTS = { units: 'qtyText', money: 'moneyText', risk: 'riskText' } as const;

/** Size as the contract has it: one of the two. */
export interface Size {
  readonly qtyLots: number | null;
  readonly notionalMicros: number | null;
}

/** The rest of an order that decides how much its money buys. */
export interface SizedTerms extends Exits {
  readonly side: Side;
  readonly orderType: OrderType;
  readonly timeInForce: TimeInForce;
  readonly limitPriceTicks: number | null;
  readonly stopPriceTicks: number | null;
}

const MICROS_DECIMALS = 6;
const MONEY_DECIMALS = 2;
const CENT_MICROS = 10_000;

/** Reads a sum of dollars and cents as micros; exact or refused. */
function parseMoney(text: string, field: 'money' | 'risk'): number | Refusal {
  if (text.trim() === '') return refusal('contract.decimal', field, '', 'enter a sum of dollars');
  const cents = parseDecimal(text, MONEY_DECIMALS, field);
  if (typeof cents !== 'number') return cents;
  const micros = cents * CENT_MICROS;
  if (micros < 1) return refusal('contract.too_small', field, text, 'at least 0.01');
  if (Number.isSafeInteger(micros)) return micros;
  return refusal('contract.too_large', field, text, 'at most 9 billion dollars');
}

/** The size of an order in money: a sum, or the quantity that it comes to. */
export function parseMoneySize(
  instrument: Instrument,
  draft: SizeDraft,
  terms: SizedTerms,
): Size | Refusal {
  if (instrument.assetClass === 'future') {
    const rule = 'a future is not paid for: contracts, or by risk';
    return refusal('contract.notional', 'money', draft.moneyText, rule);
  }
  const micros = parseMoney(draft.moneyText, 'money');
  if (typeof micros !== 'number') return micros;
  if (terms.orderType === 'market' && terms.orderClass === 'simple') {
    return { qtyLots: null, notionalMicros: micros };
  }
  const ticks = entryOf(draft, terms);
  if (ticks === null) {
    return refusal('contract.notional', 'money', draft.moneyText, NO_ENTRY[terms.orderType]);
  }
  return lotsWithin(instrument, terms, micros, ticks * instrument.tickValueMicros, 'money');
}

/** The quantity that loses the typed sum between the entry and the stop loss. */
export function parseRiskSize(
  instrument: Instrument,
  draft: SizeDraft,
  terms: SizedTerms,
): Size | Refusal {
  const micros = parseMoney(draft.riskText, 'risk');
  if (typeof micros !== 'number') return micros;
  const entry = entryOf(draft, terms);
  if (entry === null) {
    return refusal('contract.risk_size', 'risk', draft.riskText, NO_ENTRY[terms.orderType]);
  }
  const stop = terms.stopLoss?.stopPriceTicks ?? null;
  if (stop === null) {
    const rule = 'enter a stop loss: its distance from the entry makes the quantity';
    return refusal('contract.risk_size', 'stopLoss', '', rule);
  }
  const distance = terms.side === 'buy' ? entry - stop : stop - entry;
  if (distance <= 0) {
    const rule = `a stop loss ${terms.side === 'buy' ? 'below' : 'above'} the entry price`;
    return refusal('contract.risk_size', 'stopLoss', '', rule);
  }
  return lotsWithin(instrument, terms, micros, distance * instrument.tickValueMicros, 'risk');
}

const NO_ENTRY: Readonly<Record<OrderType, string>> = {
  market: 'there is no price yet to count a quantity by',
  limit: 'enter a limit price first',
  stop: 'enter a stop price first',
  stop_limit: 'enter a limit price first',
  trailing_stop: 'a trailing stop has no price to count a quantity by: type a quantity',
};

/** Price that the order is expected to trade at, in ticks; null when it is not known. */
function entryOf(draft: SizeDraft, terms: SizedTerms): number | null {
  if (terms.orderType === 'market') return draft.entryTicks > 0 ? draft.entryTicks : null;
  return terms.limitPriceTicks ?? terms.stopPriceTicks;
}

/** Lots of `lotMicros` each within a sum; whole shares where a part of one could not be ordered. */
function lotsWithin(
  instrument: Instrument,
  terms: SizedTerms,
  micros: number,
  lotMicros: number,
  field: 'money' | 'risk',
): Size | Refusal {
  const isWhole =
    instrument.assetClass === 'us_equity' &&
    (terms.timeInForce !== 'day' || terms.orderClass !== 'simple');
  const step = isWhole ? 10 ** instrument.lotDecimals : 1;
  const qtyLots = Math.floor(micros / (lotMicros * step)) * step;
  if (qtyLots >= 1) return { qtyLots, notionalMicros: null };
  const least = decimalText(lotMicros * step, MICROS_DECIMALS).replace(/0{1,4}$/, '');
  const rule = `at least ${least}, for the smallest quantity`;
  return refusal('contract.too_small', field, decimalText(micros, MICROS_DECIMALS), rule);
}

type Marketed = SizeDraft & {
  readonly side: Side;
  readonly orderType: OrderType;
  readonly stopLossText: string;
};

/** What a market order trades at now: the other side's best, before the first quote nothing. */
export function touchTicks(side: Side, quote: Quote | null): number {
  const touch = side === 'buy' ? quote?.askTicks : quote?.bidTicks;
  return touch !== undefined && touch > 0 ? touch : marketTicks(quote);
}

/** The draft with the market's price of now, where its size is counted by it; else the same one. */
export function withEntry<Draft extends Marketed>(draft: Draft, quote: Quote | null): Draft {
  if (draft.sizeUnit === 'units' || draft.orderType !== 'market') return draft;
  const entryTicks = touchTicks(draft.side, quote);
  return entryTicks === draft.entryTicks ? draft : { ...draft, entryTicks };
}

/**
 * Where the stop loss of an order sized by risk starts, in ticks: the usual distance from `entryTicks`.
 * 0: the draft needs none, has one, or there is no price.
 */
export function riskStopTicks(instrument: Instrument, draft: Marketed, entryTicks: number): number {
  if (draft.sizeUnit !== 'risk' || draft.stopLossText.trim() !== '') return 0;
  return exitStartTicks(instrument, draft.side, 'stopLoss', entryTicks);
}
