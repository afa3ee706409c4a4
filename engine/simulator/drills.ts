/**
 * Drills of the simulated market: when data stops, when the tape runs fast, where prices jump. What
 * happens when is in the simulation's own time, so that the same seed and the same requests at the
 * same times give the same market, however often it is asked to advance.
 */
import type { RunningDrill } from '../contract/drills.ts';
import { assertNever } from '../domain/assert.ts';
import { US_PER_SECOND, timeUs } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';
import type { MarketDrill } from '../ports.ts';
import type { Pace } from './pace.ts';

/** A jump of the price that waits for its moment. */
export interface Gap {
  /** null: every instrument. */
  readonly symbol: string | null;
  /** Of the price; 0.01 is one percent up. */
  readonly share: number;
  readonly atOwnUs: number;
}

/** Gaps asked for that have not happened yet; more replace the oldest. */
const GAPS_MAX = 16;
const BASIS_POINTS = 10_000;

export class Drills {
  /** How many times faster than its pace the market runs. */
  factor: number = 1;
  private readonly pace: Pace;
  /** Called with the speed to go on at, from that wall time. */
  private readonly onFactor: (wallUs: TimeUs) => void;
  private silence: { fromUs: number; untilUs: number; readonly ownUs: number } | null = null;
  private fastUntilUs = 0;
  private fastLengthUs = 0;
  private gaps: readonly Gap[] = [];
  private gapUs = Infinity;

  constructor(pace: Pace, onFactor: (wallUs: TimeUs) => void) {
    this.pace = pace;
    this.onFactor = onFactor;
  }

  /** Own time at which the next gap is due; looked at with every event. */
  get nextGapUs(): number {
    return this.gapUs;
  }

  /** Own time at which data has stopped; null while it flows. */
  get silentFromUs(): number | null {
    return this.silence?.ownUs ?? null;
  }

  /** `flowUs`: own time now, but for a silence. */
  start(action: MarketDrill, wallUs: TimeUs, flowUs: number): void {
    const ownUs = this.silentFromUs ?? flowUs;
    switch (action.kind) {
      case 'drill_disconnect': {
        const untilUs = wallUs + action.seconds * US_PER_SECOND;
        this.silence = { ...(this.silence ?? { fromUs: wallUs, ownUs }), untilUs };
        return;
      }
      case 'drill_fast_tape':
        this.fastLengthUs = action.seconds * US_PER_SECOND;
        this.fastUntilUs = wallUs + this.fastLengthUs;
        this.setFactor(action.factor, wallUs);
        return;
      case 'drill_gap': {
        const share = action.basisPoints / BASIS_POINTS;
        const gap = { symbol: action.symbol, share, atOwnUs: ownUs };
        this.setGaps([...this.gaps, gap].slice(-GAPS_MAX));
        return;
      }
      case 'drill_end':
        if (this.silence !== null) this.silence.untilUs = wallUs;
        if (this.factor !== 1) this.fastUntilUs = wallUs;
        this.setGaps([]);
        return;
      default:
        assertNever(action, 'drill');
    }
  }

  /**
   * Ends what is over, in the order in which it was. `onReturn` is called with the seconds of silence
   * when data comes back.
   */
  runOut(wallUs: TimeUs, onReturn: (seconds: number) => void): void {
    this.followClockBack(wallUs);
    const fastEnds = this.factor === 1 ? Infinity : this.fastUntilUs;
    const silenceEnds = this.silence?.untilUs ?? Infinity;
    if (fastEnds <= wallUs && fastEnds <= silenceEnds) this.setFactor(1, timeUs(fastEnds));
    if (this.silence !== null && silenceEnds <= wallUs) {
      const { fromUs, untilUs, ownUs } = this.silence;
      this.silence = null;
      this.pace.anchor(timeUs(untilUs), ownUs);
      onReturn((untilUs - fromUs) / US_PER_SECOND);
    }
    if (this.factor !== 1 && fastEnds <= wallUs) this.setFactor(1, timeUs(fastEnds));
  }

  /** Gaps that are due at `ownUs`, each once. */
  takeGaps(ownUs: number): Gap[] {
    const due = this.gaps.filter(({ atOwnUs }) => atOwnUs <= ownUs);
    this.setGaps(this.gaps.filter(({ atOwnUs }) => atOwnUs > ownUs));
    return due;
  }

  status(): RunningDrill[] {
    const running: RunningDrill[] = [];
    const { silence, factor, fastUntilUs } = this;
    if (silence !== null) {
      running.push({
        kind: 'disconnect',
        endsUs: silence.untilUs,
        ordersLeft: null,
        factor: null,
        symbol: null,
      });
    }
    if (factor !== 1) {
      running.push({
        kind: 'fast_tape',
        endsUs: fastUntilUs,
        ordersLeft: null,
        factor,
        symbol: null,
      });
    }
    return running;
  }

  /** The computer's clock may be set back; that makes no drill longer than it was to be. */
  private followClockBack(wallUs: TimeUs): void {
    const { silence } = this;
    this.fastUntilUs = Math.min(this.fastUntilUs, wallUs + this.fastLengthUs);
    if (silence === null || wallUs >= silence.fromUs) return;
    silence.untilUs -= silence.fromUs - wallUs;
    silence.fromUs = wallUs;
  }

  private setGaps(gaps: readonly Gap[]): void {
    this.gaps = gaps;
    this.gapUs = Math.min(Infinity, ...gaps.map(({ atOwnUs }) => atOwnUs));
  }

  private setFactor(factor: number, wallUs: TimeUs): void {
    this.factor = factor;
    this.onFactor(wallUs);
  }
}
