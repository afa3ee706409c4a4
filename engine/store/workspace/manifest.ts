/** What a workspace file says of itself, before anything else in it. */
import { z } from 'zod';
import { assert } from '../../domain/assert.ts';
import { STORE_KINDS, storeFile } from '../store-kinds.ts';
import type { StoreKind } from '../store-kinds.ts';

export const WORKSPACE_FORMAT = 'securetrade-workspace';
/**
 * Raised when an older program could not read the file. 1: the stores of the simulated market and of replays;
 * 2: every store, and the trader's documents inside one of them.
 */
const FORMAT_VERSION = 2;
const READ_VERSIONS = [1, FORMAT_VERSION] as const;
/** Longest manifest in bytes; it lists a few files. */
export const MANIFEST_BYTES_MAX = 65_536;
export const MANIFEST_NAME = 'manifest.json';
/** Most bytes of a store that a workspace file takes: what a tar header of the old kind can say. */
export const STORE_BYTES_MAX = 8 * 2 ** 30 - 1;

/** Stores by their paths below a data folder. No other name is ever read from a file, so none leads anywhere else. */
const STORE_NAMES = STORE_KINDS.map(storeFile);

const packedStore = z.strictObject({
  name: z.enum(STORE_NAMES),
  bytes: z.int().min(1).max(STORE_BYTES_MAX),
  /** Of the file as it is packed, in hexadecimal digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  schemaVersion: z.int().min(1),
  lastEventSeq: z.int().min(0),
  orders: z.int().min(0),
  trades: z.int().min(0),
  /** How many of the trader's documents are in it; null, and in the first version: none were packed there. */
  documents: z.int().min(0).nullable().default(null),
});
const manifestSchema = z.strictObject({
  format: z.literal(WORKSPACE_FORMAT),
  formatVersion: z.literal(READ_VERSIONS),
  createdUs: z.int(),
  /** In the order in which they follow. */
  stores: z.array(packedStore).min(1).max(STORE_NAMES.length),
});
export type PackedStore = Readonly<z.infer<typeof packedStore>>;
export type WorkspaceManifest = Readonly<z.infer<typeof manifestSchema>>;

export function manifestOf(createdUs: number, stores: readonly PackedStore[]): WorkspaceManifest {
  return {
    format: WORKSPACE_FORMAT,
    formatVersion: FORMAT_VERSION,
    createdUs,
    stores: [...stores],
  };
}

/** The manifest in `text`, or null when it is none that this program can follow. */
export function readManifest(text: string): WorkspaceManifest | null {
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(text));
    if (!parsed.success) return null;
    const names = new Set(parsed.data.stores.map(({ name }) => name));
    return names.size === parsed.data.stores.length ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The store of a name in the manifest. */
export function kindOfPacked({ name }: PackedStore): StoreKind {
  const kind = STORE_KINDS.find((one) => storeFile(one) === name);
  assert(kind !== undefined, 'a manifest names stores alone');
  return kind;
}
