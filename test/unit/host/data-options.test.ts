import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import {
  DATA_USAGE,
  UsageError,
  parseDataOptions,
} from '../../../engine/host/data-command/data-options.ts';

test.each([
  [['frob'], '"frob" is no command'],
  [[], 'A command is missing'],
  [['restore'], 'restore needs the name of a backup'],
  [['export', 'fills'], 'needs --out FILE'],
  [['export', 'taxes', '--out', 'x'], 'Profiles are fills'],
  [['export', 'fills', '--out', 'x', '--side', 'hold'], '--side must be buy or sell'],
  [['export', 'fills', '--out', 'x', '--from', '31.1.2026'], '--from must be'],
  [['export', 'fills', '--out', 'x', '--from', '2026-01-31T09:30'], '--from must be'],
  [['export', 'fills', '--out', 'x', '--from', '2026-13-01'], '--from must be'],
  [
    ['export', 'fills', '--out', 'x', '--from', '2026-02-01', '--to', '2026-02-01'],
    '--to must be later',
  ],
  [['stats', '--out', 'x'], '--out is no option of stats'],
  [['stats', 'now'], '"now" is one word too many'],
  [['check', '--fast'], '--fast'],
  [['import', 'fills'], 'import needs a file'],
  [['export', 'workspace', '--out', 'x', '--excel'], '--excel is no option of a workspace'],
  [['import', 'workspace', 'x', '--replay'], '--replay is no option of a workspace'],
  [['import', 'bars', 'x.csv', '--timeframe', '1m'], 'needs --symbol'],
  [['import', 'bars', 'x.csv', '--symbol', 'AAPL', '--timeframe', '2m'], '--timeframe is one of'],
])('the command line %j is refused in a sentence', (args, problem) => {
  expect(() => parseDataOptions(args)).toThrow(UsageError);
  expect(() => parseDataOptions(args)).toThrow(problem);
});

test('an export names its profile, its rows and its file', () => {
  const period = ['--from', '2026-01-31', '--to', '2026-02-01T09:30:00.5-05:00'];
  const rows = ['--symbol', 'AAPL', '--side', 'sell', '--tag', 'a b', '--excel'];
  const { command, json, quiet } = parseDataOptions([
    ...['export', 'round_trips', '--out', 'trips.csv', '--json'],
    ...period,
    ...rows,
  ]);
  expect(command).toStrictEqual({
    name: 'export',
    profile: 'round_trips',
    out: resolve('trips.csv'),
    selection: {
      symbol: 'AAPL',
      side: 'sell',
      tag: 'a b',
      fromUs: Date.UTC(2026, 0, 31) * 1_000,
      toUs: Date.UTC(2026, 1, 1, 14, 30, 0, 500) * 1_000,
    },
    excel: true,
  });
  expect([json, quiet]).toStrictEqual([true, false]);
});

test('the data of replays is in a folder of its own', () => {
  const at = (...args: string[]): string => parseDataOptions(['stats', ...args]).folder;
  expect(at('--data', '/d')).toBe(resolve('/d'));
  expect(at('--data', '/d', '--replay')).toBe(resolve('/d/replay'));
});

test('the usage names every command and option', () => {
  for (const word of ['stats', 'check', 'backup', 'restore', 'export', 'import', 'compact']) {
    expect(DATA_USAGE).toMatch(new RegExp(`^ {2}${word}`, 'm'));
  }
  for (const option of ['list', 'other-store', 'overwrite', 'skip-bad', 'dry-run', 'replay']) {
    expect(DATA_USAGE).toContain(`--${option}`);
  }
});
