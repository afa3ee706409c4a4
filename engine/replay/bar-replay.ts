/**
 * Plays recorded bars as a market of quotes and prints. At each point of a bar's way (bar-path.ts)
 * there is a quote one price step wide, which shows on both sides as much as prints there, and then
 * the print, at the bid where sellers came and at the ask where buyers did. Both are made up: a bar
 * tells neither. Bars say nothing of the time between them, so the last quote stands there.
 */
import { assert } from '../domain/assert.ts';
import { incrementTicksAt } from '../domain/instrument.ts';
import type { Instrument } from '../domain/instrument.ts';
import { SELL } from '../domain/side.ts';
import type { MarketSource } from '../ports.ts';
import { POINTS_PER_BAR, pathPoint } from './bar-path.ts';
import type { BarRecording } from './bar-recording.ts';
import { RecordingPlayer } from './recording-player.ts';
import type { Recording } from './recording-player.ts';

export interface BarReplayOptions {
  readonly instrument: Instrument;
  /** At least one; prices are multiples of the instrument's step. */
  readonly bars: BarRecording;
  /** Name of the recording for the status. */
  readonly label: string;
  /** 1 = as recorded, 0 = as fast as it goes. */
  readonly startSpeed: number;
}

/** A market source of bars; its events are the points of the bars' ways. */
export function createBarReplay({ bars, ...options }: BarReplayOptions): MarketSource {
  const { instrument } = options;
  assert(bars.count > 0, 'a replay has bars');
  return new RecordingPlayer({ ...options, recording: pathsOf(bars, instrument) });
}

function pathsOf(bars: BarRecording, instrument: Instrument): Recording {
  const durationUs = bars.durationUs();
  const stepTicks = incrementTicksAt(instrument, bars.at(0).openTicks);
  const barOf = (row: number) => bars.at(Math.floor(row / POINTS_PER_BAR));
  return {
    count: bars.count * POINTS_PER_BAR,
    leadRows: 0,
    timeUs: (row) =>
      barOf(row).startUs + Math.floor(((row % POINTS_PER_BAR) * durationUs) / POINTS_PER_BAR),
    apply: (row, market) => {
      const { ticks, lots, aggressor } = pathPoint(barOf(row), row % POINTS_PER_BAR, stepTicks);
      const { quoted } = market;
      assert(quoted !== undefined, 'bars are for a market of quotes and prints');
      const bidTicks = aggressor === SELL ? ticks : ticks - stepTicks;
      const shownLots = Math.max(1, lots);
      const bidLots = bidTicks > 0 ? shownLots : 0;
      quoted.quote(0, bidTicks, bidLots, bidTicks + stepTicks, shownLots);
      if (lots > 0) quoted.print(0, ticks, lots, aggressor);
    },
  };
}
