import fc from 'fast-check';
import { expect, test } from 'vitest';
import { neutralText, originalText } from '../../../engine/csv/neutral-text.ts';

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', `'=1`])('%j is neutralised', (text) => {
  expect(neutralText(text)).toBe(`'${text}`);
});

test.each(['', 'AAPL', 'a=b', '1-2', `'quoted'`, 'swing +2'])('%j stays as it is', (text) => {
  expect(neutralText(text)).toBe(text);
});

test('the original can always be had back, and no neutral text starts a formula', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', 'a', '\t') }),
  );
  fc.assert(
    fc.property(text, (original) => {
      const neutral = neutralText(original);
      expect(originalText(neutral)).toBe(original);
      expect(neutral).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});
