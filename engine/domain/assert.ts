/** A rule that the engine's own code has broken; the engine stops, is restarted and recovers. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Stops the engine when an invariant does not hold; stays on in production. */
export function assert(condition: boolean, rule: string): asserts condition {
  if (!condition) throw new InvariantError(rule);
}

/** Ends a switch over a union; a member that is not handled does not compile. */
export function assertNever(value: never, what: string): never {
  throw new InvariantError(`${what}: unhandled ${JSON.stringify(value)}`);
}
