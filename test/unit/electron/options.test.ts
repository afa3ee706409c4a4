import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SYMBOLS } from '../../../engine/domain/feed-symbols.ts';
import { parseTerminalOptions, wordsOf } from '../../../electron/options.ts';

const NONE = {
  dataFolder: null,
  replayFile: null,
  speed: 1,
  feed: null,
  symbols: DEFAULT_SYMBOLS,
  venue: null,
  fillModel: 'queue' as const,
  seed: null,
  hours: 'always' as const,
  cash: null,
  port: null,
  developer: false,
  unknown: [],
};

describe('the command line', () => {
  it.each([
    ['nothing', [], NONE],
    ['a folder', ['--data', 'd'], { ...NONE, dataFolder: resolve('/home', 'd') }],
    ['a folder with =', ['--data=/d'], { ...NONE, dataFolder: '/d' }],
    [
      'a replay',
      ['--replay', '/r.csv', '--speed', '0'],
      { ...NONE, replayFile: '/r.csv', speed: 0 },
    ],
    ['seed and port', ['--seed', '7', '--port', '0'], { ...NONE, seed: 7, port: 0 }],
    ['hours', ['--hours', 'exchange'], { ...NONE, hours: 'exchange' }],
    [
      'the real market',
      ['--feed', 'sip', '--symbols', 'SPY,QQQ', '--venue', 'alpaca-paper'],
      { ...NONE, feed: 'sip', symbols: ['SPY', 'QQQ'], venue: 'alpaca-paper' },
    ],
    ['the developer’s menu', ['--developer'], { ...NONE, developer: true }],
    ['cash', ['--cash', '25000'], { ...NONE, cash: 25_000 }],
    [
      "Electron's words",
      ['.', '--no-sandbox', '--inspect=0', '--data', '/d'],
      { ...NONE, dataFolder: '/d', unknown: ['.', '--no-sandbox', '--inspect'] },
    ],
  ])('with %s', (_name, words, options) => {
    expect(parseTerminalOptions(words, '/home')).toEqual(options);
  });

  it.each([
    ['--data', ['--data'], '--data needs a value'],
    ['an empty folder', ['--data='], '--data needs a value'],
    ['an option for a folder', ['--data', '--port'], '--data needs a value'],
    ['a large port', ['--port', '65536'], '--port 65536: a whole number from 0 to 65535 is needed'],
    [
      'a fractional port',
      ['--port', '1.5'],
      '--port 1.5: a whole number from 0 to 65535 is needed',
    ],
    [
      'an unknown model',
      ['--fill-model', 'hope'],
      '--fill-model hope: one of touch, through, queue, paper is needed',
    ],
    ['unknown hours', ['--hours', 'late'], '--hours late: one of always, exchange is needed'],
    [
      'an unknown feed',
      ['--feed', 'cnn'],
      '--feed cnn: one of iex, sip, delayed_sip, test is needed',
    ],
    [
      'an unknown venue',
      ['--venue', 'mars'],
      '--venue mars: one of local, alpaca-paper, alpaca-live is needed',
    ],
    [
      'small letters',
      ['--symbols', 'spy'],
      '--symbols must be a list of symbols with commas between, like AAPL,MSFT,BTC/USD, not "spy"',
    ],
    [
      'two markets',
      ['--feed', 'iex', '--replay', 'x.csv'],
      '--replay is a market of its own, on the local venue',
    ],
    ['a worded seed', ['--seed', 'x'], '--seed x: a whole number from 0 to 2147483648 is needed'],
    ['a negative speed', ['--speed=-1'], '--speed -1: a number from 0 to 1000 is needed'],
    ['a worded speed', ['--speed', 'fast'], '--speed fast: a number from 0 to 1000 is needed'],
  ])('refuses %s', (_name, words, problem) => {
    expect(parseTerminalOptions(words, '/home')).toEqual({ problem });
  });

  it('can be said again', () => {
    const words = ['--data', '/d', '--replay', '/r.csv', '--speed', '10', '--seed', '3'];
    words.push('--hours', 'exchange', '--cash', '5', '--developer');
    const options = parseTerminalOptions(words, '/home');
    if ('problem' in options) throw new Error(options.problem);
    expect(wordsOf(options)).toEqual(words);
    expect(wordsOf({ ...options, ...NONE })).toEqual([]);
  });
});
