import type { Instrument } from '../../engine/domain/instrument.ts';
import type { Refusal } from '../../engine/domain/refusal.ts';
import { formatMoney, formatPrice, formatQty } from '../format/number.ts';
import { tradingText } from '../text/trading.ts';
import { trailWords } from './stop-draft.ts';

/** One sentence of why, in plain words, with the offending value where there is one. */
export function refusalSentence(refusal: Refusal, instrument: Instrument | null = null): string {
  const rule = refusal.rule.charAt(0).toUpperCase() + refusal.rule.slice(1);
  if (refusal.field === '' || refusal.value === '' || refusal.value === 'null') return rule;
  const { field, value } = spokenField(refusal, instrument);
  return tradingText.refusedValue(rule, field, value);
}

/** The contract's field and its integer as a trader knows them: quantity in units, price as text. */
function spokenField(
  { field, value }: Refusal,
  instrument: Instrument | null,
): { readonly field: string; readonly value: string } {
  const known = FIELDS[field];
  const number = Number(value);
  const exact = instrument !== null && Number.isSafeInteger(number);
  return {
    field: known === undefined ? field : tradingText.fields[known],
    value: exact ? spokenValue(instrument, field, number, value) : value,
  };
}

/** A typed text stays as it is. */
function spokenValue(instrument: Instrument, field: string, number: number, typed: string): string {
  switch (field) {
    case 'qtyLots':
    case 'displayQtyLots':
      return formatQty(instrument, number);
    case 'notionalMicros':
      return formatMoney(number);
    case 'limitPriceTicks':
    case 'stopPriceTicks':
    case 'takeProfit.limitPriceTicks':
    case 'stopLoss.stopPriceTicks':
    case 'stopLoss.limitPriceTicks':
      return formatPrice(instrument, number);
    case 'trailTicks':
      return trailWords(instrument, { trailTicks: number, trailBasisPoints: null });
    case 'trailBasisPoints':
      return trailWords(instrument, { trailTicks: null, trailBasisPoints: number });
    default:
      return typed;
  }
}

/** Fields of the ticket that a refusal can be about. */
export type TicketField =
  | 'quantity'
  | 'money'
  | 'risk'
  | 'price'
  | 'stop'
  | 'trail'
  | 'shown'
  | 'takeProfit'
  | 'stopLoss'
  | 'stopLossLimit';

const FIELDS: Readonly<Partial<Record<string, TicketField>>> = {
  quantity: 'quantity',
  qtyLots: 'quantity',
  money: 'money',
  notionalMicros: 'money',
  risk: 'risk',
  price: 'price',
  limitPriceTicks: 'price',
  stop: 'stop',
  stopPriceTicks: 'stop',
  trail: 'trail',
  trailTicks: 'trail',
  trailBasisPoints: 'trail',
  shown: 'shown',
  displayQtyLots: 'shown',
  takeProfit: 'takeProfit',
  'takeProfit.limitPriceTicks': 'takeProfit',
  stopLoss: 'stopLoss',
  'stopLoss.stopPriceTicks': 'stopLoss',
  stopLossLimit: 'stopLossLimit',
  'stopLoss.limitPriceTicks': 'stopLossLimit',
};

/** The field that a refusal by ticket or engine is about; null when it is none of them. */
export function fieldOf(refusal: Refusal | null): TicketField | null {
  return refusal === null ? null : (FIELDS[refusal.field] ?? null);
}
