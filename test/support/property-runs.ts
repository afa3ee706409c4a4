/** How many times more sequences than usual property tests play: `STP_PROPERTY_FACTOR`, 1 to 1,000. */
export function propertyFactor(): number {
  return integerOf('STP_PROPERTY_FACTOR', 1, 1_000) ?? 1;
}

/** The seed of a property: `STP_SEED`, or the suite's own, which moves on with the factor. */
export function propertySeed(usual: number): number {
  return seedAsked() ?? usual + propertyFactor();
}

/** The seed that a run is asked to repeat (`STP_SEED`); null: each suite has its own. */
export function seedAsked(): number | null {
  return integerOf('STP_SEED', 0, 2 ** 31 - 1);
}

/** An integer from the environment, null when it is not set. */
export function integerOf(name: string, min: number, max: number): number | null {
  const text = process.env[name];
  if (text === undefined || text === '') return null;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new RangeError(
      `${name} is ${text}; an integer from ${String(min)} to ${String(max)} is wanted`,
    );
  }
  return value;
}
