/**
 * Drills: a simulated market misbehaves on request and for a bounded time, so that a trader has
 * seen it before it happens. They end by themselves, by `drill_end` and by a restart.
 */
import { z } from 'zod';
import { symbolField } from './fields.ts';

const seconds = z.int().min(1).max(600);

/** What can be asked for, in `source.control`. */
export const drillActions = [
  /** Market data stops; prices go on unseen and are where they have gone when it comes back. */
  z.strictObject({ kind: z.literal('drill_disconnect'), seconds }),
  /** So many times the usual events, trades and moves a second. */
  z.strictObject({
    kind: z.literal('drill_fast_tape'),
    factor: z.int().min(2).max(50),
    seconds,
  }),
  /**
   * The price jumps, in hundredths of a percent of itself; all quotes are taken back and made again
   * there, and orders in between trade. null: the whole market, each instrument by its beta.
   */
  z.strictObject({
    kind: z.literal('drill_gap'),
    symbol: symbolField.nullable(),
    basisPoints: z
      .int()
      .min(-3_000)
      .max(3_000)
      .refine((value) => value !== 0, 'a move up or down, not 0'),
  }),
  /** The venue rejects the next orders with `venue.drill`, for as long at most. */
  z.strictObject({
    kind: z.literal('drill_reject'),
    orders: z.int().min(1).max(100),
    seconds,
  }),
  /** Trading in an instrument stops; an auction opens it again. */
  z.strictObject({ kind: z.literal('drill_halt'), symbol: symbolField, seconds }),
  /** Ends all drills. */
  z.strictObject({ kind: z.literal('drill_end') }),
] as const;
export type DrillAction = z.infer<(typeof drillActions)[number]>;

/** A drill under way. */
export interface RunningDrill {
  readonly kind: 'disconnect' | 'fast_tape' | 'reject' | 'halt';
  /** When it is over at the latest. */
  readonly endsUs: number;
  /** Orders that are still to be rejected; null on other drills. */
  readonly ordersLeft: number | null;
  /** How many times faster the tape is; null on other drills. */
  readonly factor: number | null;
  /** The instrument that is halted; null on other drills. */
  readonly symbol: string | null;
}
