/** Products of money and counts that may be wider than 2^53, in exact arithmetic. */

/** Products up to here are divided as numbers: quotient and rest of the division are then exact. */
const NUMBER_PRODUCT_MAX = 2 ** 52;

/** value * part / whole, rounded to nearest, half up; 0 when there is no whole. None is negative. */
export function mulDiv(value: number, part: number, whole: number): number {
  if (part === 0 || whole === 0) return 0;
  if (part === whole) return value;
  const product = value * part;
  if (product <= NUMBER_PRODUCT_MAX) {
    const below = quotientOf(product, whole);
    return 2 * (product - below * whole) >= whole ? below + 1 : below;
  }
  if (value <= NUMBER_PRODUCT_MAX && part * whole <= NUMBER_PRODUCT_MAX) {
    // Whole quotients first: the rest is below `whole`, so its product is a number again.
    const quotients = quotientOf(value, whole);
    const wholes = quotients * part;
    if (wholes <= NUMBER_PRODUCT_MAX) {
      return wholes + mulDiv(value - quotients * whole, part, whole);
    }
  }
  const [a, b] = [BigInt(value) * BigInt(part), BigInt(whole)];
  return Number((2n * a + b) / (2n * b));
}

/** value * part / whole, rounded up. None of them is negative, `whole` is above 0. */
export function mulDivUp(value: number, part: number, whole: number): number {
  const product = value * part;
  if (product <= NUMBER_PRODUCT_MAX) {
    const below = quotientOf(product, whole);
    return below * whole === product ? below : below + 1;
  }
  const [a, b] = [BigInt(value) * BigInt(part), BigInt(whole)];
  return Number((a + b - 1n) / b);
}

/**
 * Whole part of product / whole. A quotient just below a whole number is rounded up to it by the
 * division, which the comparison takes back; `%`, which is exact by itself, takes several times as long.
 */
function quotientOf(product: number, whole: number): number {
  const quotient = Math.floor(product / whole);
  return quotient * whole > product ? quotient - 1 : quotient;
}
