/**
 * The model-based checks of the matching layer, as plain functions: the test suite runs them, and
 * so does every broken variant in test/property/mutations, which must not pass them.
 */
import * as fc from 'fast-check';
import { AuctionPair, auctionSequences } from './auction-pair.ts';
import { commandSequences } from './order-commands.ts';
import { OrderPair } from './order-pair.ts';
import { StopPair, stopSequences } from './stop-pair.ts';

export interface CheckOptions {
  /** Leaves out the search for the shortest sequence, for whoever only asks whether one fails. */
  readonly endOnFailure: boolean;
}

export interface PropertyCheck {
  readonly name: string;
  /** Sequences that a run of the suite plays. */
  readonly runs: number;
  /** Throws with seed, path and the shortest sequence found when a rule is broken. */
  check(runs: number, seed: number, options?: CheckOptions): void;
}

function orderCheck(keepPlaceOnDecrease: boolean): PropertyCheck {
  return {
    name: `orders trade and rest as specified (decrease keeps its place: ${String(keepPlaceOnDecrease)})`,
    runs: 150,
    check(numRuns, seed, options) {
      const property = fc.property(commandSequences, (sequence) => {
        const pair = new OrderPair(keepPlaceOnDecrease);
        sequence.forEach((command, index) => {
          pair.apply(command);
          // Every level of the window is checked, so not after each command.
          if (index % 40 === 39) pair.checkInvariants();
        });
        pair.checkInvariants();
      });
      fc.assert(property, { numRuns, seed, ...options });
    },
  };
}

const STOP_CHECK: PropertyCheck = {
  name: 'stops wait, trail and are elected as specified, also after a restart',
  runs: 200,
  check(numRuns, seed, options) {
    const property = fc.property(stopSequences, (sequence) => {
      const pair = new StopPair();
      for (const command of sequence) pair.apply(command);
    });
    fc.assert(property, { numRuns, seed, ...options });
  },
};

const AUCTION_CHECK: PropertyCheck = {
  name: 'auctions clear at the price and for the orders that trying every price finds',
  runs: 300,
  check(numRuns, seed, options) {
    const property = fc.property(auctionSequences, (sequence) => {
      const pair = new AuctionPair();
      for (const command of sequence) pair.apply(command);
    });
    fc.assert(property, { numRuns, seed, ...options });
  },
};

export const PROPERTY_CHECKS: readonly PropertyCheck[] = [
  orderCheck(true),
  orderCheck(false),
  STOP_CHECK,
  AUCTION_CHECK,
];
