import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SYMBOLS } from '../../../engine/domain/feed-symbols.ts';
import { SERVE_USAGE, parseServeOptions } from '../../../engine/host/serve-options.ts';

describe('options of the served terminal', () => {
  test('are the simulator on loopback when none is given', () => {
    expect(parseServeOptions([])).toMatchObject({
      port: 7_331,
      host: '127.0.0.1',
      replayFile: null,
      speed: 1,
      feed: null,
      fillModel: 'queue',
      seed: null,
      hours: 'always',
      cash: null,
      restoreBackup: false,
      open: false,
      help: false,
    });
  });

  test('are what is asked for', () => {
    const args = ['--port', '0', '--data', 'd', '--host', '::1', '--replay', 'r.csv.gz'];
    expect(
      parseServeOptions([
        ...args,
        '--speed',
        '2.5',
        '--fill-model',
        'touch',
        '--seed',
        '7',
        '--hours',
        'exchange',
        '--cash',
        '9',
        '--restore-backup',
        '--open',
      ]),
    ).toEqual({
      port: 0,
      dataFolder: resolve('d'),
      developer: false,
      sampleMs: null,
      host: '::1',
      replayFile: resolve('r.csv.gz'),
      speed: 2.5,
      feed: null,
      venue: null,
      keyFile: null,
      symbols: DEFAULT_SYMBOLS,
      fillModel: 'touch',
      seed: 7,
      hours: 'exchange',
      cash: 9,
      restoreBackup: true,
      open: true,
      help: false,
    });
  });

  test('are a feed of the real market with the symbols to follow', () => {
    const { feed, symbols } = parseServeOptions(['--feed', 'iex', '--symbols', 'AAPL, BRK.B,AAPL']);
    expect(feed).toBe('iex');
    expect(symbols).toEqual(['AAPL', 'BRK.B']);
    expect(() => parseServeOptions(['--feed', 'iex', '--replay', 'x.csv'])).toThrow('choose one');
    const many = Array.from({ length: 201 }, (_, i) => `A${String(i)}`).join();
    expect(() => parseServeOptions(['--symbols', many])).toThrow('at most 200, not 201');
  });

  test.each([
    ['--feed', 'bloomberg'],
    ['--symbols', 'aapl'],
    ['--symbols', ''],
    ['--symbols', 'A,,B'],
    ['--port', '65536'],
    ['--port', '-1'],
    ['--port', '80.5'],
    ['--port', 'http'],
    ['--port', ''],
    ['--fill-model', 'hope'],
    ['--hours', 'late'],
    ['--seed', '2147483649'],
    ['--seed', '0x10'],
    ['--cash', '1000000001'],
    ['--cash', '0.5'],
    ['--speed', '-1'],
    ['--speed', '1001'],
    ['--speed', 'NaN'],
    ['--speed', ''],
  ])('%s with "%s" is refused in a sentence that names both', (name, value) => {
    expect(() => parseServeOptions([`${name}=${value}`])).toThrow(
      new RegExp(`${name} must be a .*"${value}"`),
    );
  });

  test.each([[['--prot', '1']], [['stray']], [['--port']]])('%j are refused', (args) => {
    expect(() => parseServeOptions(args)).toThrow();
  });

  test('let a developer measure more often, and nobody else', () => {
    const { developer, sampleMs } = parseServeOptions(['--developer', '--sample-ms', '50']);
    expect([developer, sampleMs]).toEqual([true, 50]);
    expect(() => parseServeOptions(['--sample-ms', '50'])).toThrow('add --developer');
    expect(() => parseServeOptions(['--developer', '--sample-ms', '5'])).toThrow('at least 20');
  });

  test('are all in the usage text', () => {
    const options = parseServeOptions([]);
    const names = {
      ...options,
      data: '',
      replay: '',
      'fill-model': '',
      'restore-backup': '',
      'sample-ms': '',
    };
    for (const name of Object.keys(names).filter(
      (one) => !/^(dataFolder|replayFile|keyFile|fillModel|restoreBackup|sampleMs)$/.test(one),
    )) {
      expect(SERVE_USAGE).toContain(`--${name}`);
    }
  });
});
