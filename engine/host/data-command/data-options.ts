import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EXPORT_PROFILES } from '../../contract/export-profiles.ts';
import type { ExportProfile } from '../../contract/export-profiles.ts';
import type { ExportSelection } from '../../contract/exports.ts';
import type { ImportContent } from '../../contract/imports.ts';
import { TIMEFRAMES } from '../../domain/bar.ts';
import type { Timeframe } from '../../domain/bar.ts';
import { readSymbols } from '../../domain/feed-symbols.ts';
import { usualDataFolder } from '../../supervision/data-folder.ts';
import { periodOf } from './period.ts';
import { storeKindOf } from './store-place.ts';
import type { StorePlace } from './store-place.ts';

const WORKSPACE = 'workspace';
const IMPORT_PROFILES = ['fills', 'alpaca_fills', 'bars'] as const;

export const DATA_USAGE = `Usage: npm run data -- COMMAND [options]

  stats                      what is in the store
  check                      reads all of the store: damage, gaps, positions and cash against the fills
  backup                     backs the store and the documents (layouts, keys, settings...) up;
                             --list shows the backups instead
  restore NAME               puts a backup in the place of both ("latest": the newest good one);
                             --store-only leaves the documents alone
  export PROFILE --out FILE  writes CSV: ${EXPORT_PROFILES.join(', ')}
  export workspace --out FILE  writes all stores and documents into one file
  import PROFILE FILE        reads CSV: ${IMPORT_PROFILES.join(', ')}
  import workspace FILE      puts what such a file holds in their place
  compact                    rebuilds the file without its free pages

Options of all commands:
  --data DIR     data folder (default: the user's)
  --venue V      the store of another venue: alpaca-paper, alpaca-live (default: local, the simulated market's)
  --real-market  the local venue's store of the real market instead
  --replay       the local venue's store of replays instead
  --json         one line of JSON on the output instead of text
  --quiet        no progress on the error output
  --help         this text

export:   --symbol S --side buy|sell --tag T --from TIME --to TIME --excel
          (TIME: 2026-01-31 or 2026-01-31T09:30:00Z, the end not included)
import:   --dry-run only says what it would do; --skip-bad takes the good rows where there are bad ones;
          --other-store when the fills are another store's; bars: --symbol S --timeframe T --overwrite;
          real market: --symbols A,B for what was never traded there

stats, check, backup and export work beside a running engine; the others need the folder for themselves.
Exit codes: 0 done, 1 failed or found wanting, 2 wrong command line, 3 an engine has the folder, 130 Ctrl+C.`;

export type DataCommand =
  | { readonly name: 'help' }
  | { readonly name: 'stats' | 'check' | 'backup' | 'list' | 'compact' }
  | { readonly name: 'restore'; readonly backup: string; readonly storeOnly: boolean }
  /** `file`: the workspace file, absolute. */
  | { readonly name: 'pack' | 'unpack'; readonly file: string }
  | {
      readonly name: 'export';
      readonly profile: ExportProfile;
      readonly out: string;
      readonly selection: ExportSelection;
      readonly excel: boolean;
    }
  | {
      readonly name: 'import';
      readonly content: ImportContent;
      readonly file: string;
      readonly dryRun: boolean;
      readonly skipBad: boolean;
      /** Further symbols of the real market that the file names. */
      readonly symbols: readonly string[];
    };

export interface DataOptions extends StorePlace {
  readonly command: DataCommand;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** A command line that is not understood; its message is one sentence for a person. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const OPTIONS = {
  data: { type: 'string' },
  venue: { type: 'string' },
  replay: { type: 'boolean' },
  'real-market': { type: 'boolean' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean' },
  list: { type: 'boolean' },
  'store-only': { type: 'boolean' },
  out: { type: 'string' },
  symbol: { type: 'string' },
  side: { type: 'string' },
  tag: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  excel: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  'skip-bad': { type: 'boolean' },
  'other-store': { type: 'boolean' },
  timeframe: { type: 'string' },
  overwrite: { type: 'boolean' },
  symbols: { type: 'string' },
} as const;
type Values = ReturnType<typeof parse>['values'];

/** Options that belong to some commands only; a misplaced one would silently do nothing. */
const OWN_OPTIONS: Readonly<Record<string, readonly (keyof Values)[]>> = {
  backup: ['list'],
  restore: ['store-only'],
  export: ['out', 'symbol', 'side', 'tag', 'from', 'to', 'excel'],
  import: ['dry-run', 'skip-bad', 'other-store', 'symbol', 'timeframe', 'overwrite', 'symbols'],
};
/** Options that choose one of the data folder's stores. */
const STORE_OPTIONS = ['venue', 'replay', 'real-market'];
const COMMON: ReadonlySet<string> = new Set(['data', ...STORE_OPTIONS, 'json', 'quiet', 'help']);

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
}

/** Reads the command line; throws a UsageError. */
export function parseDataOptions(args: readonly string[]): DataOptions {
  const { values, positionals } = parsed(args);
  const dataFolder = resolve(
    values.data ?? usualDataFolder(process.platform, homedir(), (name) => process.env[name]),
  );
  return {
    command: values.help === true ? { name: 'help' } : commandOf(positionals, values),
    dataFolder,
    kind: readable(() => storeKindOf(values)),
    json: values.json ?? false,
    quiet: values.quiet ?? false,
  };
}

function parsed(args: readonly string[]): ReturnType<typeof parse> {
  try {
    return parse(args);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function commandOf(positionals: readonly string[], values: Values): DataCommand {
  const [name = '', ...rest] = positionals;
  checkOptions(name, values);
  switch (name) {
    case 'stats':
    case 'check':
    case 'compact':
      noMore(rest, 0);
      return { name };
    case 'backup':
      noMore(rest, 0);
      return { name: values.list === true ? 'list' : 'backup' };
    case 'restore':
      noMore(rest, 1);
      return {
        name,
        backup: needed(rest[0], 'restore needs the name of a backup, or latest'),
        storeOnly: values['store-only'] ?? false,
      };
    case 'export':
      noMore(rest, 1);
      return rest[0] === WORKSPACE ? packOf(values) : exportOf(rest[0] ?? '', values);
    case 'import':
      noMore(rest, 2);
      return rest[0] === WORKSPACE ? unpackOf(rest[1], values) : importOf(rest, values);
    case '':
      throw new UsageError('A command is missing.');
    default:
      throw new UsageError(`"${name}" is no command.`);
  }
}

function packOf(values: Values): DataCommand {
  onlyOf(values, ['out']);
  return { name: 'pack', file: resolve(needed(values.out, 'export needs --out FILE')) };
}

function unpackOf(file: string | undefined, values: Values): DataCommand {
  onlyOf(values, []);
  return { name: 'unpack', file: resolve(needed(file, 'import needs a file')) };
}

/** A workspace is all stores or nothing. */
function onlyOf(values: Values, own: readonly string[]): void {
  for (const option of Object.keys(values)) {
    if (own.includes(option) || (COMMON.has(option) && !STORE_OPTIONS.includes(option))) continue;
    throw new UsageError(`--${option} is no option of a workspace.`);
  }
}

function exportOf(profile: string, values: Values): DataCommand {
  const found = EXPORT_PROFILES.find((one) => one === profile);
  if (found === undefined)
    throw new UsageError(`Profiles are ${[...EXPORT_PROFILES, WORKSPACE].join(', ')}.`);
  const { side = null, symbol = null, tag = null } = values;
  if (side !== null && side !== 'buy' && side !== 'sell') {
    throw new UsageError('--side must be buy or sell.');
  }
  return {
    name: 'export',
    profile: found,
    out: resolve(needed(values.out, 'export needs --out FILE')),
    selection: { symbol, side, tag, ...readable(() => periodOf(values.from, values.to)) },
    excel: values.excel ?? false,
  };
}

/** What `read` returns; its RangeError is one of the command line. */
function readable<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}

function importOf([profile = '', file]: readonly string[], values: Values): DataCommand {
  return {
    name: 'import',
    content: contentOf(profile, values),
    file: resolve(needed(file, 'import needs a file')),
    dryRun: values['dry-run'] ?? false,
    skipBad: values['skip-bad'] ?? false,
    symbols: symbolsOf(values.symbols),
  };
}

function contentOf(profile: string, values: Values): ImportContent {
  switch (profile) {
    case 'fills':
      return { profile, otherStore: values['other-store'] ?? false };
    case 'alpaca_fills':
      return { profile };
    case 'bars': {
      const symbol = needed(values.symbol, 'import bars needs --symbol');
      const timeframe = timeframeOf(needed(values.timeframe, 'import bars needs --timeframe'));
      return { profile, symbol, timeframe, replace: values.overwrite ?? false };
    }
    default:
      throw new UsageError(`Profiles are ${[...IMPORT_PROFILES, WORKSPACE].join(', ')}.`);
  }
}

function symbolsOf(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  const read = readSymbols(text);
  if ('problem' in read) throw new UsageError(`--symbols ${read.problem}.`);
  return read.symbols;
}

function timeframeOf(text: string): Timeframe {
  const found = TIMEFRAMES.find((one) => one === text);
  if (found === undefined) throw new UsageError(`--timeframe is one of ${TIMEFRAMES.join(', ')}.`);
  return found;
}

function checkOptions(name: string, values: Values): void {
  const own: readonly string[] = OWN_OPTIONS[name] ?? [];
  for (const option of Object.keys(values)) {
    if (COMMON.has(option) || own.includes(option)) continue;
    throw new UsageError(`--${option} is no option of ${name === '' ? 'no command' : name}.`);
  }
}

function noMore(rest: readonly string[], most: number): void {
  const extra = rest[most];
  if (extra !== undefined) throw new UsageError(`"${extra}" is one word too many.`);
}

function needed(value: string | undefined, rule: string): string {
  if (value === undefined || value === '') throw new UsageError(`${rule}.`);
  return value;
}
