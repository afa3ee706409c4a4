import { expect, it } from 'vitest';
import { readEngineHostMessage } from '../../../engine/supervision/host-messages.ts';

it.each([
  ['ready', { type: 'ready' }, { type: 'ready' }],
  [
    'failed with its reason',
    { type: 'failed', message: 'in use' },
    { type: 'failed', message: 'in use' },
  ],
  ['failed without a reason', { type: 'failed', message: 7 }, { type: 'failed', message: '' }],
  ['an unknown type', { type: 'hello' }, null],
  ['no type', { message: 'x' }, null],
  ['text', 'ready', null],
  ['null', null, null],
])('reads %s', (_name, value, message) => {
  expect(readEngineHostMessage(value)).toEqual(message);
});
