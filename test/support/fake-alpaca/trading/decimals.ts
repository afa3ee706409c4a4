/** Exact decimals of Alpaca's wire: integers of a billionth, as it takes at most nine places. */

/** A billionth of a share, coin or dollar. */
export type Nanos = bigint;

export const ONE: Nanos = 1_000_000_000n;

/** A number or decimal text of the wire; null when it is neither or has more than nine places. */
export function nanosOf(value: unknown): Nanos | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,9}))?$/.exec(String(value));
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  const nanos = BigInt(whole + fraction.padEnd(9, '0'));
  return sign === '' ? nanos : -nanos;
}

/** Plain text without trailing zeros, as Alpaca writes decimals. */
export function decimalOf(nanos: Nanos): string {
  const digits = String(nanos < 0n ? -nanos : nanos).padStart(10, '0');
  const fraction = digits.slice(-9).replace(/0+$/, '');
  const whole = `${nanos < 0n ? '-' : ''}${digits.slice(0, -9)}`;
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** Product, cut to nine places. */
export function times(a: Nanos, b: Nanos): Nanos {
  return (a * b) / ONE;
}

/** Quotient, cut to nine places. */
export function over(a: Nanos, b: Nanos): Nanos {
  return (a * ONE) / b;
}

export function larger(a: Nanos, b: Nanos): Nanos {
  return a > b ? a : b;
}

export function smaller(a: Nanos, b: Nanos): Nanos {
  return a < b ? a : b;
}

export function sizeOf(a: Nanos): Nanos {
  return a < 0n ? -a : a;
}
