/** Random characters of an id: 36^10 values in one millisecond. */
const RANDOM_CHARS = 10;

/** A new clientOrderId: time in base 36, then chance, so that ids sort and two windows never meet. */
export function newClientOrderId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(RANDOM_CHARS));
  const random = Array.from(bytes, (byte) => (byte % 36).toString(36)).join('');
  return `t-${Date.now().toString(36)}-${random}`;
}
