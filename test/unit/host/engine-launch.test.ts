import { join } from 'node:path';
import { expect, test } from 'vitest';
import { engineLaunch } from '../../../engine/host/engine-launch.ts';

test('compiled code is kept in the data folder, where nobody else can put any', () => {
  const { env } = engineLaunch('/data', { HOME: '/users/me' });
  expect(env).toMatchObject({ HOME: '/users/me', NODE_COMPILE_CACHE: join('/data', 'compiled') });
});

test('what a person has set for Node goes before', () => {
  const { env } = engineLaunch('/data', {
    NODE_COMPILE_CACHE: '/elsewhere',
    MALLOC_ARENA_MAX: '8',
    MALLOC_MMAP_THRESHOLD_: '1000000',
  });
  expect(env).toEqual({
    NODE_COMPILE_CACHE: '/elsewhere',
    MALLOC_ARENA_MAX: '8',
    MALLOC_MMAP_THRESHOLD_: '1000000',
  });
});
