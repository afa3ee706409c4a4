/** Requests of each client since the last look: the one that sends most now, not since it came. */
export class RequestRates<Client extends { readonly requests: number }> {
  #before = new WeakMap<Client, number>();
  #lookedMs: number | null = null;
  #busiest: Client | null = null;

  /** The client that sent most between the last two looks; null: there was none. */
  get busiest(): Client | null {
    return this.#busiest;
  }

  /** Requests a second of the busiest client since the last look; null at the first. */
  look(open: Iterable<Client>, nowMs: number): number | null {
    const seconds =
      this.#lookedMs === null ? null : Math.max(0.001, (nowMs - this.#lookedMs) / 1_000);
    this.#lookedMs = nowMs;
    this.#busiest = null;
    let most = 0;
    for (const each of open) {
      const sent = each.requests - (this.#before.get(each) ?? 0);
      this.#before.set(each, each.requests);
      if (sent <= most) continue;
      most = sent;
      this.#busiest = each;
    }
    return seconds === null ? null : most / seconds;
  }
}
