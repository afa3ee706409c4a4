/**
 * Importing a file: it is offered to the engine first (the page uploads it with `POST /imports`, the
 * desktop host passes the path that the person chose), for which there is a ticket. `import.check`
 * reads it and changes nothing; its summary comes as `import` messages of the connection. Only
 * `import.apply` changes the account, all of it or nothing; the engine takes no orders meanwhile and
 * starts again from the disk when it is done. docs/imports.md has the formats and the rules.
 */
import { z } from 'zod';
import { TIMEFRAMES } from '../domain/bar.ts';
import { symbolField } from './fields.ts';

/** Largest file that is taken: some 5,000,000 fills. */
export const IMPORT_BYTES_MAX = 1_073_741_824;
/** Rows of the largest file; ten years of minutes, or as many fills as the history is made for. */
export const IMPORT_ROWS_MAX = 5_000_000;
/** Longest row in characters; a file without line ends is noticed before it fills the memory. */
export const IMPORT_ROW_CHARS_MAX = 4_096;
/** Bad rows that are told one by one; all of them are counted. */
export const IMPORT_PROBLEMS_MAX = 100;

/** What a file holds. */
const content = z.discriminatedUnion('profile', [
  z.strictObject({
    /** Our own export of this profile. */
    profile: z.literal('fills'),
    /**
     * False: an `exec_id` that this store knows with other contents is a bad row. True: the file comes
     * of another store, which counts from 1 too, so such a fill is a new one and gets a new number.
     */
    otherStore: z.boolean(),
  }),
  /** FILL activities of Alpaca, as its REST answers (a JSON array) or as CSV with the same fields. */
  z.strictObject({ profile: z.literal('alpaca_fills') }),
  /** Bars of one symbol, in the format that a replay of bars reads. */
  z.strictObject({
    profile: z.literal('bars'),
    symbol: symbolField,
    timeframe: z.enum(TIMEFRAMES),
    /** What becomes of a bar that the store has with other values: true: the file's is taken. */
    replace: z.boolean(),
  }),
]);

const importId = z.int().min(1);

/** Reads a file that has been offered and says what an import would do. One at a time. */
export const importCheck = z.strictObject({
  type: z.literal('import.check'),
  ticket: z.string().min(1).max(64),
  content,
});
/** Does it, once it has been checked. Bad rows forbid it unless they are to be left out. */
export const importApply = z.strictObject({
  type: z.literal('import.apply'),
  importId,
  skipBad: z.boolean(),
});
/** Ends a check, or an import that has not been written yet, and forgets the file. */
export const importCancel = z.strictObject({ type: z.literal('import.cancel'), importId });

export const importRequests = [importCheck, importApply, importCancel] as const;

export type ImportContent = Readonly<z.infer<typeof content>>;
export type ImportProfile = ImportContent['profile'];

/** One thing that is wrong with one row. */
export interface ImportProblem {
  /** Line of the file on which the row ends, the header's being 1; of a JSON array the element. */
  readonly line: number;
  /** Column as the file has it; '' when it is the whole row. */
  readonly column: string;
  /** What stands there, cut to 120 characters. */
  readonly value: string;
  /** The rule that it breaks. */
  readonly rule: string;
}

/** What an import does to one symbol. */
export interface ImportedPosition {
  readonly symbol: string;
  readonly fills: number;
  readonly qtyLotsBefore: number;
  readonly qtyLotsAfter: number;
  /** Realised against the average price, before fees. */
  readonly realisedMicrosBefore: number;
  readonly realisedMicrosAfter: number;
}

/** What a check has found. */
export interface ImportSummary {
  /** Rows that an import would add. */
  readonly rowsGood: number;
  /** Rows that the store has already; they change nothing. */
  readonly rowsDuplicate: number;
  readonly rowsBad: number;
  /** The first of the bad ones, in the order of the file. */
  readonly problems: readonly ImportProblem[];
  /** Time of the first and the last good row; null when there is none. */
  readonly fromUs: number | null;
  readonly toUs: number | null;
  /** Orders that the good fills belong to and that the store does not have. */
  readonly newOrders: number;
  /** Effect on each symbol with good fills; none for bars. */
  readonly positions: readonly ImportedPosition[];
  readonly cashMicrosBefore: number;
  readonly cashMicrosAfter: number;
  /** Fees of the good fills. */
  readonly feeMicros: number;
}

/** `checked` waits for `import.apply`; `applied`, `canceled` and `failed` are the end. */
export type ImportState = 'checking' | 'checked' | 'applying' | 'applied' | 'canceled' | 'failed';

export interface ImportProgress {
  readonly importId: number;
  readonly profile: ImportProfile;
  /** As it was offered. */
  readonly fileName: string;
  readonly state: ImportState;
  /** Part of the step under way, 0 to 1. */
  readonly done: number;
  /** Rows read, or while it is applied rows written. */
  readonly rowsDone: number;
  /** From `checked` on; of `applied` it says what was done. */
  readonly summary: ImportSummary | null;
  /** Why it failed, in plain words; '' otherwise. */
  readonly problem: string;
}

export interface ImportReplies {
  'import.check': { readonly importId: number };
  'import.apply': { readonly importId: number };
  'import.cancel': { readonly importId: number; readonly canceled: boolean };
}

/** What `POST /imports` and the desktop host answer with when they have taken a file. */
export interface OfferedFile {
  readonly ticket: string;
  /** Name without folder. */
  readonly fileName: string;
  readonly bytes: number;
}
