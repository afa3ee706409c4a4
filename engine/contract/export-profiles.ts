/** Words of exports. Apart from their messages, because the page needs them and not the schemas. */

/** What can be exported; each is documented in docs/export-profiles, with its version. */
export const EXPORT_PROFILES = ['fills', 'orders', 'round_trips', 'tradelog', 'form8949'] as const;
export type ExportProfile = (typeof EXPORT_PROFILES)[number];

/** Sums over a file's rows; each profile has those of its money columns, in this order. */
export const EXPORT_TOTALS = [
  'gross',
  'fee',
  'net',
  'realised',
  'proceeds',
  'cost_basis',
  'adjustment',
  'gain',
] as const;
export type ExportTotal = (typeof EXPORT_TOTALS)[number];
