/** Settings of the account as a form: texts as typed, what is wrong with them, and what they are. */
import type { AccountSettings, MarginMode } from '../../engine/contract/account.ts';
import {
  FEE_BASIS_POINTS_MAX,
  FEE_MICROS_MAX,
  FEE_RATE_MAX,
  NOT_SHORTABLE_MAX,
} from '../../engine/contract/bounds.ts';
import type { FeeModel } from '../../engine/domain/fee-model.ts';
import type { StopTrigger } from '../../engine/domain/order.ts';
import { parseNumber, parseSymbols, plainText } from './number-form.ts';
import type { NumberRule } from './number-form.ts';

export type FeeField = keyof FeeModel;

/** One text a rate; '' is none. */
export interface AccountForm {
  readonly fees: Readonly<Record<FeeField, string>>;
  readonly marginMode: MarginMode;
  readonly notShortable: string;
  readonly stopTrigger: StopTrigger;
}
export type AccountProblems = Readonly<Partial<Record<FeeField | 'notShortable', string>>>;

const MONEY: NumberRule = { decimals: 6, min: 0, max: FEE_MICROS_MAX, isNeeded: false };
const PERCENT: NumberRule = { decimals: 2, min: 0, max: FEE_BASIS_POINTS_MAX, isNeeded: false };

/** In the order of the form. */
const RULES: Readonly<Record<FeeField, NumberRule>> = {
  perUnitMicros: MONEY,
  orderMinMicros: MONEY,
  orderMaxBasisPoints: PERCENT,
  makerBasisPoints: PERCENT,
  takerBasisPoints: PERCENT,
  secCentsPerMillion: { decimals: 2, min: 0, max: FEE_RATE_MAX, isNeeded: false },
  tafMicrosPerShare: { decimals: 6, min: 0, max: FEE_RATE_MAX, isNeeded: false },
  tafMaxMicros: MONEY,
};
// The keys of a literal of that type.
export const FEE_FIELDS = Object.keys(RULES) as readonly FeeField[];

/** Fees as texts; nothing where there is none. */
export function feeTexts(fees: FeeModel): AccountForm['fees'] {
  const text = (field: FeeField): string =>
    fees[field] === 0 ? '' : plainText(fees[field], RULES[field].decimals);
  return {
    perUnitMicros: text('perUnitMicros'),
    orderMinMicros: text('orderMinMicros'),
    orderMaxBasisPoints: text('orderMaxBasisPoints'),
    makerBasisPoints: text('makerBasisPoints'),
    takerBasisPoints: text('takerBasisPoints'),
    secCentsPerMillion: text('secCentsPerMillion'),
    tafMicrosPerShare: text('tafMicrosPerShare'),
    tafMaxMicros: text('tafMaxMicros'),
  };
}

/** The settings as texts. */
export function accountFormOf(settings: AccountSettings): AccountForm {
  const { fees, marginMode, notShortable, stopTrigger } = settings;
  return { fees: feeTexts(fees), marginMode, notShortable: notShortable.join(' '), stopTrigger };
}

/** The settings that the form stands for, or what is wrong with which of its fields. */
export function parseAccountForm(
  form: AccountForm,
): { readonly settings: AccountSettings } | { readonly problems: AccountProblems } {
  const problems: Partial<Record<FeeField | 'notShortable', string>> = {};
  const fee = (field: FeeField): number => {
    const parsed = parseNumber(form.fees[field], RULES[field]);
    if (typeof parsed === 'string') problems[field] = parsed;
    return typeof parsed === 'number' ? parsed : 0;
  };
  const symbols = parseSymbols(form.notShortable, NOT_SHORTABLE_MAX);
  if (typeof symbols === 'string') problems.notShortable = symbols;
  const settings: AccountSettings = {
    fees: {
      perUnitMicros: fee('perUnitMicros'),
      orderMinMicros: fee('orderMinMicros'),
      orderMaxBasisPoints: fee('orderMaxBasisPoints'),
      makerBasisPoints: fee('makerBasisPoints'),
      takerBasisPoints: fee('takerBasisPoints'),
      secCentsPerMillion: fee('secCentsPerMillion'),
      tafMicrosPerShare: fee('tafMicrosPerShare'),
      tafMaxMicros: fee('tafMaxMicros'),
    },
    marginMode: form.marginMode,
    notShortable: typeof symbols === 'string' ? [] : symbols,
    stopTrigger: form.stopTrigger,
  };
  return Object.keys(problems).length === 0 ? { settings } : { problems };
}
