import { describe, expect, test } from 'vitest';
import type { PaceAction, SourceStatus } from '../../../../../engine/contract/messages.ts';
import { menuGroups } from '../../../../../renderer/panels/chart/chart-menu-groups.ts';
import type { MenuWorld } from '../../../../../renderer/panels/chart/chart-menu-groups.ts';
import { skipAhead } from '../../../../../renderer/panels/chart/skip-ahead.ts';
import { AAPL, dollars } from '../../market-samples.ts';

const REPLAY: SourceStatus = {
  kind: 'replay',
  label: 'ES',
  state: 'running',
  speed: 10,
  marketUs: 0,
  eventsDone: 0,
  eventsTotal: 9,
  problem: '',
  drills: [],
  feed: null,
};

const WORLD: MenuWorld = {
  instrument: AAPL,
  ticks: dollars(187.5),
  stopMarketTicks: { buy: dollars(187.25), sell: dollars(187.25) },
  alertId: null,
  hasDrawing: false,
  source: null,
};

/** Actions that note what is asked for. */
function noted() {
  const asked: string[] = [];
  const note =
    (what: string) =>
    (...args: readonly unknown[]): void => {
      asked.push([what, ...args.map((arg) => JSON.stringify(arg))].join(' '));
    };
  const actions = {
    prepare: note('prepare'),
    addAlert: note('alert'),
    deleteAlert: note('delete'),
    drawLevel: note('level'),
    removeDrawing: note('remove'),
    control: note('control'),
    skip: note('skip'),
    openLook: note('look'),
    showNewest: note('newest'),
  };
  return { asked, actions };
}

const texts = (world: MenuWorld): readonly string[] =>
  menuGroups(world, noted().actions).flatMap((group) => group.map(({ text }) => text));

describe('the menu of the chart', () => {
  test('offers above the market a stop to buy and a limit to sell, below it the other way', () => {
    expect(texts(WORLD)).toEqual([
      'Add an alert at 187.50',
      'Buy stop at 187.50',
      'Sell limit at 187.50',
      'Draw a line at 187.50',
      'Go to the newest bar',
      'Look of the chart and indicators',
    ]);
    expect(texts({ ...WORLD, ticks: dollars(187) })).toContain('Buy limit at 187.00');
  });

  test('goes by the ask to buy and the bid to sell where quotes trigger stops', () => {
    const stopMarketTicks = { buy: dollars(187.6), sell: dollars(187.4) };
    const offers = (price: number) =>
      texts({ ...WORLD, ticks: dollars(price), stopMarketTicks }).slice(1, 3);
    expect(offers(187.5)).toEqual(['Buy limit at 187.50', 'Sell limit at 187.50']);
    expect(offers(187.61)).toEqual(['Buy stop at 187.61', 'Sell limit at 187.61']);
    expect(offers(187.39)).toEqual(['Buy limit at 187.39', 'Sell stop at 187.39']);
  });

  test('offers limits at the market itself, where no stop waits, and while there is none', () => {
    const limits = ['Buy limit at 187.50', 'Sell limit at 187.50'];
    for (const near of [dollars(187.5), 0]) {
      expect(texts({ ...WORLD, stopMarketTicks: { buy: near, sell: near } }).slice(1, 3)).toEqual(
        limits,
      );
    }
  });

  test('begins with what is under the pointer', () => {
    const [here] = menuGroups({ ...WORLD, alertId: 4, hasDrawing: true }, noted().actions);
    expect(here?.map(({ text }) => text)).toEqual(['Delete this alert', 'Remove this drawing']);
  });

  test('has no prices outside of the bars', () => {
    expect(texts({ ...WORLD, ticks: null })).toHaveLength(2);
  });

  test('steers a replay, as long as it goes on', () => {
    const { asked, actions } = noted();
    const [, replay] = menuGroups({ ...WORLD, source: REPLAY }, actions);
    for (const { run } of replay ?? []) run();
    expect(asked).toEqual([
      'control {"kind":"pause"}',
      'skip 1',
      'skip 5',
      'skip 30',
      'control {"kind":"speed","speed":1}',
      'control {"kind":"speed","speed":60}',
      'control {"kind":"speed","speed":0}',
    ]);
    expect(texts({ ...WORLD, source: { ...REPLAY, state: 'paused' } })).toContain(
      'Replay: one event',
    );
    expect(texts({ ...WORLD, source: { ...REPLAY, state: 'ended' } })).toHaveLength(6);
  });
});

describe('playing ahead', () => {
  function replay(state: SourceStatus['state']) {
    let status: SourceStatus = { ...REPLAY, state };
    let listener: ((status: SourceStatus | null) => void) | null = null;
    const asked: PaceAction[] = [];
    skipAhead(
      {
        status: () => status,
        subscribe: (given) => {
          listener = given;
          return () => {
            listener = null;
          };
        },
      },
      1,
      (action) => asked.push(action),
    );
    const say = (patch: Partial<SourceStatus>): void => {
      status = { ...status, ...patch };
      listener?.(status);
    };
    return { asked, say, isOver: () => listener === null };
  }

  test('goes as fast as it can until the time has passed, then as before', () => {
    const { asked, say, isOver } = replay('running');
    say({ speed: 0 });
    say({ marketUs: 59_000_000 });
    expect(asked).toEqual([{ kind: 'speed', speed: 0 }]);
    say({ marketUs: 61_000_000 });
    expect(asked.at(-1)).toEqual({ kind: 'speed', speed: 10 });
    expect(isOver()).toBe(true);
  });

  test('pauses again where it was paused', () => {
    const { asked, say } = replay('paused');
    say({ speed: 0 });
    say({ state: 'running' });
    say({ marketUs: 61_000_000 });
    expect(asked).toEqual([
      { kind: 'speed', speed: 0 },
      { kind: 'resume' },
      { kind: 'pause' },
      { kind: 'speed', speed: 10 },
    ]);
  });

  test('gives up when somebody changes the pace, or it ends', () => {
    for (const patch of [{ speed: 5 }, { state: 'paused' }, { state: 'ended' }] as const) {
      const { asked, say, isOver } = replay('running');
      say({ speed: 0 });
      say(patch);
      expect(isOver()).toBe(true);
      expect(asked).toHaveLength(1);
    }
  });
});
