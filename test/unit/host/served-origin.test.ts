import { describe, expect, test } from 'vitest';
import { ServedOrigin } from '../../../engine/host/served-origin.ts';

const LOCAL = new ServedOrigin(7_331, []);

describe('a request to the served terminal', () => {
  test.each([
    ['127.0.0.1:7331', undefined],
    ['localhost:7331', 'http://localhost:7331'],
    ['LOCALHOST:7331', 'http://localhost:7331'],
    ['[::1]:7331', 'http://[::1]:7331'],
  ])('to %s from %s is served', (host, origin) => {
    expect(LOCAL.check(host, origin)).toBeNull();
  });

  test.each([
    [undefined, undefined],
    ['', undefined],
    ['127.0.0.1', undefined],
    ['127.0.0.1:7332', undefined],
    ['evil.example:7331', undefined],
    ['127.0.0.1.evil.example:7331', undefined],
    ['192.168.1.5:7331', undefined],
  ])('that names the host %s is refused: DNS may have been rebound', (host, origin) => {
    expect(LOCAL.check(host, origin)).toMatchObject({ code: 'contract.host', field: 'Host' });
  });

  test.each([
    'http://evil.example',
    'https://127.0.0.1:7331',
    'http://127.0.0.1:7332',
    'http://localhost:7331',
    'http://127.0.0.1:7331.evil.example',
    'null',
    '',
  ])('from the page of %j is refused', (origin) => {
    expect(LOCAL.check('127.0.0.1:7331', origin)).toMatchObject({ code: 'contract.origin' });
  });

  test('may use a further name that the server was told of', () => {
    const shared = new ServedOrigin(80, ['desk.lan']);
    expect(shared.check('desk.lan:80', 'http://desk.lan:80')).toBeNull();
    expect(shared.check('other.lan:80', undefined)).not.toBeNull();
  });
});
