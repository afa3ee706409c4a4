/** How many times more sequences than usual property tests play: `STP_PROPERTY_FACTOR`, 1 to 1,000. */
export function propertyFactor(): number {
  const text = process.env['STP_PROPERTY_FACTOR'] ?? '1';
  const factor = Number(text);
  if (!Number.isInteger(factor) || factor < 1 || factor > 1_000) {
    throw new RangeError(`STP_PROPERTY_FACTOR is ${text}; an integer from 1 to 1000 is wanted`);
  }
  return factor;
}
