import { expect, test } from 'vitest';
import { EXPORT_PROFILES } from '../../engine/contract/export-profiles.ts';
import { validateClientMessage } from '../../engine/contract/validate.ts';
import { EVERYTHING } from '../support/export-selection.ts';

const START = { type: 'export.start', profile: 'fills', ...EVERYTHING, excel: false };

function validated(body: object) {
  return validateClientMessage({ type: 'request', id: 1, body });
}

test.each(EXPORT_PROFILES)(
  '%s can be asked for, chosen by symbol, side, tag and period',
  (profile) => {
    const chosen = { symbol: 'BTC/USD', side: 'sell', tag: '', fromUs: 0, toUs: 1 };
    expect(validated({ ...START, profile })).toMatchObject({ ok: true });
    expect(validated({ ...START, profile, ...chosen })).toMatchObject({ ok: true });
  },
);

test.each([
  ['an unknown profile', { profile: 'taxes' }, 'body.profile'],
  ['a symbol that is none', { symbol: '../x' }, 'body.symbol'],
  ['an unknown side', { side: 'long' }, 'body.side'],
  ['a tag of 65 characters', { tag: 'x'.repeat(65) }, 'body.tag'],
  ['a time in parts of a microsecond', { fromUs: 0.5 }, 'body.fromUs'],
  ['a variant that is no truth value', { excel: 'yes' }, 'body.excel'],
  ['a path of its own', { path: '/etc/passwd' }, 'body.path'],
  ['a filter that is missing', { side: undefined }, 'body.side'],
])('an export with %s is refused by name', (_, change, field) => {
  expect(validated({ ...START, ...change })).toMatchObject({ ok: false, refusal: { field } });
});

test('an export is cancelled by its number', () => {
  expect(validated({ type: 'export.cancel', exportId: 1 })).toMatchObject({ ok: true });
  expect(validated({ type: 'export.cancel', exportId: 0 })).toMatchObject({
    ok: false,
    refusal: { field: 'body.exportId' },
  });
});
