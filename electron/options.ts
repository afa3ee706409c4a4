/** Command line of the terminal, the same for `npm start`, Electron and the served terminal. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { FEED_NAMES } from '../engine/domain/feed-name.ts';
import type { FeedName } from '../engine/domain/feed-name.ts';
import { DEFAULT_SYMBOLS, readSymbols } from '../engine/domain/feed-symbols.ts';
import { DEFAULT_FILL_MODEL, FILL_MODELS } from '../engine/domain/fill-model.ts';
import type { FillModel } from '../engine/domain/fill-model.ts';
import { DEFAULT_MARKET_HOURS, MARKET_HOURS } from '../engine/domain/market-hours.ts';
import type { MarketHours } from '../engine/domain/market-hours.ts';
import { VENUES } from '../engine/domain/order.ts';
import type { Venue } from '../engine/domain/order.ts';

export interface TerminalOptions {
  /** `--data DIR`: where everything of this terminal is kept; absolute. null: the usual place. */
  readonly dataFolder: string | null;
  /** `--replay FILE`: market data from a recording; absolute. null: the simulator. */
  readonly replayFile: string | null;
  /** `--speed X`: of the replay; 1 as recorded, 0 as fast as it goes. */
  readonly speed: number;
  /** `--feed F`: the real market by a feed of Alpaca. null: the simulator, the replay, or the last choice. */
  readonly feed: FeedName | null;
  /** `--symbols A,B`: what to follow of it. */
  readonly symbols: readonly string[];
  /** `--venue V`: where orders go. null: local, or the last choice. */
  readonly venue: Venue | null;
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
  /** `--developer`: faults may be played on the engine. */
  readonly developer: boolean;
  /** Words that are none of ours; Electron's own switches among them. */
  readonly unknown: readonly string[];
}

export const OPTIONS_HELP = `Usage: npm start -- [options]
  --data DIR     keep everything in DIR instead of the usual place
  --replay FILE  market data from a recording of order flow or bars (CSV or CSV.gz)
  --speed X      speed of the replay, 0 = as fast as it goes (default 1)
  --feed F       the real market by Alpaca's feed: ${FEED_NAMES.join(', ')}
  --symbols A,B  what to follow of it, coins like BTC/USD too
  --venue V      where orders go: ${VENUES.join(', ')} (default local)
  --fill-model M how orders fill on bars: ${FILL_MODELS.join(', ')} (default ${DEFAULT_FILL_MODEL})
  --seed N       seed of the simulated market
  --hours H      hours of the simulated market: ${MARKET_HOURS.join(', ')} (default ${DEFAULT_MARKET_HOURS})
  --cash N       dollars that a new account starts with (default 100000)
  --port N       port of the served terminal, where that is what starts
  --developer    let the command palette play faults, to watch the advisor find them`;

const NAMES = [
  'data',
  'replay',
  'speed',
  'feed',
  'symbols',
  'venue',
  'fill-model',
  'seed',
  'hours',
  'cash',
  'port',
] as const;
const SPEED_MAX = 1_000;
const SEED_MAX = 2 ** 31;
const CASH_MAX = 1_000_000_000;
const PORT_MAX = 65_535;

/** Reads the words after the script's name; `problem` is one sentence naming option and value. */
export function parseTerminalOptions(
  args: readonly string[],
  workingFolder: string,
): TerminalOptions | { readonly problem: string } {
  const text = { type: 'string' } as const;
  const { values, tokens } = parseArgs({
    args: [...args],
    options: {
      data: text,
      replay: text,
      speed: text,
      feed: text,
      symbols: text,
      venue: text,
      'fill-model': text,
      seed: text,
      hours: text,
      cash: text,
      port: text,
      developer: { type: 'boolean' },
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
  const words = {
    'fill-model': FILL_MODELS,
    hours: MARKET_HOURS,
    feed: FEED_NAMES,
    venue: VENUES,
  } as const;
  for (const [name, choices] of Object.entries(words)) {
    const value = given.get(name);
    if (value === undefined || choices.some((choice) => choice === value)) continue;
    return { problem: `--${name} ${value}: one of ${choices.join(', ')} is needed` };
  }
  const word = <Word extends string>(name: string, choices: readonly Word[]): Word | null =>
    choices.find((choice) => choice === given.get(name)) ?? null;
  const read = readSymbols(given.get('symbols') ?? DEFAULT_SYMBOLS.join());
  if ('problem' in read) return { problem: `--symbols ${read.problem}` };
  const feed = word('feed', FEED_NAMES);
  const venue = word('venue', VENUES);
  if (given.has('replay') && (feed !== null || (venue ?? 'local') !== 'local')) {
    return { problem: '--replay is a market of its own, on the local venue' };
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
    feed,
    symbols: read.symbols,
    venue,
    fillModel: word('fill-model', FILL_MODELS) ?? DEFAULT_FILL_MODEL,
    seed: number('seed'),
    hours: word('hours', MARKET_HOURS) ?? DEFAULT_MARKET_HOURS,
    cash: number('cash'),
    port: number('port'),
    developer: values['developer'] === true,
    unknown: tokens.flatMap((token) => {
      if (token.kind === 'option') return isOurs(token.name) ? [] : [token.rawName];
      return token.kind === 'positional' ? [token.value] : [];
    }),
  };
}

/** The words that say the same again, without the port, which only the served terminal has. */
export function wordsOf(options: TerminalOptions): readonly string[] {
  const symbols = options.symbols.join();
  return [
    ...(options.dataFolder === null ? [] : ['--data', options.dataFolder]),
    ...(options.replayFile === null ? [] : ['--replay', options.replayFile]),
    ...(options.speed === 1 ? [] : ['--speed', String(options.speed)]),
    ...(options.feed === null ? [] : ['--feed', options.feed]),
    ...(symbols === DEFAULT_SYMBOLS.join() ? [] : ['--symbols', symbols]),
    ...(options.venue === null ? [] : ['--venue', options.venue]),
    ...(options.fillModel === DEFAULT_FILL_MODEL ? [] : ['--fill-model', options.fillModel]),
    ...(options.seed === null ? [] : ['--seed', String(options.seed)]),
    ...(options.hours === DEFAULT_MARKET_HOURS ? [] : ['--hours', options.hours]),
    ...(options.cash === null ? [] : ['--cash', String(options.cash)]),
    ...(options.developer ? ['--developer'] : []),
  ];
}

function isOurs(name: string): boolean {
  return name === 'developer' || NAMES.some((ours) => ours === name);
}
