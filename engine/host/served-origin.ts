import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Checks where a request to the served terminal comes from. The Host header must name us (against
 * DNS rebinding) and an Origin, where a browser sends one, must be our own page.
 */
export class ServedOrigin {
  readonly #hosts: ReadonlySet<string>;

  /** `names`: host names besides loopback's under which we are reached. */
  constructor(port: number, names: readonly string[]) {
    this.#hosts = new Set([...LOOPBACK_NAMES, ...names].map((name) => `${name}:${String(port)}`));
  }

  check(host: string | undefined, origin: string | undefined): Refusal | null {
    if (host === undefined || !this.#hosts.has(host.toLowerCase())) {
      const rule = `one of ${[...this.#hosts].join(', ')}`;
      return refusal('contract.host', 'Host', host ?? '', rule);
    }
    if (origin === undefined) return null;
    if (origin.toLowerCase() === `http://${host.toLowerCase()}`) return null;
    return refusal('contract.origin', 'Origin', origin, `http://${host}`);
  }
}
