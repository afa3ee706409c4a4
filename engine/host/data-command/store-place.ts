/** Which of a data folder's stores a command is about. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { VENUES } from '../../domain/order.ts';
import type { Venue } from '../../domain/order.ts';
import { StoreError } from '../../store/store-error.ts';
import { STORE_KINDS, storeFile, storeSubfolder } from '../../store/store-kinds.ts';
import type { StoreKind } from '../../store/store-kinds.ts';

/** Options by which each kind is asked for, as they are typed. */
const ASKED_BY: Readonly<Record<StoreKind, string>> = {
  local: 'no option (the account)',
  replay: '--replay',
  'real-market': '--real-market',
  'alpaca-paper': '--venue alpaca-paper',
  'alpaca-live': '--venue alpaca-live',
};

export interface StorePlace {
  /** Holds all stores. */
  readonly dataFolder: string;
  readonly kind: StoreKind;
}

/** Reads the options; throws a RangeError for a person. */
export function storeKindOf(options: {
  readonly venue?: string | undefined;
  readonly replay?: boolean | undefined;
  readonly 'real-market'?: boolean | undefined;
}): StoreKind {
  const { venue = 'local', replay = false, 'real-market': realMarket = false } = options;
  const found: Venue | undefined = VENUES.find((one) => one === venue);
  if (found === undefined) {
    throw new RangeError(`--venue is one of ${VENUES.join(', ')}, not "${venue}".`);
  }
  if (replay && realMarket) throw new RangeError('--replay and --real-market are two stores.');
  if (found !== 'local' && (replay || realMarket)) {
    const option = replay ? '--replay' : '--real-market';
    throw new RangeError(`${option} is a store of the local venue, not of ${found}.`);
  }
  if (found !== 'local') return found;
  if (replay) return 'replay';
  return realMarket ? 'real-market' : 'local';
}

/** Throws `store.read_failed` with the stores that there are instead. */
export function needStore({ dataFolder, kind }: StorePlace): void {
  const file = join(dataFolder, storeFile(kind));
  if (existsSync(file)) return;
  throw new StoreError('store.read_failed', `There is no store at ${file}.${others(dataFolder)}`);
}

/** The same for what needs no store but what was made of one. */
export function needFolder({ dataFolder, kind }: StorePlace): void {
  const folder = join(dataFolder, storeSubfolder(kind));
  if (existsSync(folder)) return;
  throw new StoreError('store.read_failed', `There is no folder ${folder}.${others(dataFolder)}`);
}

function others(dataFolder: string): string {
  const there = STORE_KINDS.filter((kind) => existsSync(join(dataFolder, storeFile(kind))));
  if (there.length === 0) return '';
  const named = there.map((kind) => ASKED_BY[kind]).join(', ');
  return ` Stores that are there, by option: ${named}.`;
}
