/** How a chart draws its bars, and what else it draws: chosen by the trader and kept for all symbols. */
import { CHART_ZONES } from './chart-zone.ts';
import type { ChartZone } from './chart-zone.ts';
import { INDICATOR_FORMS, readIndicatorSpec } from '../../engine/indicators/catalogue.ts';
import type { IndicatorSpec } from '../../engine/indicators/catalogue.ts';

export const CHART_TYPES = ['candles', 'bars', 'line', 'area', 'heikin-ashi'] as const;
export type ChartType = (typeof CHART_TYPES)[number];

/** Indicators at once: each costs a line and a few additions a tick, and a screen has no room for more. */
export const INDICATORS_MAX = 12;

/** An indicator on a chart. */
export interface ChartIndicator {
  /** Tells it from others; never used again on the same chart. */
  readonly id: number;
  readonly spec: IndicatorSpec;
}

export interface ChartLook {
  readonly type: ChartType;
  /** Zone of its times; session breaks are the exchange's in each. */
  readonly zone: ChartZone;
  readonly logarithmic: boolean;
  readonly volume: boolean;
  readonly sessionBreaks: boolean;
  /** Lines from the fills that opened a position to those that closed it. */
  readonly fillLinks: boolean;
  readonly indicators: readonly ChartIndicator[];
}

export const INITIAL_LOOK: ChartLook = {
  type: 'candles',
  zone: 'exchange',
  logarithmic: false,
  volume: true,
  sessionBreaks: true,
  fillLinks: true,
  indicators: [],
};

/** Reads a look from a stored document; what is missing or wrong is as at first. null: not a look. */
export function readLook(value: unknown): ChartLook | null {
  if (typeof value !== 'object' || value === null) return null;
  // Every field is looked at as unknown.
  const stored = value as Readonly<Record<string, unknown>>;
  const flag = (name: 'logarithmic' | 'volume' | 'sessionBreaks' | 'fillLinks'): boolean => {
    const given = stored[name];
    return typeof given === 'boolean' ? given : INITIAL_LOOK[name];
  };
  const indicators: unknown = stored['indicators'];
  const specs = Array.isArray(indicators) ? indicators.map(readSpec) : [];
  return {
    type: CHART_TYPES.find((type) => type === stored['type']) ?? INITIAL_LOOK.type,
    zone: CHART_ZONES.find((zone) => zone === stored['zone']) ?? INITIAL_LOOK.zone,
    logarithmic: flag('logarithmic'),
    volume: flag('volume'),
    sessionBreaks: flag('sessionBreaks'),
    fillLinks: flag('fillLinks'),
    indicators: specs
      .filter((spec) => spec !== null)
      .slice(0, INDICATORS_MAX)
      .map((spec, at) => ({ id: at + 1, spec })),
  };
}

function readSpec(value: unknown): IndicatorSpec | null {
  if (typeof value !== 'object' || value === null || !('spec' in value)) return null;
  return readIndicatorSpec(value.spec);
}

/** With one more indicator; the same look when there are as many as may be. */
export function withIndicator(look: ChartLook, spec: IndicatorSpec): ChartLook {
  if (look.indicators.length >= INDICATORS_MAX) return look;
  const id = Math.max(0, ...look.indicators.map((one) => one.id)) + 1;
  return { ...look, indicators: [...look.indicators, { id, spec }] };
}

/** With another spec in the place of one; null takes it away. */
export function changeIndicator(
  look: ChartLook,
  id: number,
  spec: IndicatorSpec | null,
): ChartLook {
  const indicators = look.indicators.flatMap((one) => {
    if (one.id !== id) return [one];
    return spec === null ? [] : [{ id, spec }];
  });
  return { ...look, indicators };
}

/** Whether an indicator lies over the bars. */
export function isOnPrice(spec: IndicatorSpec): boolean {
  return INDICATOR_FORMS[spec.kind].scale === 'price';
}
