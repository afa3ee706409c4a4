/** `part` of `whole`, to three decimals; 0 of nothing. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : round(part / whole);
}

/** To three decimals. */
export function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
