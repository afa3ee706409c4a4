/** Plays a recording of order flow as a market, at its own pace or another. */
import type { Instrument } from '../domain/instrument.ts';
import { US_PER_SECOND } from '../domain/time.ts';
import type { HouseMarket, MarketSource } from '../ports.ts';
import { auctionOf, snapshotRows } from './order-flow.ts';
import type { OrderFlow } from './order-flow.ts';
import { RecordedBook } from './recorded-book.ts';
import type { EnteredListener } from './recorded-book.ts';
import { RecordingPlayer } from './recording-player.ts';
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
/**
 * Starts with the book as it stood: the snapshot and, where the recording has an opening auction,
 * all until ten seconds before it are taken by the first calls of `advance`, however it is paced.
 */
export function createOrderFlowReplay(options: OrderFlowReplayOptions): OrderFlowReplay {
  return new Replay(options);
}

class Replay extends RecordingPlayer implements OrderFlowReplay {
  readonly counts: Readonly<ReplayCounts>;

  constructor({ events, onEntered, ...options }: OrderFlowReplayOptions) {
    const book = new RecordedBook(events, onEntered ?? (() => undefined));
    const recording = {
      count: events.count,
      leadRows: leadRowsOf(events),
      timeUs: (row: number) => events.timeUs[row] ?? 0,
      apply: (row: number, market: HouseMarket) => {
        book.apply(row, market);
      },
    };
    super({ ...options, recording });
    this.counts = book.counts;
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
