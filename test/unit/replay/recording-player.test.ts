import { describe, expect, test } from 'vitest';
import { cryptoPair } from '../../../engine/domain/instrument.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { RecordingPlayer } from '../../../engine/replay/recording-player.ts';
import { openCore, timeAt } from '../../support/test-core.ts';

const BTC = cryptoPair('BTC', 'BTC', 50);
const START = timeAt('2022-01-03T10:00:00Z');
const ROWS = 1_000;

/** A recording of an event a second, and the events that have been played. */
function recorded(startSpeed = 1) {
  const played: number[] = [];
  const { house } = openCore(undefined, { instruments: [BTC], nowUs: START });
  const player = new RecordingPlayer({
    instrument: BTC,
    label: 'seconds',
    startSpeed,
    recording: {
      count: ROWS,
      leadRows: 0,
      timeUs: (row) => START + row * 1_000_000,
      apply: (row) => void played.push(row),
    },
  });
  let wallUs = 0;
  const turn = (us: number, eventsMax = 100): number => {
    wallUs += us;
    return player.advance(timeUs(wallUs), eventsMax, house, () => undefined);
  };
  const at = () => timeUs(wallUs);
  return { player, played, turn, at, status: () => player.status(at()) };
}

describe('a replay that is told to go to an event', () => {
  test('plays up to it as fast as it goes, a turn at a time, each event once', () => {
    const { player, played, turn, at, status } = recorded();
    turn(0);
    expect(player.seek(250, at())).toBe(true);
    expect([turn(1), turn(1)]).toEqual([100, 100]);
    expect(status()).toMatchObject({ eventsDone: 201, seekingTo: 250 });
    turn(1);
    expect(status().seekingTo).toBeUndefined();
    expect(played).toEqual(Array.from({ length: 250 }, (_, row) => row));
  });

  test('goes on from there at its own pace', () => {
    const { player, played, turn, at } = recorded();
    turn(0);
    player.seek(50, at());
    turn(1);
    turn(500_000);
    expect(played).toHaveLength(50);
    turn(500_000);
    expect(played).toHaveLength(51);
  });

  test('stays paused when it was, and stops where it is when told so', () => {
    const { player, played, turn, at, status } = recorded();
    turn(0);
    player.control({ kind: 'pause' }, at());
    player.seek(150, at());
    turn(1);
    player.control({ kind: 'pause' }, at());
    turn(1_000_000);
    expect(played).toHaveLength(101);
    player.seek(150, at());
    turn(1);
    turn(5_000_000);
    expect(played).toHaveLength(150);
    expect(status().state).toBe('paused');
  });

  test('ends at the last event', () => {
    const { player, turn, at, status } = recorded();
    player.seek(5_000, at());
    for (let turns = 0; turns < 20; turns += 1) turn(1);
    expect(status()).toMatchObject({ state: 'ended', eventsDone: ROWS });
    expect(status().seekingTo).toBeUndefined();
  });

  test('cannot take back what has been played', () => {
    const { player, played, turn, at } = recorded(0);
    turn(0);
    expect(player.seek(40, at())).toBe(false);
    turn(1);
    expect(played).toHaveLength(200);
  });
});
