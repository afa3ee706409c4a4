/**
 * What a host and the engine process that it supervises tell each other. It is about the life of
 * the process only; orders and market data never pass here, they go through the connections.
 *
 * Life: host sends `start` once; the engine tells of `migrating` an older store and answers `ready` when it has recovered and takes
 * connections, or `failed` when it can't. Then the host sends `connect` for each window, with the
 * window's end of the connection. After `stop` the engine flushes what it has and exits with code 0.
 *
 * In Electron the host's messages arrive at `process.parentPort`; the `connect` message carries one
 * MessagePortMain in `event.ports`.
 */

import type { FeedName } from '../domain/feed-name.ts';
import type { FillModel } from '../domain/fill-model.ts';
import type { ProcessFigures } from '../domain/process-figures.ts';
import type { MarketHours } from '../domain/market-hours.ts';
import type { Venue } from '../domain/order.ts';
import type { VenueKeys } from '../domain/venue-keys.ts';

/** Where market data comes from. */
export type SourceOptions =
  | {
      readonly kind: 'simulator';
      /** Same seed, same market; null: the engine chooses. Safe integer >= 0. */
      readonly seed: number | null;
      readonly hours: MarketHours;
    }
  | {
      readonly kind: 'replay';
      /** Absolute path of a recording. */
      readonly file: string;
      /** 1 = as recorded, 0 = as fast as it goes. */
      readonly speed: number;
      /** By what orders fill where the recording is of quotes and prints, or of bars. */
      readonly fillModel: FillModel;
    }
  /** The real market; it needs `EngineStart.keys`. */
  | {
      readonly kind: 'alpaca';
      readonly feed: FeedName;
      /** At least one, most important first. */
      readonly symbols: readonly string[];
      /** By what orders of the local venue fill. */
      readonly fillModel: FillModel;
    };

/** All that the engine has to know to start. Folders are absolute and made by whoever needs them. */
export interface EngineStart {
  readonly type: 'start';
  /** Holds the databases; one engine at a time. */
  readonly dataFolder: string;
  /** Where CSV files are written. */
  readonly exportFolder: string;
  /** Where orders go, from the start of this engine to its end. */
  readonly venue: Venue;
  readonly source: SourceOptions;
  /**
   * Keys of one account at Alpaca: that of the venue, or for market data alone where orders stay on this
   * computer. An engine never has those of two venues. null: it needs none, or there are none.
   */
  readonly keys: VenueKeys | null;
  /** Dollars that a new account starts with; null: as many as usual. Changes no account that is there. */
  readonly startCash: number | null;
  /** Asks for the newest good backup in the store's place, which is set aside. For one start only. */
  readonly restoreBackup: boolean;
  readonly productVersion: string;
  /** False: nothing is measured while it runs, to tell what measuring costs. Default: true. */
  readonly measure?: boolean;
  /** Milliseconds between two samples of what is measured; tests let them pass sooner. Default: 1,000. */
  readonly sampleMs?: number;
  /** Lets clients play faults on this engine, to watch the advisor find them. Default: false. */
  readonly developer?: boolean;
  /** Absolute paths of the engine's thread scripts, which differ between source and bundle. */
  readonly workers: {
    readonly storeWriter: string;
    readonly storeReader: string;
    /** Exports and checkpoints, off the order path. */
    readonly background: string;
    /** Work that reads a whole store; a thread is started for each. */
    readonly upkeep: string;
    /** The import of a file; one thread for each, while it runs. */
    readonly import: string;
  };
}

/** Announces a window; the message carries its port. */
export interface EngineConnect {
  readonly type: 'connect';
  /** Number of the window, unique while the application runs; for logs. */
  readonly windowId: number;
}

/** Offers a file that a person has chosen to import; the engine answers `offered`. */
export interface EngineOffer {
  readonly type: 'offer';
  /** Absolute. */
  readonly path: string;
  /** Without folder. */
  readonly fileName: string;
  readonly bytes: number;
}

/** Asks the engine to flush and to exit with code 0. */
export interface EngineStop {
  readonly type: 'stop';
}

/** The host's own processes and what they use, every few seconds. */
export interface EngineProcesses {
  readonly type: 'processes';
  readonly processes: readonly ProcessFigures[];
}

/** The computer has slept: connections that look live may be dead. */
export interface EngineResumed {
  readonly type: 'resumed';
}

export type HostMessage =
  EngineStart | EngineConnect | EngineOffer | EngineProcesses | EngineResumed | EngineStop;

/** The engine has recovered and takes connections. */
export interface EngineReady {
  readonly type: 'ready';
}

/**
 * The engine can't run and another attempt would end alike (database of a newer version, folder in
 * use, recording missing), or until something outside has changed (disk full, file locked). It exits with
 * `EXIT_CODE_REFUSED` or `EXIT_CODE_TRY_AGAIN` next.
 */
export interface EngineFailed {
  readonly type: 'failed';
  /** One sentence for a person. */
  readonly message: string;
  /** A backup could take the place of a damaged store, as `EngineStart.restoreBackup` asks for. */
  readonly canRestore: boolean;
}

/** An older store is being brought to this version, step by step; sent before each of them. */
export interface EngineMigrating {
  readonly type: 'migrating';
  /** A few sentences for a person. */
  readonly message: string;
}

/** The file of the last `offer` can be asked for by this ticket. */
export interface EngineOffered {
  readonly type: 'offered';
  readonly ticket: string;
}

/** Somebody has asked to follow one more symbol; the next start follows it too. */
export interface EngineFollowed {
  readonly type: 'followed';
  readonly symbol: string;
}

export type EngineHostMessage =
  EngineReady | EngineMigrating | EngineFailed | EngineOffered | EngineFollowed;

/** The message of the engine that `value` is, or null when it is none. Never throws. */
export function readEngineHostMessage(value: unknown): EngineHostMessage | null {
  if (typeof value !== 'object' || value === null || !('type' in value)) return null;
  if (value.type === 'ready') return { type: 'ready' };
  if (value.type === 'migrating') {
    const isText = 'message' in value && typeof value.message === 'string';
    return isText ? { type: 'migrating', message: String(value.message) } : null;
  }
  if (value.type === 'offered') {
    const isTicket = 'ticket' in value && typeof value.ticket === 'string';
    return isTicket ? { type: 'offered', ticket: String(value.ticket) } : null;
  }
  if (value.type === 'followed') {
    const isSymbol = 'symbol' in value && typeof value.symbol === 'string';
    return isSymbol ? { type: 'followed', symbol: String(value.symbol) } : null;
  }
  if (value.type !== 'failed') return null;
  const message = 'message' in value && typeof value.message === 'string' ? value.message : '';
  const canRestore = 'canRestore' in value && value.canRestore === true;
  return { type: 'failed', message, canRestore };
}
