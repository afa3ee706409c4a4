/**
 * By what resting orders fill where the feed shows quotes and prints only: `touch` at once when the
 * market reaches the price, `through` when it goes beyond, `queue` when what was displayed ahead has
 * traded. `paper` is Alpaca's paper account: whole, whatever its size, when a quote reaches the price.
 */
export const FILL_MODELS = ['touch', 'through', 'queue', 'paper'] as const;
export type FillModel = (typeof FILL_MODELS)[number];

/** The one that nobody has to ask for. */
export const DEFAULT_FILL_MODEL: FillModel = 'queue';
