/** Bars played as quotes and prints: what is built from the prints is what was recorded. */
import { describe, expect, test } from 'vitest';
import { cryptoPair } from '../../../engine/domain/instrument.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { POINTS_PER_BAR, pathPoint } from '../../../engine/replay/bar-path.ts';
import { BarRecording } from '../../../engine/replay/bar-recording.ts';
import type { RecordedBar } from '../../../engine/replay/bar-recording.ts';
import { createBarReplay } from '../../../engine/replay/bar-replay.ts';
import { openCore, orderOf, timeAt, told } from '../../support/test-core.ts';

const BTC = cryptoPair('BTC', 'BTC', 50);
const MINUTE_US = 60_000_000;
const START = timeAt('2022-01-03T10:00:00Z');

/** Three minutes of which the first rises, the second falls and the third stands still. */
const BARS: readonly RecordedBar[] = [
  bar(0, [1_000, 1_200, 900, 1_100], 1_200),
  bar(1, [1_100, 1_150, 850, 900], 1_205),
  bar(2, [900, 900, 900, 900], 40),
];

function bar(
  minute: number,
  [openTicks, highTicks, lowTicks, closeTicks]: readonly [number, number, number, number],
  volumeLots: number,
): RecordedBar {
  const startUs = START + minute * MINUTE_US;
  return { startUs, openTicks, highTicks, lowTicks, closeTicks, volumeLots };
}

function recordingOf(bars: readonly RecordedBar[]): BarRecording {
  const recording = new BarRecording();
  for (const one of bars) recording.push(one);
  return recording;
}

/** A core that is fed by a replay of `bars` as fast as it goes. */
function played(bars: readonly RecordedBar[]) {
  const startPrices = new Map([['BTC', 1_000]]);
  const core = openCore(undefined, {
    instruments: [BTC],
    startPrices,
    fillModel: 'queue',
    nowUs: START,
  });
  const recording = recordingOf(bars);
  const replay = createBarReplay({ instrument: BTC, bars: recording, label: 'b', startSpeed: 0 });
  const advance = (events: number): number =>
    replay.advance(timeUs(1), events, core.house, (us) => {
      core.setTime(us);
    });
  return { core, replay, advance };
}

describe('the way of a bar', () => {
  const prices = (one: RecordedBar): number[] =>
    Array.from({ length: POINTS_PER_BAR }, (_, i) => pathPoint(one, i, 50).ticks);

  test('goes to the low first where it closed higher, else to the high', () => {
    expect(prices(bar(0, [1_000, 1_200, 900, 1_100], 12))).toEqual([
      1_000, 1_000, 950, 950, 900, 1_000, 1_050, 1_150, 1_200, 1_150, 1_150, 1_100,
    ]);
    expect(prices(bar(0, [1_100, 1_150, 850, 900], 12)).filter((_, i) => i % 4 === 0)).toEqual([
      1_100, 1_150, 850,
    ]);
  });

  test('shares the volume evenly, to the last lot', () => {
    const one = bar(0, [1_000, 1_200, 900, 1_100], 125);
    const lots = Array.from({ length: POINTS_PER_BAR }, (_, i) => pathPoint(one, i, 50).lots);
    expect(lots.reduce((sum, part) => sum + part, 0)).toBe(125);
    expect(new Set(lots)).toEqual(new Set([10, 11]));
  });

  test('is walked by sellers downwards and by buyers upwards', () => {
    const one = bar(0, [1_000, 1_200, 900, 1_100], 12);
    expect(pathPoint(one, 4, 50).aggressor).toBe(SELL);
    expect(pathPoint(one, 8, 50).aggressor).toBe(BUY);
  });
});

describe('a replay of bars', () => {
  test('builds the bars that were recorded', () => {
    const { core, replay, advance } = played(BARS);
    expect(advance(1_000)).toBe(BARS.length * POINTS_PER_BAR);
    expect(replay.status(timeUs(1)).state).toBe('ended');
    const { bars } = core.exchange.at(0);
    expect(bars.of('1m').from(START)).toMatchObject(BARS);
  });

  test('quotes one step around its prints', () => {
    const { core, advance } = played(BARS);
    advance(1);
    expect(core.exchange.at(0).quote()).toMatchObject({
      bidTicks: 950,
      askTicks: 1_000,
      askLots: 100,
      lastTicks: 1_000,
    });
  });

  test('fills an order by its model, and never more at its price than printed there', () => {
    const { core, advance } = played(BARS);
    advance(1);
    const request = orderOf({ symbol: 'BTC', limitPriceTicks: 900, qtyLots: 500 });
    core.submit(request, 'test');
    told(core);
    advance(POINTS_PER_BAR - 1);
    // At the low the bid shows 100, which is ahead, and 100 print there; then the price goes up.
    expect(core.snapshot().workingOrders).toMatchObject([{ cumQtyLots: 0 }]);
    advance(1_000);
    expect(core.snapshot().workingOrders).toEqual([]);
  });

  test('pauses, steps and tells how far it is', () => {
    const { replay, advance } = played(BARS);
    advance(5);
    replay.control({ kind: 'pause' }, timeUs(1));
    expect(advance(100)).toBe(0);
    replay.control({ kind: 'step', events: 2 }, timeUs(1));
    expect(advance(100)).toBe(2);
    expect(replay.status(timeUs(1))).toMatchObject({
      state: 'paused',
      eventsDone: 7,
      eventsTotal: 36,
      marketUs: START + 6 * (MINUTE_US / POINTS_PER_BAR),
    });
  });
});
