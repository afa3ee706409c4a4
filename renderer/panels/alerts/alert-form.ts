/** What is typed to set an alert, and the spec it makes. */
import { MICROS_PER_UNIT } from '../../../engine/domain/price.ts';
import { parsePrice } from '../../../engine/domain/decimal.ts';
import type { AlertCondition, AlertSpec } from '../../../engine/contract/alerts.ts';
import type {
  AlertDirection,
  AlertOrderEvent,
  AlertTimeframe,
} from '../../../engine/contract/alerts.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { priceEdit } from '../../trading/draft.ts';
import { alertsText } from '../../text/alerts.ts';

export interface AlertForm {
  readonly kind: AlertCondition['kind'];
  readonly direction: AlertDirection;
  /** Price, percent, level or dollars, as typed. */
  readonly value: string;
  readonly timeframe: AlertTimeframe;
  readonly average: 'sma' | 'ema';
  readonly period: string;
  readonly event: AlertOrderEvent;
  readonly repeat: AlertSpec['repeat'];
  readonly note: string;
}

export const NEW_ALERT: AlertForm = {
  kind: 'price',
  direction: 'above',
  value: '',
  timeframe: '1m',
  average: 'sma',
  period: '20',
  event: 'filled',
  repeat: 'once',
  note: '',
};

/** Repeating alerts are quiet for a minute, so that a price at its level does not ring all day. */
const COOLDOWN_S = 60;

/**
 * The alert that a form asks for on an instrument, or what is wrong with it. What the form does not ask
 * for stays as it was in `before`, the alert that is changed.
 */
export function alertSpecOf(
  form: AlertForm,
  instrument: Instrument,
  before: AlertSpec | null = null,
): { readonly spec: AlertSpec } | { readonly problem: string } {
  const made = conditionOf(form, instrument);
  if (typeof made === 'string') return { problem: alertsText.notNumber(made) };
  const was = before?.condition;
  const isSameOrder =
    made.kind === 'order' && was?.kind === 'order' && was.events[0] === form.event;
  const { repeat, note } = form;
  const cooldownS = before?.cooldownS ?? COOLDOWN_S;
  return {
    spec: { condition: isSameOrder ? was : made, repeat, cooldownS, note: note.trim() },
  };
}

/** The form that would have made an alert, to change it. `instrument`: null where it watches none. */
export function formOfAlert(
  { condition, repeat, note }: AlertSpec,
  instrument: Instrument | null,
): AlertForm {
  const form: AlertForm = { ...NEW_ALERT, kind: condition.kind, repeat, note };
  switch (condition.kind) {
    case 'price': {
      const { direction, priceTicks } = condition;
      return {
        ...form,
        direction,
        value: instrument === null ? '' : priceEdit(instrument, priceTicks),
      };
    }
    case 'change': {
      const { basisPoints } = condition;
      const direction = basisPoints > 0 ? 'above' : 'below';
      return { ...form, direction, value: String(Math.abs(basisPoints) / 100) };
    }
    case 'average': {
      const { timeframe, average, period, direction } = condition;
      return { ...form, timeframe, average, period: String(period), direction };
    }
    case 'rsi': {
      const { timeframe, period, level, direction } = condition;
      return {
        ...form,
        ...{ timeframe, direction },
        ...{ period: String(period), value: String(level) },
      };
    }
    case 'order':
      return { ...form, event: condition.events[0] ?? form.event };
    case 'day_pnl':
    case 'position_pnl': {
      const { direction, micros } = condition;
      return { ...form, direction, value: String(micros / MICROS_PER_UNIT) };
    }
  }
}

/** The condition, or the field whose text is none. */
function conditionOf(form: AlertForm, instrument: Instrument): AlertCondition | string {
  const { symbol } = instrument;
  const { direction, timeframe } = form;
  const { fields } = alertsText;
  switch (form.kind) {
    case 'price': {
      const priceTicks = parsePrice(instrument, form.value);
      return typeof priceTicks !== 'number' || priceTicks < 1
        ? fields.price
        : { kind: 'price', symbol, direction, priceTicks };
    }
    case 'change': {
      const percent = numberOf(form.value);
      const basisPoints = Math.round(percent * 100) * (direction === 'above' ? 1 : -1);
      return percent > 0 && percent < 100 && basisPoints !== 0
        ? { kind: 'change', symbol, basisPoints }
        : fields.change;
    }
    case 'average': {
      const period = periodOf(form);
      if (period === null) return fields.period;
      return { kind: 'average', symbol, timeframe, average: form.average, period, direction };
    }
    case 'rsi': {
      const period = periodOf(form);
      const level = numberOf(form.value);
      if (period === null) return fields.period;
      return Number.isInteger(level) && level >= 1 && level <= 99
        ? { kind: 'rsi', symbol, timeframe, period, level, direction }
        : fields.level;
    }
    case 'order':
      return { kind: 'order', symbol: null, events: [form.event] };
    case 'day_pnl':
    case 'position_pnl': {
      const dollars = numberOf(form.value);
      if (!Number.isFinite(dollars)) return fields.money;
      const micros = Math.round(dollars * MICROS_PER_UNIT);
      return form.kind === 'day_pnl'
        ? { kind: 'day_pnl', direction, micros }
        : { kind: 'position_pnl', symbol, direction, micros };
    }
  }
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

function periodOf({ period }: AlertForm): number | null {
  const value = numberOf(period);
  return Number.isInteger(value) && value >= 2 && value <= 500 ? value : null;
}
