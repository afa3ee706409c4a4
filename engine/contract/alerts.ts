/**
 * Alerts as clients set and hear them; part of the contract (messages.ts). The engine watches them,
 * with or without a window, and keeps them over restarts. All clients hear of each change and of each
 * time one goes off, as an `alert` message.
 */
import { z } from 'zod';
import { ALERT_DIRECTIONS, ALERT_ORDER_EVENTS, ALERT_TIMEFRAMES } from './alert-words.ts';
import { ALERT_MICROS_MAX, ALERT_NOTE_CHARS_MAX, PRICE_TICKS_MAX } from './bounds.ts';
import { symbolField } from './fields.ts';

export type AlertDirection = (typeof ALERT_DIRECTIONS)[number];

export type AlertTimeframe = (typeof ALERT_TIMEFRAMES)[number];

export type AlertOrderEvent = (typeof ALERT_ORDER_EVENTS)[number];

const direction = z.enum(ALERT_DIRECTIONS);
const timeframe = z.enum(ALERT_TIMEFRAMES);
const period = z.int().min(2).max(500);
const micros = z.int().min(-ALERT_MICROS_MAX).max(ALERT_MICROS_MAX);

const conditionSchema = z.discriminatedUnion('kind', [
  /** A trade at the price or beyond, after one on this side of it. */
  z.strictObject({
    kind: z.literal('price'),
    symbol: symbolField,
    direction,
    priceTicks: z.int().min(1).max(PRICE_TICKS_MAX),
  }),
  /** So much above (> 0) or below (< 0) the close of the day before, in hundredths of a percent. */
  z.strictObject({
    kind: z.literal('change'),
    symbol: symbolField,
    basisPoints: z
      .int()
      .min(-9_999)
      .max(100_000)
      .refine((value) => value !== 0, 'a move up or down, not 0'),
  }),
  /** A bar closes beyond its moving average, and the bar before did not. */
  z.strictObject({
    kind: z.literal('average'),
    symbol: symbolField,
    timeframe,
    average: z.enum(['sma', 'ema']),
    period,
    direction,
  }),
  /** The relative strength index at a bar's close crosses a level. */
  z.strictObject({
    kind: z.literal('rsi'),
    symbol: symbolField,
    timeframe,
    period,
    level: z.int().min(1).max(99),
    direction,
  }),
  /** Something happens to an own order; symbol null: of any. */
  z.strictObject({
    kind: z.literal('order'),
    symbol: symbolField.nullable(),
    events: z.array(z.enum(ALERT_ORDER_EVENTS)).min(1).max(ALERT_ORDER_EVENTS.length),
  }),
  /** The day's result of the account crosses a sum. */
  z.strictObject({ kind: z.literal('day_pnl'), direction, micros }),
  /** What an open position would make now crosses a sum. */
  z.strictObject({ kind: z.literal('position_pnl'), symbol: symbolField, direction, micros }),
]);
export type AlertCondition = z.infer<typeof conditionSchema>;
export type AlertConditionOf<K extends AlertCondition['kind']> = Extract<
  AlertCondition,
  { kind: K }
>;

const specSchema = z.strictObject({
  condition: conditionSchema,
  /** `once`: done after it went off. `repeat`: again each time the value has been back. */
  repeat: z.enum(['once', 'repeat']),
  /** Seconds for which a repeating one is quiet after it went off: a price may cross many times a second. */
  cooldownS: z.int().min(1).max(86_400),
  note: z.string().max(ALERT_NOTE_CHARS_MAX),
});
export type AlertSpec = z.infer<typeof specSchema>;

const alertId = z.int().min(1);

/** An alert as the engine keeps it. `isArmed`: the next crossing sets it off. */
export const alertSchema = z.strictObject({
  alertId,
  spec: specSchema,
  /** `done`: it was for once and went off. `off`: switched off by hand. */
  state: z.enum(['active', 'done', 'off']),
  isArmed: z.boolean(),
  createdUs: z.int(),
  firedCount: z.int().min(0),
  lastFiredUs: z.int().nullable(),
});
export type Alert = Readonly<z.infer<typeof alertSchema>>;

/** One time that an alert went off. */
export interface AlertFiring {
  readonly alertId: number;
  readonly spec: AlertSpec;
  /** Market time. */
  readonly atUs: number;
  /**
   * What it was: ticks (price, change, average), hundredths of the index (rsi), micros (results); null of
   * orders.
   */
  readonly value: number | null;
  /** What happened to which order; null of all else. */
  readonly order: {
    readonly orderId: number;
    readonly symbol: string;
    readonly event: AlertOrderEvent;
  } | null;
}

const alertCreate = z.strictObject({ type: z.literal('alert.create'), spec: specSchema });
/** A new spec (null: as it was), switched on, which also lets a `done` one begin again, or off. */
const alertChange = z.strictObject({
  type: z.literal('alert.change'),
  alertId,
  spec: specSchema.nullable(),
  isActive: z.boolean(),
});
const alertDelete = z.strictObject({ type: z.literal('alert.delete'), alertId });
const alertList = z.strictObject({ type: z.literal('alert.list') });

export const alertRequests = [alertCreate, alertChange, alertDelete, alertList] as const;

export interface AlertReplies {
  'alert.create': { readonly alert: Alert };
  'alert.change': { readonly alert: Alert };
  'alert.delete': { readonly deleted: boolean };
  'alert.list': {
    readonly alerts: readonly Alert[];
    /** Of this run of the engine, newest first, at most ALERT_FIRINGS_KEPT. */
    readonly firings: readonly AlertFiring[];
  };
}

/** What all clients hear. */
export interface AlertChange {
  readonly alertId: number;
  /** As it is now; null: it was deleted. */
  readonly alert: Alert | null;
  /** Set when it went off. */
  readonly firing: AlertFiring | null;
}
