/** The account as clients see and set it; part of the contract (messages.ts). */
import { z } from 'zod';
import type { FeeModel } from '../domain/fee-model.ts';
import { STOP_TRIGGERS } from '../domain/order.ts';
import type { StopTrigger } from '../domain/order.ts';
import { FEE_BASIS_POINTS_MAX, FEE_MICROS_MAX, FEE_RATE_MAX, NOT_SHORTABLE_MAX } from './bounds.ts';

const basisPoints = z.int().min(0).max(FEE_BASIS_POINTS_MAX);
const micros = z.int().min(0).max(FEE_MICROS_MAX);

const feeModelSchema = z.strictObject({
  perUnitMicros: micros,
  orderMinMicros: micros,
  orderMaxBasisPoints: basisPoints,
  makerBasisPoints: basisPoints,
  takerBasisPoints: basisPoints,
  secCentsPerMillion: z.int().min(0).max(FEE_RATE_MAX),
  tafMicrosPerShare: z.int().min(0).max(FEE_RATE_MAX),
  tafMaxMicros: micros,
}) satisfies z.ZodType<FeeModel>;

/**
 * Whether orders need buying power. `off`, the default of the simulated venue, where money is for
 * practice: none does, it is only shown (as `reg_t` counts it, below 0 when it is overdrawn). `cash`:
 * what is bought is paid in full and nothing is sold short. `reg_t`: stocks need half their value, long
 * or short (Regulation T, 12 CFR 220.12), coins all of it, futures a tenth.
 */
export const MARGIN_MODES = ['off', 'cash', 'reg_t'] as const;
export type MarginMode = (typeof MARGIN_MODES)[number];

/** `symbol`: the schema of a symbol, which belongs to the list of messages. */
export function accountSettingsSchema<S extends z.ZodType<string>>(symbol: S) {
  return z.strictObject({
    /** What fills are charged from now on; what has been charged stays. */
    fees: feeModelSchema,
    marginMode: z.enum(MARGIN_MODES),
    /** Nobody lends these, so they cannot be sold short; all others are easy to borrow. */
    notShortable: z.array(symbol).max(NOT_SHORTABLE_MAX).readonly(),
    /** What triggers stops, those too that wait already. A remote venue may have one way only. */
    stopTrigger: z.enum(STOP_TRIGGERS),
  });
}

/** What the account charges and allows. */
export interface AccountSettings {
  readonly fees: FeeModel;
  readonly marginMode: MarginMode;
  readonly notShortable: readonly string[];
  readonly stopTrigger: StopTrigger;
}

/** An open position when its trading day began. The day's result is measured from here. */
export interface DayStart {
  readonly symbol: string;
  /** The day that began, YYYY-MM-DD. */
  readonly tradeDate: string;
  /** Price it was valued at; 0: there was none, and it was valued at its cost. */
  readonly markTicks: number;
  /** What it had made until then: realised less fees, plus unrealised at the mark. */
  readonly pnlMicros: number;
}

/**
 * The sums of the account at the last prices, in micros. A position without a price counts at its
 * cost and in `unpriced`. equity = cash + longValue + shortValue + what open futures have made.
 */
export interface AccountState {
  /** Market time. */
  readonly atUs: number;
  readonly cashMicros: number;
  readonly equityMicros: number;
  /** Market value of what is held and paid for (not futures), >= 0. */
  readonly longValueMicros: number;
  /** Market value of what is sold short, <= 0. */
  readonly shortValueMicros: number;
  readonly unrealisedMicros: number;
  /** Against average prices, before fees. */
  readonly realisedMicros: number;
  /** Against the oldest lots first, before fees. */
  readonly fifoRealisedMicros: number;
  readonly feesMicros: number;
  /**
   * Made since each position's trading day began: realised less fees, plus the change of unrealised.
   * What the equity has changed by, as long as no money is paid in or out.
   */
  readonly dayPnlMicros: number;
  readonly dayFeesMicros: number;
  /** Value of stocks that could be bought or sold short now; below 0 when there is too little. */
  readonly buyingPowerMicros: number;
  /** What working orders hold of the buying power. */
  readonly reservedMicros: number;
  /** Open positions without a price. */
  readonly unpriced: number;
}

/** The account as the channel carries it; null: as in the frame before. */
export interface AccountUpdate {
  readonly account: AccountState;
  readonly settings: AccountSettings | null;
  /** Of the positions that were open at the start of their day. */
  readonly dayStarts: readonly DayStart[] | null;
}

/** A point of the equity curve: the last value in its minute or, further back, in its trading day. */
export interface EquityPoint {
  readonly atUs: number;
  readonly equityMicros: number;
  readonly cashMicros: number;
  readonly longValueMicros: number;
  readonly shortValueMicros: number;
  readonly dayPnlMicros: number;
  readonly feesMicros: number;
}
