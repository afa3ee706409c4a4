import type { Brand } from './brand.ts';

/**
 * Price in the instrument's smallest steps, a safe integer. US equities: $0.0001; the cent rule
 * from $1 up is a check (`Instrument.priceIncrements`), not a scale.
 */
export type PriceTicks = Brand<number, 'PriceTicks'>;

/** Quantity in the instrument's smallest tradable parts, a safe integer >= 0. */
export type QtyLots = Brand<number, 'QtyLots'>;

/** Money in millionths of the account's currency, a safe integer: up to 9 billion dollars. */
export type MoneyMicros = Brand<number, 'MoneyMicros'>;

export const MICROS_PER_UNIT = 1_000_000;

export const priceTicks = (value: number): PriceTicks => value as PriceTicks;
export const qtyLots = (value: number): QtyLots => value as QtyLots;
export const moneyMicros = (value: number): MoneyMicros => value as MoneyMicros;
