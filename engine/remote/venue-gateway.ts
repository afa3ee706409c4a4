import type { RequestType } from '../contract/messages.ts';
import type { VenueStatus } from '../contract/venues.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { JournalWrite } from '../ports.ts';

/** The way from the engine to the venue that its orders go to. */
export interface VenueGateway {
  status(): VenueStatus;
  /** Lets orders through, or says what is wrong with the text. */
  confirm(text: string): Refusal | null;
  /** Compares with the venue; resolves when that is done, whatever came of it. */
  reconcile(): Promise<void>;
  /** Books what the venue counts otherwise under this number, or says why not. */
  accept(differencesNumber: number): Promise<Refusal | null>;
  /** Begins a new store for the account of these keys, or says why not; the engine ends then. */
  begin(): Refusal | null;
  /** What is to be sent once all that is written so far is on disk; null for nothing. */
  takeOutgoing(): (() => void) | null;
  /** What is to be written with these of the account, in one transaction with the newest events. */
  writesWith(writes: readonly JournalWrite[]): readonly JournalWrite[];
  /** Why the venue takes no such request now, or null. */
  refusalOf(type: RequestType): Refusal | null;
}
