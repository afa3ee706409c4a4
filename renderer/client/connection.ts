import { CONTRACT_VERSION } from '../../engine/contract/bounds.ts';
import type { Welcome } from '../../engine/contract/messages.ts';
import type { Refusal } from '../../engine/domain/refusal.ts';

export type ConnectionState = 'connecting' | 'ready' | 'lost' | 'refused';

/** The line to the engine as the user is told about it. */
export interface Connection {
  readonly state: ConnectionState;
  /** Why it is lost or refused, a plain sentence; '' when there is nothing to say. */
  readonly detail: string;
  /** When it came into this state, in milliseconds of performance.now(). */
  readonly sinceMs: number;
  /** Attempts to reconnect since it was lost. */
  readonly attempts: number;
  /** The engine's last greeting; stays while the line is lost. */
  readonly welcome: Welcome | null;
}

/** Refusals that another attempt can't cure: only the user can. */
export function isFinalRefusal(refusal: Refusal): boolean {
  return /token|version|origin|host/.test(refusal.code);
}

/** A handshake refusal as a sentence that says what to do. */
export function refusedSentence(refusal: Refusal): string {
  if (refusal.code.includes('token')) {
    return 'Access token missing or expired. Open the address that the engine printed when it started.';
  }
  if (refusal.code.includes('version')) {
    return `This page speaks contract version ${CONTRACT_VERSION} and the engine another (${refusal.rule}). Reload the page.`;
  }
  return refusal.rule;
}
