/** Command line of the terminal, the same for `npm start`, Electron and the served terminal. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_FILL_MODEL, FILL_MODELS } from '../engine/domain/fill-model.ts';
import type { FillModel } from '../engine/domain/fill-model.ts';
import { DEFAULT_MARKET_HOURS, MARKET_HOURS } from '../engine/domain/market-hours.ts';
import type { MarketHours } from '../engine/domain/market-hours.ts';

export interface TerminalOptions {
  /** `--data DIR`: where everything of this terminal is kept; absolute. null: the usual place. */
  readonly dataFolder: string | null;
  /** `--replay FILE`: market data from a recording; absolute. null: the simulator. */
  readonly replayFile: string | null;
  /** `--speed X`: of the replay; 1 as recorded, 0 as fast as it goes. */
  readonly speed: number;
  /** `--fill-model M`: how orders fill on a replay of bars. */
  readonly fillModel: FillModel;
  /** `--seed N`: of the simulated market. null: any. */
  readonly seed: number | null;
  /** `--hours H`: of the simulated market. */
  readonly hours: MarketHours;
  /** `--cash N`: dollars that a new account starts with. null: 100,000. */
  readonly cash: number | null;
  /** `--port N`: port of the served terminal. null: its usual one. */
  readonly port: number | null;
  /** Words that are none of ours; Electron's own switches among them. */
  readonly unknown: readonly string[];
}

export const OPTIONS_HELP = `Usage: npm start -- [options]
  --data DIR     keep everything in DIR instead of the usual place
  --replay FILE  market data from a recording of order flow or bars (CSV or CSV.gz)
  --speed X      speed of the replay, 0 = as fast as it goes (default 1)
  --fill-model M how orders fill on bars: ${FILL_MODELS.join(', ')} (default ${DEFAULT_FILL_MODEL})
  --seed N       seed of the simulated market
  --hours H      hours of the simulated market: ${MARKET_HOURS.join(', ')} (default ${DEFAULT_MARKET_HOURS})
  --cash N       dollars that a new account starts with (default 100000)
  --port N       port of the served terminal, where that is what starts`;

const NAMES = ['data', 'replay', 'speed', 'fill-model', 'seed', 'hours', 'cash', 'port'] as const;
const SPEED_MAX = 1_000;
const SEED_MAX = 2 ** 31;
const CASH_MAX = 1_000_000_000;
const PORT_MAX = 65_535;

/** Reads the words after the script's name; `problem` is one sentence naming option and value. */
export function parseTerminalOptions(
  words: readonly string[],
  workingFolder: string,
): TerminalOptions | { readonly problem: string } {
  const text = { type: 'string' } as const;
  const { values, tokens } = parseArgs({
    args: [...words],
    options: {
      data: text,
      replay: text,
      speed: text,
      'fill-model': text,
      seed: text,
      hours: text,
      cash: text,
      port: text,
    },
    // Electron's and Chromium's switches pass too.
    strict: false,
    tokens: true,
  });
  const given = new Map<string, string>();
  for (const name of NAMES) {
    const value = values[name];
    if (value === undefined) continue;
    // Not being strict it reads a missing value as true, and a following option as the value.
    if (typeof value !== 'string' || value === '' || value.startsWith('--')) {
      return { problem: `--${name} needs a value` };
    }
    given.set(name, value);
  }
  const model = given.get('fill-model') ?? DEFAULT_FILL_MODEL;
  const fillModel = FILL_MODELS.find((one) => one === model);
  if (fillModel === undefined) {
    return { problem: `--fill-model ${model}: one of ${FILL_MODELS.join(', ')} is needed` };
  }
  const asked = given.get('hours') ?? DEFAULT_MARKET_HOURS;
  const hours = MARKET_HOURS.find((one) => one === asked);
  if (hours === undefined) {
    return { problem: `--hours ${asked}: one of ${MARKET_HOURS.join(', ')} is needed` };
  }
  const speed = given.get('speed');
  if (speed !== undefined && !(Number(speed) >= 0 && Number(speed) <= SPEED_MAX)) {
    return { problem: `--speed ${speed}: a number from 0 to ${SPEED_MAX} is needed` };
  }
  const wholes = [
    ['seed', SEED_MAX],
    ['cash', CASH_MAX],
    ['port', PORT_MAX],
  ] as const;
  for (const [name, max] of wholes) {
    const value = given.get(name);
    if (value === undefined || (/^\d+$/.test(value) && Number(value) <= max)) continue;
    return { problem: `--${name} ${value}: a whole number from 0 to ${max} is needed` };
  }
  const number = (name: string): number | null =>
    given.has(name) ? Number(given.get(name)) : null;
  const path = (name: string): string | null => {
    const value = given.get(name);
    return value === undefined ? null : resolve(workingFolder, value);
  };
  return {
    dataFolder: path('data'),
    replayFile: path('replay'),
    speed: number('speed') ?? 1,
    fillModel,
    seed: number('seed'),
    hours,
    cash: number('cash'),
    port: number('port'),
    unknown: tokens.flatMap((token) => {
      if (token.kind === 'option') return isOurs(token.name) ? [] : [token.rawName];
      return token.kind === 'positional' ? [token.value] : [];
    }),
  };
}

/** The words that say the same again, without the port, which only the served terminal has. */
export function wordsOf(options: TerminalOptions): readonly string[] {
  return [
    ...(options.dataFolder === null ? [] : ['--data', options.dataFolder]),
    ...(options.replayFile === null ? [] : ['--replay', options.replayFile]),
    ...(options.speed === 1 ? [] : ['--speed', String(options.speed)]),
    ...(options.fillModel === DEFAULT_FILL_MODEL ? [] : ['--fill-model', options.fillModel]),
    ...(options.seed === null ? [] : ['--seed', String(options.seed)]),
    ...(options.hours === DEFAULT_MARKET_HOURS ? [] : ['--hours', options.hours]),
    ...(options.cash === null ? [] : ['--cash', String(options.cash)]),
  ];
}

function isOurs(name: string): boolean {
  return NAMES.some((ours) => ours === name);
}
