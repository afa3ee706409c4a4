/** Who refused: the first word of every refusal code. */
export type RefusalLayer = 'contract' | 'risk' | 'book' | 'venue' | 'store' | 'advisor';

/** Why something asked for was not done. Nothing has changed when one is given. */
export interface Refusal {
  /** Stable code, `layer.rule`, for instance `risk.max_order_value`. */
  readonly code: `${RefusalLayer}.${string}`;
  /** The offending field as the contract spells it (`qtyLots`), or '' when it is the whole. */
  readonly field: string;
  /** The offending value as text, cut to 120 characters. */
  readonly value: string;
  /** The rule it broke, with its limit: `at most 10000 lots an order`. */
  readonly rule: string;
}

const REFUSAL_VALUE_CHARS_MAX = 120;

export function refusal(
  code: Refusal['code'],
  field: string,
  value: unknown,
  rule: string,
): Refusal {
  return { code, field, value: textOf(value).slice(0, REFUSAL_VALUE_CHARS_MAX), rule };
}

/** A value as text; what a port can carry and JSON cannot (big integers, cycles) has one too. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  // As JSON has it, without the tenth of an order's path that making it took.
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  try {
    // JSON has no text for undefined and functions, which the declared type of stringify hides.
    const json = JSON.stringify(value, (_, one: unknown) =>
      typeof one === 'bigint' ? one.toString() : one,
    ) as string | undefined;
    return json ?? 'undefined';
  } catch (error) {
    if (error instanceof TypeError) return 'a value that has no text';
    throw error;
  }
}

/** One sentence for a person. */
export function refusalText(r: Refusal): string {
  const where = r.field === '' ? '' : ` (${r.field} = ${r.value})`;
  return `${r.rule}${where}`;
}
