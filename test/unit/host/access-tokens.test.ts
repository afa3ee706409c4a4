import { describe, expect, test } from 'vitest';
import { AccessToken, TOKEN_IDLE_MS_MAX, newToken } from '../../../engine/host/access-tokens.ts';

const SECRET = 'the-one-token';

describe('an access token', () => {
  test.each([
    '',
    'x',
    `${SECRET}x`,
    SECRET.slice(1),
    SECRET.toUpperCase(),
    `${SECRET}\u0000`,
    'é'.repeat(13),
  ])('is not opened by %j, and neither token is repeated', (given) => {
    const why = new AccessToken(SECRET, 0).check(given, 0);
    expect(why).toMatchObject({ code: 'contract.token_unknown', field: 'token' });
    expect(JSON.stringify(why)).not.toContain(SECRET);
    expect(why?.value).toBe('(hidden)');
  });

  test('lapses when nobody has used it for a day', () => {
    const token = new AccessToken(SECRET, 1_000);
    expect(token.check(SECRET, 1_000 + TOKEN_IDLE_MS_MAX)).toBeNull();
    const lapsed = 1_000 + 2 * TOKEN_IDLE_MS_MAX + 1;
    expect(token.check(SECRET, lapsed)).toMatchObject({ code: 'contract.token_expired' });
    expect(token.check(SECRET, lapsed + 1)).not.toBeNull();
  });

  test('stays good while a connection is open, but not by wrong guesses', () => {
    const used = new AccessToken(SECRET, 0);
    used.touch(TOKEN_IDLE_MS_MAX);
    expect(used.check(SECRET, 2 * TOKEN_IDLE_MS_MAX)).toBeNull();
    const guessed = new AccessToken(SECRET, 0);
    guessed.check('guess', TOKEN_IDLE_MS_MAX);
    expect(guessed.check(SECRET, TOKEN_IDLE_MS_MAX + 1)).not.toBeNull();
  });

  test('is 256 random bits that a URL carries', () => {
    const tokens = new Set(Array.from({ length: 100 }, newToken));
    expect(tokens.size).toBe(100);
    for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/);
  });
});
