import { decimalText } from '../../../engine/domain/decimal.ts';
import type { AlertCondition, AlertFiring } from '../../../engine/contract/alerts.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { formatMoney, formatPercent, formatPrice } from '../../format/number.ts';
import { alertsText } from '../../text/alerts.ts';

type InstrumentOf = (symbol: string) => Instrument | null;

const words = alertsText.conditions;

/** What an alert waits for, in one short phrase. */
export function conditionText(condition: AlertCondition, instrumentOf: InstrumentOf): string {
  switch (condition.kind) {
    case 'price': {
      const { symbol, direction, priceTicks } = condition;
      return words.price(
        symbol,
        directionText(direction),
        ticksText(symbol, priceTicks, instrumentOf),
      );
    }
    case 'change':
      return words.change(condition.symbol, formatPercent(condition.basisPoints / 10_000));
    case 'average': {
      const { symbol, timeframe, average, period, direction } = condition;
      const name = `${alertsText.averages[average]}(${String(period)})`;
      return words.average(symbol, timeframe, directionText(direction), name);
    }
    case 'rsi': {
      const { symbol, timeframe, period, level, direction } = condition;
      return words.rsi(symbol, timeframe, String(period), directionText(direction), String(level));
    }
    case 'order': {
      const events = condition.events.map((event) => alertsText.events[event]).join(', ');
      return words.order(condition.symbol, events);
    }
    case 'day_pnl':
      return words.day_pnl(directionText(condition.direction), formatMoney(condition.micros));
    case 'position_pnl': {
      const { symbol, direction, micros } = condition;
      return words.position_pnl(symbol, directionText(direction), formatMoney(micros));
    }
  }
}

/** One sentence on an alert that went off. */
export function firingText(firing: AlertFiring, instrumentOf: InstrumentOf): string {
  const { spec, order, value } = firing;
  const note = spec.note === '' ? '' : alertsText.firing.note(spec.note);
  if (order !== null) {
    const event = alertsText.events[order.event];
    return alertsText.firing.order(String(order.orderId), order.symbol, event, note);
  }
  const what = conditionText(spec.condition, instrumentOf);
  return alertsText.firing.value(what, valueText(spec.condition, value ?? 0, instrumentOf), note);
}

function valueText(condition: AlertCondition, value: number, instrumentOf: InstrumentOf): string {
  switch (condition.kind) {
    case 'price':
    case 'change':
    case 'average':
      return ticksText(condition.symbol, value, instrumentOf);
    case 'rsi':
      return decimalText(value, 2);
    case 'order':
      return '';
    case 'day_pnl':
    case 'position_pnl':
      return formatMoney(value);
  }
}

function directionText(direction: 'above' | 'below'): string {
  return alertsText.directions[direction];
}

function ticksText(symbol: string, ticks: number, instrumentOf: InstrumentOf): string {
  const instrument = instrumentOf(symbol);
  return instrument === null ? String(ticks) : formatPrice(instrument, ticks);
}
