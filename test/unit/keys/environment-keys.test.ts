import { expect, test } from 'vitest';
import { environmentKeys, withoutKeys } from '../../../engine/keys/environment-keys.ts';

const PAPER = { APCA_API_KEY_ID: ' PK1 ', APCA_API_SECRET_KEY: 's' };

test('keys of the environment are for paper, or for live by their form', () => {
  expect(environmentKeys(PAPER)).toEqual({
    venue: 'alpaca-paper',
    keys: { keyId: 'PK1', secret: 's' },
  });
  expect(environmentKeys({ ...PAPER, APCA_API_KEY_ID: 'AK1' })?.venue).toBe('alpaca-live');
  expect(environmentKeys({ ...PAPER, APCA_API_KEY_ID: 'other' })?.venue).toBe('alpaca-paper');
});

test('none are no keys, and one without the other is named', () => {
  expect(environmentKeys({})).toBeNull();
  expect(environmentKeys({ APCA_API_KEY_ID: '', APCA_API_SECRET_KEY: ' ' })).toBeNull();
  expect(() => environmentKeys({ APCA_API_KEY_ID: 'PK1' })).toThrow(
    'APCA_API_KEY_ID is set without APCA_API_SECRET_KEY',
  );
  expect(() => environmentKeys({ APCA_API_SECRET_KEY: 's' })).toThrow(
    'APCA_API_SECRET_KEY is set without APCA_API_KEY_ID',
  );
});

test('a process that gets its keys by message does not find them in its environment', () => {
  expect(withoutKeys({ ...PAPER, PATH: '/bin' })).toEqual({ PATH: '/bin' });
});
