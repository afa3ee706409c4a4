/**
 * Makes the core and the gateway of a remote venue. Keys, hosts and store folder all follow from the one
 * venue that the engine was started with, here and nowhere else.
 */
import { SYSTEM_TIMERS } from '../alpaca/access.ts';
import type { AlpacaHosts, AlpacaKeys } from '../alpaca/access.ts';
import { RequestBudget } from '../alpaca/request-budget.ts';
import { RestClient } from '../alpaca/rest-client.ts';
import { TradingApi } from '../alpaca/trading-api.ts';
import type { LinkLookup } from '../remote/remote-links.ts';
import { SYMBOLS_MAX, readSymbols } from '../domain/feed-symbols.ts';
import type { RemoteVenue } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { US_PER_MS } from '../domain/time.ts';
import { hostsFrom } from '../keys/hosts.ts';
import type { CoreOptions } from '../orders/core-options.ts';
import type { Clock, RecoveredState } from '../ports.ts';
import { RemoteCore } from '../remote/remote-core.ts';
import { askNew } from '../store/backup/pending-restore.ts';
import type { EngineStart } from '../supervision/host-messages.ts';
import { AlpacaGateway } from '../venues/alpaca-gateway.ts';
import { TradeStream } from '../venues/trade-stream.ts';
import type { Engine } from './engine.ts';
import { problemOf } from './fatal.ts';
import { storeFolder } from './store-folder.ts';

/** How long the start waits to hear what the account holds, so that it is followed from the start. */
const HELD_MS = 3_000;

/** A remote venue with what it is asked by. */
export interface RemoteAccess {
  readonly venue: RemoteVenue;
  readonly keys: AlpacaKeys;
  readonly hosts: AlpacaHosts;
  /** One for all that is asked with these keys. */
  readonly budget: RequestBudget;
  readonly api: TradingApi;
  /** Of the store. */
  readonly folder: string;
}

/** The access to the venue that an engine was started with; null on the local one. Throws without keys. */
export function remoteAccess(start: EngineStart, clock: Clock): RemoteAccess | null {
  const { venue, keys, source } = start;
  if (venue === 'local') return null;
  if (source.kind !== 'alpaca') throw new Error(`${venue} trades on the real market only.`);
  if (keys === null) throw new Error(`${venue} needs keys of its own: enter them and start again.`);
  const monotonicMs = (): number => clock.monotonicUs() / US_PER_MS;
  const hosts = hostsFrom(process.env, venue);
  const budget = new RequestBudget({ monotonicMs, timers: SYSTEM_TIMERS });
  const rest = new RestClient({
    host: hosts.trading,
    keys,
    budget,
    timers: SYSTEM_TIMERS,
    monotonicMs,
    wallMs: () => clock.wallUs() / US_PER_MS,
    random: Math.random,
  });
  return { venue, keys, hosts, budget, api: new TradingApi(rest), folder: storeFolder(start) };
}

/** The market to follow with what the account holds and has open, which can be traded only so. */
export async function withHeld(
  start: EngineStart,
  access: RemoteAccess | null,
  { positions, workingOrders }: Pick<RecoveredState, 'positions' | 'workingOrders'>,
): Promise<EngineStart['source']> {
  const { source } = start;
  if (access === null || source.kind !== 'alpaca') return source;
  const symbols = new Set(source.symbols);
  for (const { symbol, qtyLots } of positions) if (qtyLots !== 0) symbols.add(symbol);
  for (const { symbol } of workingOrders) symbols.add(symbol);
  for (const symbol of await heldThere(access)) symbols.add(symbol);
  // What is no symbol that can be followed is told as a difference.
  const followed = [...symbols].filter((symbol) => 'symbols' in readSymbols(symbol));
  return { ...source, symbols: followed.slice(0, SYMBOLS_MAX) };
}

async function heldThere({ api }: RemoteAccess): Promise<readonly string[]> {
  let cancel = (): void => undefined;
  const late = new Promise<null>((resolve) => {
    cancel = SYSTEM_TIMERS.after(HELD_MS, () => {
      resolve(null);
    });
  });
  const answers = await Promise.race([Promise.all([api.positions(), api.openOrders()]), late]);
  cancel();
  const [positions, orders] = answers ?? [];
  return [
    ...(positions?.ok === true ? positions.value : []),
    ...(orders?.ok === true ? orders.value.orders : []),
  ].map(({ symbol, asset_class: assetClass }) => {
    // Positions name a pair without its slash.
    const isBare = assetClass === 'crypto' && !symbol.includes('/') && symbol.endsWith('USD');
    return isBare ? `${symbol.slice(0, -3)}/USD` : symbol;
  });
}

/** What a remote venue is made of. */
export interface RemoteVenueParts {
  readonly core: RemoteCore;
  readonly gateway: AlpacaGateway;
}

/** What the venue needs of the engine around it. */
export interface RemoteVenueHost {
  readonly clock: Clock;
  /** Asked for once it runs. */
  readonly engine: () => Engine;
  /** Ends the engine so that its host starts it again. */
  readonly restart: (reason: string) => void;
}

export function openRemoteVenue(
  access: RemoteAccess,
  options: CoreOptions,
  linkLookup: LinkLookup,
  { clock, engine, restart }: RemoteVenueHost,
): RemoteVenueParts {
  const { venue, hosts, keys, budget, api, folder } = access;
  const mayOrder = (): boolean => gateway.takesOrders;
  const isConfirmed = (): boolean => gateway.isConfirmed;
  const doubtful = (): ReadonlySet<string> => gateway.doubtful;
  const core = new RemoteCore({ ...options, linkLookup, mayOrder, doubtful, isConfirmed });
  const monotonicMs = (): number => clock.monotonicUs() / US_PER_MS;
  const gateway: AlpacaGateway = new AlpacaGateway({
    venue,
    core,
    api,
    budget,
    openStream: (listener) =>
      new TradeStream({
        host: hosts.tradingStream,
        keys,
        timers: SYSTEM_TIMERS,
        monotonicMs,
        random: Math.random,
        listener,
      }),
    perform: (run) => perform(engine(), run),
    notify: (level, code, text) => {
      engine().notify({ level, code, text, atUs: clock.wallUs() });
    },
    beginAnew: () => beginAnew(folder, clock, restart),
    wallUs: () => clock.wallUs(),
    monotonicMs,
    timers: SYSTEM_TIMERS,
  });
  return { core, gateway };
}

/** Has the next start set the store aside and begin a new one, and starts it; or says why it cannot. */
function beginAnew(
  folder: string,
  clock: Clock,
  restart: (reason: string) => void,
): Refusal | null {
  try {
    askNew(folder, clock.wallUs());
  } catch (error) {
    return refusal('store.cannot_write', '', problemOf(error), 'a folder that takes writes');
  }
  // After the answer to who has asked for it.
  setImmediate(() => {
    restart('a new store begins for another account');
  });
  return null;
}

/** Gives the core a turn outside those of the market; what it throws is a broken invariant. */
export function perform(engine: Engine, run: () => void): boolean {
  if (engine.parts.journal.trouble() !== null) return false;
  try {
    engine.catchUpTime();
    run();
    engine.publishEvents();
    return true;
  } catch (error) {
    engine.fail('venue.failed', problemOf(error));
    return false;
  }
}
