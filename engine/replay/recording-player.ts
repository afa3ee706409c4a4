import type { PaceAction, SourceStatus } from '../contract/messages.ts';
import { assert, assertNever } from '../domain/assert.ts';
import type { Instrument } from '../domain/instrument.ts';
import { US_PER_SECOND, timeUs } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';
import type { HouseMarket, MarketSource } from '../ports.ts';

/** What can be played: rows in order of time. */
export interface Recording {
  /** Rows, at least one. */
  readonly count: number;
  /** Rows that the first calls take at once, however the replay is paced. */
  readonly leadRows: number;
  /** Recorded time of a row, 0 to count - 1, in microseconds since 1970; ascending after the lead. */
  timeUs(row: number): number;
  /** Does to the market what the row says; each row once, in order. */
  apply(row: number, market: HouseMarket): void;
}

export interface PlayerOptions {
  readonly instrument: Instrument;
  readonly recording: Recording;
  /** Name of the recording for the status. */
  readonly label: string;
  /** 1 = as recorded, 0 = as fast as it goes. */
  readonly startSpeed: number;
}

/** Time that passes between two calls counts no more than this: a laptop has slept. */
const ELAPSED_US_MAX = 2 * US_PER_SECOND;

/** Plays a recording at its own pace or another, with pause and step. */
export class RecordingPlayer implements MarketSource {
  readonly instruments: readonly Instrument[];
  private readonly recording: Recording;
  private readonly label: string;
  private row = 0;
  private speed: number;
  private isPaused = false;
  private stepsLeft = 0;
  /** Recorded time up to which events are due, and the wall time at which that was so. */
  private dueUs: number;
  private wallUs: number | null = null;
  private lastUs: number;
  /** Rows to be played whatever the pace; null: none. */
  private seekTo: number | null = null;

  constructor(options: PlayerOptions) {
    const { recording } = options;
    assert(recording.count > 0, 'a replay has events');
    this.instruments = [options.instrument];
    this.recording = recording;
    this.label = options.label;
    this.speed = options.startSpeed;
    this.dueUs = recording.timeUs(Math.min(recording.leadRows, recording.count - 1));
    this.lastUs = this.dueUs;
  }

  marketUs(wallUs: TimeUs): TimeUs {
    if (!this.isRunning() || this.speed === 0) return timeUs(this.lastUs);
    const nowUs = Math.floor(this.dueUs + this.elapsedUs(wallUs) * this.speed);
    return timeUs(Math.max(this.lastUs, Math.min(nowUs, this.nextUs())));
  }

  advance(
    wallUs: TimeUs,
    eventsMax: number,
    market: HouseMarket,
    setTime: (us: TimeUs) => void,
  ): number {
    const leadTaken = this.take(this.recording.leadRows - this.row, eventsMax, market, setTime);
    if (this.row < this.recording.leadRows) return leadTaken;
    if (leadTaken > 0) this.wallUs = wallUs;
    let taken: number;
    if (this.seekTo !== null) {
      taken = this.take(this.seekTo - this.row, eventsMax - leadTaken, market, setTime);
      if (this.row >= this.seekTo) this.seekTo = null;
      this.dueUs = this.lastUs;
    } else if (this.isPaused) {
      taken = this.take(this.stepsLeft, eventsMax - leadTaken, market, setTime);
      this.stepsLeft = this.isEnded() ? 0 : this.stepsLeft - taken;
      this.dueUs = this.lastUs;
    } else {
      this.pass(wallUs);
      taken = this.takeDue(eventsMax - leadTaken, market, setTime);
    }
    this.wallUs = wallUs;
    return leadTaken + taken;
  }

  seek(event: number, wallUs: TimeUs): boolean {
    if (event < this.row) return false;
    this.dueUs = this.marketUs(wallUs);
    this.lastUs = this.dueUs;
    this.stepsLeft = 0;
    this.seekTo = Math.min(event, this.recording.count);
    this.wallUs = wallUs;
    return true;
  }

  control(action: PaceAction, wallUs: TimeUs): void {
    this.seekTo = null;
    switch (action.kind) {
      case 'pause':
        this.dueUs = this.marketUs(wallUs);
        this.lastUs = this.dueUs;
        this.isPaused = true;
        break;
      case 'resume':
        this.stepsLeft = 0;
        this.isPaused = false;
        break;
      case 'step':
        if (!this.isPaused) this.control({ kind: 'pause' }, wallUs);
        this.stepsLeft += action.events;
        break;
      case 'speed':
        this.dueUs = this.marketUs(wallUs);
        this.speed = action.speed;
        break;
      default:
        assertNever(action, 'source action');
    }
    this.wallUs = wallUs;
  }

  status(wallUs: TimeUs): SourceStatus {
    let state: SourceStatus['state'] = this.isPaused ? 'paused' : 'running';
    if (this.isEnded()) state = 'ended';
    return {
      kind: 'replay',
      label: this.label,
      state,
      speed: this.speed,
      marketUs: this.marketUs(wallUs),
      eventsDone: this.row,
      eventsTotal: this.recording.count,
      ...(this.seekTo === null ? {} : { seekingTo: this.seekTo }),
      problem: '',
      drills: [],
      feed: null,
    };
  }

  private isEnded(): boolean {
    return this.row === this.recording.count;
  }

  private isRunning(): boolean {
    const isHeld = this.isPaused || this.seekTo !== null || this.isEnded();
    return !isHeld && this.row >= this.recording.leadRows;
  }

  private nextUs(): number {
    return this.isEnded() ? Infinity : this.recording.timeUs(this.row);
  }

  private elapsedUs(wallUs: TimeUs): number {
    return Math.max(0, Math.min(ELAPSED_US_MAX, wallUs - (this.wallUs ?? wallUs)));
  }

  /** Moves the time up to which events are due; it does not run away from events still to take. */
  private pass(wallUs: TimeUs): void {
    const latestUs = Math.max(this.dueUs, this.nextUs() + ELAPSED_US_MAX * this.speed);
    this.dueUs = Math.min(latestUs, this.dueUs + this.elapsedUs(wallUs) * this.speed);
  }

  private takeDue(eventsMax: number, market: HouseMarket, setTime: (us: TimeUs) => void): number {
    if (this.speed === 0) {
      const taken = this.take(Infinity, eventsMax, market, setTime);
      this.dueUs = this.lastUs;
      return taken;
    }
    let due = 0;
    const { recording } = this;
    while (due < eventsMax && this.row + due < recording.count) {
      if (recording.timeUs(this.row + due) > this.dueUs) break;
      due += 1;
    }
    return this.take(due, eventsMax, market, setTime);
  }

  private take(
    wanted: number,
    eventsMax: number,
    market: HouseMarket,
    setTime: (us: TimeUs) => void,
  ): number {
    const last = Math.min(
      this.recording.count,
      this.row + Math.max(0, Math.min(wanted, eventsMax)),
    );
    const taken = last - this.row;
    for (; this.row < last; this.row += 1) {
      // The book as it stood is older than the session; its rows get the time of the start.
      this.lastUs = Math.max(this.lastUs, this.nextUs());
      setTime(timeUs(this.lastUs));
      this.recording.apply(this.row, market);
    }
    return taken;
  }
}
