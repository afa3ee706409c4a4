/** Risk limits as a form: texts as typed, what is wrong with them, and the limits that they are. */
import {
  OPEN_ORDERS_MAX,
  ORDERS_PER_SECOND_MAX,
  QTY_LOTS_MAX,
  RISK_SYMBOLS_MAX,
} from '../../engine/contract/bounds.ts';
import type { RiskLimits } from '../../engine/contract/messages.ts';
import { parseNumber, parseSymbols, plainText } from './number-form.ts';
import type { NumberRule } from './number-form.ts';

export type RiskField = keyof RiskLimits;
/** One text a limit; '' is no limit. */
export type RiskForm = Readonly<Record<RiskField, string>>;
export type RiskProblems = Readonly<Partial<Record<RiskField, string>>>;

/** Nine billion dollars in micros: a round sum below 2^53. */
const MONEY_MICROS_MAX = 9_000_000_000_000_000;
const MONEY = { decimals: 6, min: 1, max: MONEY_MICROS_MAX, isNeeded: false };
const RATE = { decimals: 0, min: 1, max: ORDERS_PER_SECOND_MAX, isNeeded: false };

/** Limits that are numbers, in the order of the form. */
const NUMBERS = {
  orderUnitsMax: { decimals: 0, min: 1, max: QTY_LOTS_MAX, isNeeded: true },
  orderValueMicrosMax: { ...MONEY, isNeeded: true },
  priceCollarBasisPoints: { decimals: 2, min: 1, max: 10_000, isNeeded: true },
  positionUnitsMax: { decimals: 0, min: 1, max: QTY_LOTS_MAX, isNeeded: false },
  positionValueMicrosMax: MONEY,
  openOrdersMax: { decimals: 0, min: 1, max: OPEN_ORDERS_MAX, isNeeded: false },
  ordersPerSecondMax: RATE,
  clientOrdersPerSecondMax: RATE,
  dailyLossMicrosMax: MONEY,
} as const satisfies Partial<Record<RiskField, NumberRule>>;

type NumberField = keyof typeof NUMBERS;
/** Fields of numbers, as the dialog shows them. */
export const NUMBER_FIELDS = Object.keys(NUMBERS) as readonly NumberField[];
/** Fields of symbols. */
export const SYMBOL_FIELDS = ['allowSymbols', 'denySymbols'] as const;

/** The limits as texts. */
export function riskFormOf(limits: RiskLimits): RiskForm {
  const text = (field: NumberField): string => {
    const value = limits[field];
    return value === null ? '' : plainText(value, NUMBERS[field].decimals);
  };
  return {
    orderUnitsMax: text('orderUnitsMax'),
    orderValueMicrosMax: text('orderValueMicrosMax'),
    priceCollarBasisPoints: text('priceCollarBasisPoints'),
    positionUnitsMax: text('positionUnitsMax'),
    positionValueMicrosMax: text('positionValueMicrosMax'),
    openOrdersMax: text('openOrdersMax'),
    ordersPerSecondMax: text('ordersPerSecondMax'),
    clientOrdersPerSecondMax: text('clientOrdersPerSecondMax'),
    dailyLossMicrosMax: text('dailyLossMicrosMax'),
    allowSymbols: (limits.allowSymbols ?? []).join(' '),
    denySymbols: limits.denySymbols.join(' '),
  };
}

/** The limits that the form stands for, or what is wrong with which of its fields. */
export function parseRiskForm(
  form: RiskForm,
): { readonly limits: RiskLimits } | { readonly problems: RiskProblems } {
  const problems: Partial<Record<RiskField, string>> = {};
  const optional = (field: NumberField): number | null => {
    const parsed = parseNumber(form[field], NUMBERS[field]);
    if (typeof parsed === 'string') problems[field] = parsed;
    return typeof parsed === 'string' ? null : parsed;
  };
  const symbols = (field: (typeof SYMBOL_FIELDS)[number]): string[] => {
    const parsed = parseSymbols(form[field], RISK_SYMBOLS_MAX);
    if (typeof parsed === 'string') problems[field] = parsed;
    return typeof parsed === 'string' ? [] : parsed;
  };
  const allowed = symbols('allowSymbols');
  const limits: RiskLimits = {
    // A needed field without a number has a problem, and the zero goes nowhere.
    orderUnitsMax: optional('orderUnitsMax') ?? 0,
    orderValueMicrosMax: optional('orderValueMicrosMax') ?? 0,
    priceCollarBasisPoints: optional('priceCollarBasisPoints') ?? 0,
    positionUnitsMax: optional('positionUnitsMax'),
    positionValueMicrosMax: optional('positionValueMicrosMax'),
    openOrdersMax: optional('openOrdersMax'),
    ordersPerSecondMax: optional('ordersPerSecondMax'),
    clientOrdersPerSecondMax: optional('clientOrdersPerSecondMax'),
    dailyLossMicrosMax: optional('dailyLossMicrosMax'),
    allowSymbols: allowed.length === 0 ? null : allowed,
    denySymbols: symbols('denySymbols'),
  };
  return Object.keys(problems).length === 0 ? { limits } : { problems };
}
