/** A longer copy of a column of numbers, zero behind what it had. */
export function grownReals(column: Float64Array, length: number): Float64Array {
  const grown = new Float64Array(length);
  grown.set(column);
  return grown;
}

/** A longer copy of a column of 32-bit integers, zero behind what it had. */
export function grownIntegers(column: Int32Array, length: number): Int32Array {
  const grown = new Int32Array(length);
  grown.set(column);
  return grown;
}
