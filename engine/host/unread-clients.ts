/**
 * Bytes that a client may leave unread in the engine's memory. One that lets so much pile up is gone or stuck;
 * it is cut off, and comes back with what it has missed or a snapshot.
 */
export const UNREAD_BYTES_MAX: number = 64 * 2 ** 20;
/** Of that, what a page that reads does not leave for seconds: it is some frames and replies behind. */
const STUCK_BYTES: number = 2 * 2 ** 20;

interface Client {
  readonly unreadBytes: number;
}

/** Tells clients that read slowly from those that have ceased to. */
export class UnreadClients<C extends Client> {
  /** Unread bytes at the last look of those that left much. */
  #before = new Map<C, number>();
  #stuck: readonly C[] = [];

  /** Clients that have left much unread at the last two looks, and no less at the second one. */
  get stuck(): readonly C[] {
    return this.#stuck;
  }

  /** To be called about once a second with all clients that are connected. */
  look(open: Iterable<C>): void {
    const before = this.#before;
    this.#before = new Map();
    for (const each of open) {
      if (each.unreadBytes >= STUCK_BYTES) this.#before.set(each, each.unreadBytes);
    }
    this.#stuck = [...this.#before].flatMap(([each, bytes]) =>
      bytes >= (before.get(each) ?? Infinity) ? [each] : [],
    );
  }
}
