import { create } from 'zustand';
import { BRACKET_UNITS, START_BRACKET } from './bracket-template.ts';
import type { BracketTemplate } from './bracket-template.ts';

/** How this trader trades; kept by the engine (keep-preferences.ts). */
export interface TradingPreferences {
  /** Exits of Alt+click and of brackets by key. */
  readonly bracket: BracketTemplate;
  /** A click on the ladder sends while armed; else it prepares and Enter sends. */
  readonly oneClick: boolean;
}

export const START_PREFERENCES: TradingPreferences = { bracket: START_BRACKET, oneClick: false };

/** The preferences in use. */
export const usePreferences = create<TradingPreferences>(() => START_PREFERENCES);

/** Whether orders are only rehearsed: said with cost and risk and not sent. Ends with the window. */
export const useRehearsal = create<{ readonly on: boolean }>(() => ({ on: false }));

/** Begins or ends the rehearsal; returns whether it is on now. */
export function toggleRehearsal(): boolean {
  const on = !useRehearsal.getState().on;
  useRehearsal.setState({ on });
  return on;
}

/** Changes the bracket template. */
export function editBracket(patch: Partial<BracketTemplate>): void {
  usePreferences.setState(({ bracket }) => ({ bracket: { ...bracket, ...patch } }));
}

/** Longest text of a distance that is taken from what was saved. */
const TEXT_MAX = 12;

/** What a stored value says, as far as it says something valid; the rest is as at the start. */
export function readPreferences(value: unknown): TradingPreferences {
  const saved = asObject(value);
  const bracket = asObject(saved['bracket']);
  return {
    bracket: {
      unit: BRACKET_UNITS.find((unit) => unit === bracket['unit']) ?? START_BRACKET.unit,
      takeProfitText: shortText(bracket['takeProfitText']) ?? START_BRACKET.takeProfitText,
      stopLossText: shortText(bracket['stopLossText']) ?? START_BRACKET.stopLossText,
      attach: bracket['attach'] === true,
    },
    oneClick: saved['oneClick'] === true,
  };
}

function shortText(value: unknown): string | null {
  return typeof value === 'string' && value.length <= TEXT_MAX ? value : null;
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  // Every field is looked at as unknown.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
