import { describe, expect, test } from 'vitest';
import { refusal, refusalText } from '../../../engine/domain/refusal.ts';

/** What a message port can carry and JSON cannot. */
function endless(): unknown {
  const value: { self?: unknown } = {};
  value.self = value;
  return value;
}

describe('a refusal', () => {
  test.each([
    ['text', 'text'],
    [0, '0'],
    [null, 'null'],
    [undefined, 'undefined'],
    [{ a: [1] }, '{"a":[1]}'],
    [{ a: 2n ** 64n }, '{"a":"18446744073709551616"}'],
    [endless(), 'a value that has no text'],
  ])('names %o as %s', (value, text) => {
    expect(refusal('contract.x', 'field', value, 'a rule').value).toBe(text);
  });

  test('cuts what is long, so that a message of megabytes is not sent back', () => {
    expect(refusal('contract.x', 'field', 'x'.repeat(10 ** 6), 'a rule').value).toHaveLength(120);
  });

  test('is one sentence for a person', () => {
    const rule = 'at most 10 lots an order';
    expect(refusalText(refusal('risk.x', 'qtyLots', 11, rule))).toBe(`${rule} (qtyLots = 11)`);
    expect(refusalText(refusal('risk.x', '', 11, rule))).toBe(rule);
  });
});
