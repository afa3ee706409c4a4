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
  [
    ['export', 'workspace', '--out', 'x', '--venue', 'local'],
    '--venue is no option of a workspace',
  ],
  [['stats', '--venue', 'paper'], '--venue is one of local, alpaca-paper, alpaca-live'],
  [['check', '--venue', 'alpaca-live', '--replay'], '--replay is a store of the local venue'],
  [['check', '--venue', 'alpaca-live', '--real-market'], '--real-market is a store of the local'],
  [['check', '--replay', '--real-market'], '--replay and --real-market are two stores'],
  [['import', 'fills', 'x', '--symbols', 'aapl'], '--symbols must be a list of symbols'],
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

test('each store of a data folder has an option', () => {
  const of = (...args: string[]): string => parseDataOptions(['stats', ...args]).kind;
  expect(parseDataOptions(['stats', '--data', 'd']).dataFolder).toBe(resolve('d'));
  expect(of()).toBe('local');
  expect(of('--venue', 'local')).toBe('local');
  expect(of('--replay')).toBe('replay');
  expect(of('--venue', 'local', '--real-market')).toBe('real-market');
  expect(of('--venue', 'alpaca-paper')).toBe('alpaca-paper');
  expect(of('--venue', 'alpaca-live')).toBe('alpaca-live');
});

test('the usage names every command and option', () => {
  for (const word of ['stats', 'check', 'backup', 'restore', 'export', 'import', 'compact']) {
    expect(DATA_USAGE).toMatch(new RegExp(`^ {2}${word}`, 'm'));
  }
  for (const option of [
    'list',
    'other-store',
    'overwrite',
    'skip-bad',
    'dry-run',
    'replay',
    'venue',
  ]) {
    expect(DATA_USAGE).toContain(`--${option}`);
  }
});
