import type { RemoteLink } from '../domain/remote-link.ts';

/** A link as it goes on. */
export interface LiveLink extends RemoteLink {
  startLots: number;
  coveredLots: number;
  /** When the newest word of it that was taken was said; of this run. */
  updatedUs: number;
  /** It is over and all its fills are taken, as its venue has said in this run. */
  isFinal: boolean;
}

/** Finds links that are no longer in memory. */
export type LinkLookup = (remoteId: string) => RemoteLink | null;

/** Links kept in memory, oldest go first: ten times the orders of a busy day at a remote venue. */
const LINKS_MAX = 20_000;

/** Which remote orders stand for which of ours. */
export class RemoteLinks {
  readonly #byRemoteId = new Map<string, LiveLink>();
  /** By order of ours: the remote orders that it has been, in their order. */
  readonly #chains = new Map<number, LiveLink[]>();
  readonly #lookup: LinkLookup;
  readonly #isWorking: (orderId: number) => boolean;
  #changed = new Set<LiveLink>();

  /** `isWorking`: whether an order's links are still needed, whatever their age. */
  constructor(
    links: readonly RemoteLink[],
    lookup: LinkLookup,
    isWorking: (orderId: number) => boolean,
  ) {
    this.#lookup = lookup;
    this.#isWorking = isWorking;
    for (const link of links) this.#keep({ ...link, updatedUs: 0, isFinal: false });
  }

  find(remoteId: string): LiveLink | null {
    const known = this.#byRemoteId.get(remoteId);
    if (known !== undefined) return known;
    const stored = this.#lookup(remoteId);
    if (stored === null) return null;
    const link = { ...stored, updatedUs: 0, isFinal: false };
    this.#keep(link);
    return link;
  }

  /** The remote order that an order of ours is now; null: none is known. */
  current(orderId: number): LiveLink | null {
    return this.#chains.get(orderId)?.at(-1) ?? null;
  }

  /** The remote order in whose place this one came; null: there is none, or it is forgotten. */
  before({ orderId, place }: LiveLink): LiveLink | null {
    return this.#chains.get(orderId)?.find((one) => one.place === place - 1) ?? null;
  }

  /** The remote order before this one that may still have fills to tell of; null: there is none. */
  openBefore(link: LiveLink): LiveLink | null {
    const before = this.before(link);
    return before === null || before.isFinal ? null : before;
  }

  /** Makes a remote order the one that stands for an order of ours. */
  bind(remoteId: string, orderId: number, startLots: number): LiveLink {
    const place = (this.current(orderId)?.place ?? 0) + 1;
    const coveredLots = Math.max(0, startLots);
    const live = { updatedUs: 0, isFinal: false };
    const link = { remoteId, orderId, place, startLots, coveredLots, ...live };
    this.#keep(link);
    this.#changed.add(link);
    return link;
  }

  /** Its fills count from here. */
  begin(link: LiveLink, startLots: number): void {
    link.startLots = startLots;
    link.coveredLots = Math.max(link.coveredLots, startLots);
    this.#changed.add(link);
  }

  cover(link: LiveLink, lots: number): void {
    link.coveredLots = lots;
    this.#changed.add(link);
  }

  /** Links that are to be stored, as they stand. */
  takeChanged(): RemoteLink[] {
    if (this.#changed.size === 0) return [];
    const links = Array.from(this.#changed, ({ updatedUs: _us, isFinal: _is, ...link }) => link);
    this.#changed = new Set();
    return links;
  }

  #keep(link: LiveLink): void {
    this.#byRemoteId.set(link.remoteId, link);
    const chain = this.#chains.get(link.orderId) ?? [];
    chain.push(link);
    chain.sort((a, b) => a.place - b.place);
    this.#chains.set(link.orderId, chain);
    if (this.#byRemoteId.size <= LINKS_MAX) return;
    const [oldest] = this.#byRemoteId.values();
    if (oldest === undefined) return;
    this.#byRemoteId.delete(oldest.remoteId);
    // What still works goes to the end of the line; the rest comes back by the look-up.
    if (this.#isWorking(oldest.orderId)) this.#byRemoteId.set(oldest.remoteId, oldest);
    else this.#chains.delete(oldest.orderId);
  }
}
