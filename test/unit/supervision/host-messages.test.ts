import { expect, it } from 'vitest';
import { readEngineHostMessage } from '../../../engine/supervision/host-messages.ts';

it.each([
  ['ready', { type: 'ready' }, { type: 'ready' }],
  [
    'failed with its reason',
    { type: 'failed', message: 'in use', canRestore: false },
    { type: 'failed', message: 'in use', canRestore: false },
  ],
  [
    'failed with a backup',
    { type: 'failed', message: 'damaged', canRestore: true },
    { type: 'failed', message: 'damaged', canRestore: true },
  ],
  [
    'failed without a reason',
    { type: 'failed', message: 7 },
    { type: 'failed', message: '', canRestore: false },
  ],
  ['a migration', { type: 'migrating', message: 'm' }, { type: 'migrating', message: 'm' }],
  ['a migration without words', { type: 'migrating' }, null],
  ['an offered file', { type: 'offered', ticket: 't' }, { type: 'offered', ticket: 't' }],
  ['an offered file without a ticket', { type: 'offered', ticket: 7 }, null],
  ['an unknown type', { type: 'hello' }, null],
  ['no type', { message: 'x' }, null],
  ['text', 'ready', null],
  ['null', null, null],
])('reads %s', (_name, value, message) => {
  expect(readEngineHostMessage(value)).toEqual(message);
});
