import { expect, it } from 'vitest';
import { usualDataFolder } from '../../../engine/supervision/data-folder.ts';

it.each([
  ['linux', '/home/t', {}, '/home/t/.local/share/securetrade-pro'],
  ['linux', '/home/t', { XDG_DATA_HOME: '/data' }, '/data/securetrade-pro'],
  ['linux', '/home/t', { XDG_DATA_HOME: '' }, '/home/t/.local/share/securetrade-pro'],
  ['darwin', '/Users/t', {}, '/Users/t/Library/Application Support/SecureTrade Pro'],
  ['win32', 'C:\\Users\\t', {}, 'C:\\Users\\t\\AppData\\Roaming\\SecureTrade Pro'],
  ['win32', 'C:\\Users\\t', { APPDATA: 'D:\\R' }, 'D:\\R\\SecureTrade Pro'],
])('on %s with home %s and %o it is %s', (platform, home, variables, folder) => {
  const environment = new Map(Object.entries(variables));
  expect(usualDataFolder(platform, home, (name) => environment.get(name))).toBe(folder);
});
