import { randomBytes, timingSafeEqual } from 'node:crypto';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';

/** A token that nobody has used for this long is no longer good. */
export const TOKEN_IDLE_MS_MAX = 24 * 60 * 60 * 1_000;

/** Makes a token of 256 random bits in URL-safe text. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The one token that opens a served terminal; it stays good while it is being used. */
export class AccessToken {
  readonly #token: Buffer;
  readonly #idleMsMax: number;
  #usedMs: number;

  constructor(token: string, nowMs: number, idleMsMax: number = TOKEN_IDLE_MS_MAX) {
    this.#token = Buffer.from(token);
    this.#usedMs = nowMs;
    this.#idleMsMax = idleMsMax;
  }

  /** Notes that a connection with the token is still open at `nowMs`. */
  touch(nowMs: number): void {
    this.#usedMs = nowMs;
  }

  /** null when the token opens the terminal; else why not. The token is never repeated. */
  check(token: string, nowMs: number): Refusal | null {
    const given = Buffer.from(token);
    const isEqual = given.length === this.#token.length && timingSafeEqual(given, this.#token);
    if (!isEqual) {
      const rule = 'the token of the address that the engine printed when it started';
      return refusal('contract.token_unknown', 'token', '(hidden)', rule);
    }
    if (nowMs - this.#usedMs > this.#idleMsMax) {
      const rule = `a token used within ${String(this.#idleMsMax / 3_600_000)} hours; restart the engine for a new one`;
      return refusal('contract.token_expired', 'token', '(hidden)', rule);
    }
    this.#usedMs = nowMs;
    return null;
  }
}
