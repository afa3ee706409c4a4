/**
 * What real order flow looks like, in numbers the simulator draws from. Source of all of them unless
 * said otherwise: order-by-order events of the E-mini S&P 500 future (ESH4, CME), the continuous
 * session from 2023-12-25 23:00 UTC for one hour (46,424 events: adds, cancels, modifies and
 * aggressors; the book changes that trades cause are not counted again). Sample by Databento.
 * `npm run calibrate` measures them again beside the simulator's.
 */

/** A value and the share of draws at or below its entry; entries end at share 1. */
export interface Weighted {
  readonly upTo: number;
  readonly low: number;
  readonly high: number;
}

function table(rows: readonly (readonly [low: number, high: number, share: number])[]): Weighted[] {
  const total = rows.reduce((sum, row) => sum + row[2], 0);
  let upTo = 0;
  return rows.map(([low, high, share]) => {
    upTo += share / total;
    return { upTo, low, high };
  });
}

/** Share of events that add a resting order: 20,069 of 46,424. */
export const ADD_SHARE = 0.4323;
/** Share of events that cancel one by its owner's wish: 12,381. */
export const CANCEL_SHARE = 0.2667;
/** Share of events that change one: 11,040. */
export const MODIFY_SHARE = 0.2378;
/** Share of events that take liquidity: 2,934 aggressors. */
export const TAKE_SHARE = 0.0632;

/** Of modifies: share that only decrease the quantity (1,182 of 11,040); the others move the price. */
export const MODIFY_DECREASE_SHARE = 0.107;
/**
 * Of price moves: share by one tick, by orders near the best price and by parked ones. Together they
 * are 0.47 of all moves; the others go from near to parked and back, a fifth of all
 * moves each way.
 */
export const NEAR_ONE_TICK_SHARE = 0.66;
export const PARKED_ONE_TICK_SHARE = 0.2;

/** Distance of a new order from the best price of its side, in ticks; -1 improves it. Adds beyond
 * 60 ticks (8 %) are taken as 50 to 60: a screen shows no more. */
export const ADD_DISTANCE: readonly Weighted[] = table([
  [0, 0, 0.5509],
  [10, 19, 0.0897],
  [20, 49, 0.087],
  [50, 60, 0.0977],
  [1, 1, 0.0593],
  [-1, -1, 0.0417],
  [5, 9, 0.0301],
  [2, 2, 0.0224],
  [3, 4, 0.0212],
]);

/** Distance of a cancelled order from the best price of its side, in ticks. */
export const CANCEL_DISTANCE: readonly Weighted[] = table([
  [0, 0, 0.5903],
  [10, 19, 0.0951],
  [5, 9, 0.0792],
  [1, 1, 0.0769],
  [50, 60, 0.0633],
  [20, 49, 0.0519],
  [2, 2, 0.0216],
  [3, 4, 0.0172],
]);

/** Distance of a modified order before its change, in ticks. */
export const MODIFY_DISTANCE: readonly Weighted[] = table([
  [50, 60, 0.2103],
  [3, 4, 0.1763],
  [0, 0, 0.1735],
  [1, 1, 0.1587],
  [2, 2, 0.0978],
  [5, 9, 0.0876],
  [10, 19, 0.0576],
  [20, 49, 0.0382],
]);

/** Where parked orders go when they come near, in ticks behind the best price of their side; more of
 * them 3 to 9 ticks behind than the recording's (0.02), which keeps these levels as deep as it has. */
export const RETURN_DISTANCE: readonly Weighted[] = table([
  [0, 0, 0.105],
  [1, 1, 0.064],
  [2, 2, 0.05],
  [3, 4, 0.08],
  [10, 19, 0.022],
  [5, 9, 0.08],
]);

/** Where orders are parked: the recording's 100 to 400 ticks behind, brought nearer,
 * to the edge of what is seen. */
export const PARK_DISTANCE: Weighted = { upTo: 1, low: 50, high: 80 };
/** From this distance on an order counts as parked. */
export const PARKED_FROM = 10;

/** Sizes of new orders, in contracts. */
export const ADD_SIZE: readonly Weighted[] = table([
  [1, 1, 0.7461],
  [2, 2, 0.0881],
  [3, 3, 0.054],
  [4, 4, 0.0337],
  [12, 13, 0.0318],
  [5, 9, 0.0276],
  [10, 11, 0.0063],
  [14, 30, 0.0085],
]);

/** Sizes of aggressors, in contracts: mean 3.36, half are 1, one in a hundred 36 or more. */
export const TAKE_SIZE: readonly Weighted[] = table([
  [1, 1, 0.5965],
  [2, 2, 0.1559],
  [3, 3, 0.057],
  [4, 4, 0.045],
  [5, 5, 0.0293],
  [6, 13, 0.065],
  [14, 36, 0.042],
  [37, 89, 0.01],
]);

/** Share of aggressors that trade at one price only: 2,896 of 2,932. */
export const TAKE_ONE_LEVEL_SHARE = 0.9877;

/** Share of moments after a message at which best bid and ask are one tick apart, and at most two. */
export const SPREAD_ONE_TICK_SHARE = 0.899;
export const SPREAD_TWO_TICKS_SHARE = 0.993;

/**
 * Bursts. Gaps between events have a coefficient of variation of 3.8 (1 would be Poisson) and the
 * counts per second a variance of 50 times their mean. A compound Poisson process of bursts with the
 * mix of sizes below has 4.0 and 57.
 */
export const GAP_VARIATION = 3.8;
export const COUNT_DISPERSION = 50;
export const BURST_SMALL_MEAN = 3;
export const BURST_LARGE_MEAN = 40;
export const BURST_LARGE_SHARE = 0.15;
/** Gaps inside a burst spread evenly over these decades of microseconds (3 in 4 gaps < 1 ms). */
export const BURST_GAP_DECADES = 3.9;
