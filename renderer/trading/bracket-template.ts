/**
 * The exits that a bracket from ladder or key gets: how far from its entry profit is taken and loss is
 * stopped. Kept as typed, so that a half-typed number is nobody's price.
 */
import { parseDecimal } from '../../engine/domain/decimal.ts';
import { stepPriceTicks } from '../../engine/domain/instrument.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { Side } from '../../engine/domain/side.ts';
import { stopAwayTicks } from './stop-draft.ts';

/** `steps`: price increments of the instrument; `percent` of the entry's price. */
export const BRACKET_UNITS = ['steps', 'percent'] as const;
export type BracketUnit = (typeof BRACKET_UNITS)[number];

export interface BracketTemplate {
  readonly unit: BracketUnit;
  /** Distance to the take profit; '': none. */
  readonly takeProfitText: string;
  /** Distance to the stop loss; '': none. */
  readonly stopLossText: string;
  /** Every order that the ladder makes gets them, not only those with Alt. */
  readonly attach: boolean;
}

export const START_BRACKET: BracketTemplate = {
  unit: 'percent',
  takeProfitText: '1',
  stopLossText: '0.5',
  attach: false,
};

/** Percent with two decimals: basis points. */
const PERCENT_DECIMALS = 2;
const STEPS_MAX = 100_000;
const BASIS_POINTS_MAX = 9_999;

/** Exit prices of an entry in ticks; null for one the template leaves out. */
export interface TemplateExits {
  readonly takeProfitTicks: number | null;
  readonly stopLossTicks: number | null;
}

/** The template's exits for an entry; null when a distance is no number or there is none at all. */
export function templateExits(
  instrument: Instrument,
  side: Side,
  entryTicks: number,
  template: BracketTemplate,
): TemplateExits | null {
  const above = side === 'buy';
  const takeProfitTicks = exitTicks(
    instrument,
    template,
    template.takeProfitText,
    entryTicks,
    above,
  );
  const stopLossTicks = exitTicks(instrument, template, template.stopLossText, entryTicks, !above);
  if (takeProfitTicks === undefined || stopLossTicks === undefined) return null;
  if (takeProfitTicks === null && stopLossTicks === null) return null;
  return { takeProfitTicks, stopLossTicks };
}

/** null: left out; undefined: not a distance. */
function exitTicks(
  instrument: Instrument,
  { unit }: BracketTemplate,
  text: string,
  entryTicks: number,
  isAbove: boolean,
): number | null | undefined {
  if (text.trim() === '') return null;
  const distance = distanceOf(unit, text);
  if (distance === null || entryTicks <= 0) return undefined;
  if (unit === 'steps') {
    return stepPriceTicks(instrument, entryTicks, isAbove ? distance : -distance);
  }
  const trail = { trailTicks: null, trailBasisPoints: distance };
  return stopAwayTicks(instrument, isAbove ? 'buy' : 'sell', entryTicks, trail);
}

/** Steps or basis points of a typed distance; null when it is none. */
export function distanceOf(unit: BracketUnit, text: string): number | null {
  const most = unit === 'steps' ? STEPS_MAX : BASIS_POINTS_MAX;
  const value = parseDecimal(text, unit === 'steps' ? 0 : PERCENT_DECIMALS, 'distance');
  return typeof value === 'number' && value >= 1 && value <= most ? value : null;
}
