import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { FEED_NAMES } from '../domain/feed-name.ts';
import { DEFAULT_SYMBOLS, readSymbols } from '../domain/feed-symbols.ts';
import type { FeedName } from '../domain/feed-name.ts';
import { DEFAULT_FILL_MODEL, FILL_MODELS } from '../domain/fill-model.ts';
import type { FillModel } from '../domain/fill-model.ts';
import { DEFAULT_MARKET_HOURS, MARKET_HOURS } from '../domain/market-hours.ts';
import type { MarketHours } from '../domain/market-hours.ts';
import { VENUES } from '../domain/order.ts';
import type { Venue } from '../domain/order.ts';
import { usualDataFolder } from '../supervision/data-folder.ts';

/** Port of the served terminal when none is asked for. */
const DEFAULT_PORT = 7_331;
const PORT_MAX = 65_535;
/** Dollars of a new account at most: its sums stay exact far beyond. */
const CASH_MAX = 1_000_000_000;
/** A second is what it is measured by; below a fiftieth of one a sample is mostly its own cost. */
const SAMPLE_MS_MAX = 1_000;
const SAMPLE_MS_MIN = 20;

export const SERVE_USAGE = `Usage: npm run serve -- [options]
  --port N      port to listen on, 0 for any free one (default ${String(DEFAULT_PORT)})
  --data DIR    folder of the databases (default: the user's data folder)
  --host ADDR   address to listen on (default 127.0.0.1; others are reachable from your network)
  --replay FILE replay recorded order flow or bars (CSV or CSV.gz) instead of the simulated market
  --speed X     speed of the replay, 0 = as fast as it goes (default 1)
  --feed F      the real market by Alpaca's feed: ${FEED_NAMES.join(', ')}; keys in
                APCA_API_KEY_ID and APCA_API_SECRET_KEY
  --venue V     where orders go: ${VENUES.join(', ')} (default local); each has a store of its own
  --keys FILE   keys of Alpaca, a file that only you can read (default: keys.json of the data folder)
  --symbols A,B what to follow of it, coins like BTC/USD too (default ${DEFAULT_SYMBOLS.join(',')})
  --fill-model M  how orders fill on quotes and bars: ${FILL_MODELS.join(', ')} (default ${DEFAULT_FILL_MODEL})
  --seed N      seed of the simulated market
  --hours H     hours of the simulated market: ${MARKET_HOURS.join(', ')} (default ${DEFAULT_MARKET_HOURS})
  --restore-backup  start with the newest good backup; the database is set aside, not deleted
  --cash N      dollars that a new account starts with (default 100000)
  --developer   let the command palette play faults, to watch the advisor find them
  --sample-ms N with --developer: measure every N milliseconds, so that the advisor's seconds pass sooner
  --open        open the default browser
  --help        this text`;

export interface ServeOptions {
  readonly port: number;
  readonly dataFolder: string;
  readonly host: string;
  readonly replayFile: string | null;
  readonly speed: number;
  /** Feed of the real market; null: the simulator, or the replay. */
  readonly feed: FeedName | null;
  /** Where orders go; null: not asked for. */
  readonly venue: Venue | null;
  /** Absolute; null: the usual one. */
  readonly keyFile: string | null;
  readonly symbols: readonly string[];
  readonly fillModel: FillModel;
  readonly seed: number | null;
  readonly hours: MarketHours;
  /** Dollars that a new account starts with; null: as many as usual. */
  readonly cash: number | null;
  /** Put the newest good backup in the place of the store first. */
  readonly restoreBackup: boolean;
  /** Faults may be played on the engine. */
  readonly developer: boolean;
  /** Milliseconds between two samples of what is measured; null: as usual. */
  readonly sampleMs: number | null;
  readonly open: boolean;
  readonly help: boolean;
}

/** Reads the command line; throws an Error whose message is one sentence for a person. */
export function parseServeOptions(args: readonly string[]): ServeOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      host: { type: 'string' },
      replay: { type: 'string' },
      speed: { type: 'string' },
      feed: { type: 'string' },
      venue: { type: 'string' },
      keys: { type: 'string' },
      symbols: { type: 'string' },
      'fill-model': { type: 'string' },
      seed: { type: 'string' },
      hours: { type: 'string' },
      cash: { type: 'string' },
      'restore-backup': { type: 'boolean' },
      developer: { type: 'boolean' },
      'sample-ms': { type: 'string' },
      open: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.feed !== undefined && values.replay !== undefined) {
    throw new Error('--feed and --replay are two markets; choose one.');
  }
  if (values.replay !== undefined && values.venue !== undefined && values.venue !== 'local') {
    throw new Error('--replay is for the local venue; leave --venue out.');
  }
  return {
    port: wholeNumber('--port', values.port ?? String(DEFAULT_PORT), PORT_MAX),
    dataFolder: resolve(
      values.data ?? usualDataFolder(process.platform, homedir(), (name) => process.env[name]),
    ),
    host: values.host ?? '127.0.0.1',
    replayFile: values.replay === undefined ? null : resolve(values.replay),
    speed: decimalNumber('--speed', values.speed ?? '1'),
    feed: values.feed === undefined ? null : feedOf(values.feed),
    venue: values.venue === undefined ? null : venueOf(values.venue),
    keyFile: values.keys === undefined ? null : resolve(values.keys),
    symbols: values.symbols === undefined ? DEFAULT_SYMBOLS : symbolsOf(values.symbols),
    fillModel: fillModelOf(values['fill-model'] ?? DEFAULT_FILL_MODEL),
    seed: values.seed === undefined ? null : wholeNumber('--seed', values.seed, 2 ** 31),
    hours: hoursOf(values.hours ?? DEFAULT_MARKET_HOURS),
    cash: values.cash === undefined ? null : wholeNumber('--cash', values.cash, CASH_MAX),
    restoreBackup: values['restore-backup'] ?? false,
    developer: values.developer ?? false,
    sampleMs: sampleMsOf(values['sample-ms'], values.developer === true),
    open: values.open ?? false,
    help: values.help ?? false,
  };
}

function wholeNumber(name: string, text: string, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= max) return value;
  throw new Error(`${name} must be a whole number from 0 to ${String(max)}, not "${text}".`);
}

function sampleMsOf(text: string | undefined, isDeveloper: boolean): number | null {
  if (text === undefined) return null;
  if (!isDeveloper) throw new Error('--sample-ms is for developers; add --developer.');
  const ms = wholeNumber('--sample-ms', text, SAMPLE_MS_MAX);
  if (ms < SAMPLE_MS_MIN) throw new Error(`--sample-ms must be at least ${String(SAMPLE_MS_MIN)}.`);
  return ms;
}

function feedOf(text: string): FeedName {
  const feed = FEED_NAMES.find((one) => one === text);
  if (feed !== undefined) return feed;
  throw new Error(`--feed must be a word of ${FEED_NAMES.join(', ')}, not "${text}".`);
}

function symbolsOf(text: string): readonly string[] {
  const read = readSymbols(text);
  if ('symbols' in read) return read.symbols;
  throw new Error(`--symbols ${read.problem}.`);
}

function venueOf(text: string): Venue {
  const venue = VENUES.find((one) => one === text);
  if (venue !== undefined) return venue;
  throw new Error(`--venue must be a word of ${VENUES.join(', ')}, not "${text}".`);
}

function fillModelOf(text: string): FillModel {
  const model = FILL_MODELS.find((one) => one === text);
  if (model !== undefined) return model;
  throw new Error(`--fill-model must be a word of ${FILL_MODELS.join(', ')}, not "${text}".`);
}

function hoursOf(text: string): MarketHours {
  const hours = MARKET_HOURS.find((one) => one === text);
  if (hours !== undefined) return hours;
  throw new Error(`--hours must be a word of ${MARKET_HOURS.join(', ')}, not "${text}".`);
}

function decimalNumber(name: string, text: string): number {
  const value = Number(text);
  if (text !== '' && Number.isFinite(value) && value >= 0 && value <= 1_000) return value;
  throw new Error(`${name} must be a number from 0 to 1000, not "${text}".`);
}
