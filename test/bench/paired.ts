/**
 * Two things measured in turns, compared round by round: what drifts (heat, caches, other programs) falls on
 * both sides of a round alike, and a ratio of each round knows nothing of it.
 */

/** Part of the rounds left out at each end: a collection of garbage or a checkpoint falls on one side. */
const TRIM = 0.25;
/** Resamples of the interval (Efron 1979), and its ends. */
const RESAMPLES = 2_000;
const LOW = 0.025;
const HIGH = 0.975;

export interface PairedRatio {
  readonly ratio: number;
  /** Between which it is with 95 %. */
  readonly low95: number;
  readonly high95: number;
  readonly rounds: number;
}

/**
 * The ratio of `ones` to `others`, values of the same rounds and above 0: the mean of the middle half of the
 * logarithms, with the interval of a bootstrap over the rounds.
 */
export function pairedRatio(ones: readonly number[], others: readonly number[]): PairedRatio {
  const logs = ones.map((one, i) => Math.log(one / (others[i] ?? NaN)));
  const chance = generator();
  const means = Array.from({ length: RESAMPLES }, () =>
    middleMean(logs.map(() => logs[Math.floor(chance() * logs.length)] ?? 0)),
  ).sort((a, b) => a - b);
  const at = (share: number): number => means[Math.floor(share * (means.length - 1))] ?? NaN;
  return {
    ratio: rounded(Math.exp(middleMean(logs))),
    low95: rounded(Math.exp(at(LOW))),
    high95: rounded(Math.exp(at(HIGH))),
    rounds: logs.length,
  };
}

function middleMean(values: readonly number[]): number {
  const cut = Math.floor(values.length * TRIM);
  const kept = values.toSorted((a, b) => a - b).slice(cut, values.length - cut);
  return kept.reduce((sum, value) => sum + value, 0) / kept.length;
}

/** mulberry32 with a fixed seed: the same rounds have the same interval. */
function generator(): () => number {
  let state = 1;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
