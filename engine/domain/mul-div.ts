/** Products of money and counts that may be wider than 2^53, in exact arithmetic. */

/** value * part / whole, rounded to nearest, half up; 0 when there is no whole. None is negative. */
export function mulDiv(value: number, part: number, whole: number): number {
  if (part === 0 || whole === 0) return 0;
  if (part === whole) return value;
  const product = value * part;
  if (Number.isSafeInteger(product)) {
    const rest = product % whole;
    return (product - rest) / whole + (2 * rest >= whole ? 1 : 0);
  }
  const [a, b] = [BigInt(value) * BigInt(part), BigInt(whole)];
  return Number((2n * a + b) / (2n * b));
}

/** value * part / whole, rounded up. None of them is negative, `whole` is above 0. */
export function mulDivUp(value: number, part: number, whole: number): number {
  const product = value * part;
  if (Number.isSafeInteger(product)) {
    const rest = product % whole;
    return (product - rest) / whole + (rest === 0 ? 0 : 1);
  }
  const [a, b] = [BigInt(value) * BigInt(part), BigInt(whole)];
  return Number((a + b - 1n) / b);
}
