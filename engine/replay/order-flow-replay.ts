/** Plays a recording of order flow as a market, at its own pace or another. */
import type { PaceAction, SourceStatus } from '../contract/messages.ts';
import { assert, assertNever } from '../domain/assert.ts';
import type { Instrument } from '../domain/instrument.ts';
import { US_PER_SECOND, timeUs } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';
import type { HouseMarket, MarketSource } from '../ports.ts';
import { auctionOf, snapshotRows } from './order-flow.ts';
import type { OrderFlow } from './order-flow.ts';
import { RecordedBook } from './recorded-book.ts';
import type { EnteredListener } from './recorded-book.ts';
import type { ReplayCounts } from './replay-counts.ts';

export interface OrderFlowReplayOptions {
  /** What was recorded; prices of the events are its ticks. */
  readonly instrument: Instrument;
  /** At least one row. */
  readonly events: OrderFlow;
  /** Name of the recording for the status. */
  readonly label: string;
  /** 1 = as recorded, 0 = as fast as it goes. */
  readonly startSpeed: number;
  readonly onEntered?: EnteredListener;
}

/** A replay that tells how it took the rows. */
export interface OrderFlowReplay extends MarketSource {
  readonly counts: Readonly<ReplayCounts>;
}

/** What the opening auction is preceded by; the quiet hour before it is not waited for. */
const LEAD_US = 10 * US_PER_SECOND;
/** Time that passes between two calls counts no more than this: a laptop has slept. */
const ELAPSED_US_MAX = 2 * US_PER_SECOND;

/**
 * Starts with the book as it stood: the snapshot and, where the recording has an opening auction,
 * all until ten seconds before it are taken by the first calls of `advance`, however it is paced.
 */
export function createOrderFlowReplay(options: OrderFlowReplayOptions): OrderFlowReplay {
  return new Replay(options);
}

class Replay implements OrderFlowReplay {
  readonly instruments: readonly Instrument[];
  private readonly flow: OrderFlow;
  private readonly book: RecordedBook;
  private readonly label: string;
  private readonly leadRows: number;
  private row = 0;
  private speed: number;
  private isPaused = false;
  private stepsLeft = 0;
  /** Recorded time up to which events are due, and the wall time at which that was so. */
  private dueUs: number;
  private wallUs: number | null = null;
  private lastUs: number;

  constructor(options: OrderFlowReplayOptions) {
    const { events } = options;
    assert(events.count > 0, 'a replay has events');
    this.instruments = [options.instrument];
    this.flow = events;
    this.label = options.label;
    this.speed = options.startSpeed;
    this.book = new RecordedBook(events, options.onEntered ?? (() => undefined));
    this.leadRows = leadRowsOf(events);
    this.dueUs = events.timeUs[Math.min(this.leadRows, events.count - 1)] ?? 0;
    this.lastUs = this.dueUs;
  }

  get counts(): Readonly<ReplayCounts> {
    return this.book.counts;
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
    const leadTaken = this.take(this.leadRows - this.row, eventsMax, market, setTime);
    if (this.row < this.leadRows) return leadTaken;
    if (leadTaken > 0) this.wallUs = wallUs;
    let taken: number;
    if (this.isPaused) {
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

  control(action: PaceAction, wallUs: TimeUs): void {
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
      eventsTotal: this.flow.count,
      problem: '',
      drills: [],
    };
  }

  private isEnded(): boolean {
    return this.row === this.flow.count;
  }

  private isRunning(): boolean {
    return !this.isPaused && !this.isEnded() && this.row >= this.leadRows;
  }

  private nextUs(): number {
    return this.flow.timeUs[this.row] ?? Infinity;
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
    const { timeUs: times, count } = this.flow;
    while (due < eventsMax && this.row + due < count) {
      if ((times[this.row + due] ?? 0) > this.dueUs) break;
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
    const last = Math.min(this.flow.count, this.row + Math.max(0, Math.min(wanted, eventsMax)));
    const taken = last - this.row;
    for (; this.row < last; this.row += 1) {
      // The book as it stood is older than the session; its rows get the time of the start.
      this.lastUs = Math.max(this.lastUs, this.nextUs());
      setTime(timeUs(this.lastUs));
      this.book.apply(this.row, market);
    }
    return taken;
  }
}

/** Rows before the start: the snapshot, and what is earlier than `LEAD_US` before the auction. */
function leadRowsOf(flow: OrderFlow): number {
  let rows = snapshotRows(flow);
  const auction = auctionOf(flow);
  if (auction === null) return rows;
  const fromUs = (flow.timeUs[auction.start] ?? 0) - LEAD_US;
  while (rows < auction.start && (flow.timeUs[rows] ?? 0) < fromUs) rows += 1;
  return rows;
}
