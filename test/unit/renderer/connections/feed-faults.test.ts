import { expect, test } from 'vitest';
import { streamFault } from '../../../../engine/feed/alpaca/stream-faults.ts';
import { faultWords } from '../../../../renderer/text/feed-faults.ts';

const CODES = [400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 500];

test('each number of the stream has words of its own', () => {
  const heads = CODES.map((code) => faultWords('stream', code).head);
  expect(new Set(heads).size).toBe(CODES.length);
  for (const code of CODES) expect(faultWords('stream', code).next).not.toBe('');
});

test.each(CODES)('%i is an error exactly when the stream has stopped for the user', (code) => {
  const { tone, cure } = faultWords('stream', code);
  const hasStopped = streamFault(code, '').reaction === 'stop';
  expect(tone).toBe(hasStopped ? 'error' : 'warn');
  if (hasStopped) expect(cure).not.toBeNull();
});

test('a 402, a 406 and a 429 are cured in different ways', () => {
  const three = [faultWords('stream', 402), faultWords('stream', 406), faultWords('rest', 429)];
  expect(new Set(three.map(({ short }) => short)).size).toBe(3);
  expect(new Set(three.map(({ next }) => next)).size).toBe(3);
  expect(three.map(({ cure }) => cure)).toEqual(['keys', null, null]);
});

test('numbers that nobody has told of have words too', () => {
  expect(faultWords('stream', 499).head).not.toBe('');
  expect(faultWords('rest', 503).head).toContain('fault');
});
