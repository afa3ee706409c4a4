import { basename } from 'node:path';
import { eminiFuture } from '../domain/instrument.ts';
import { barFile, barRows, isBars } from '../feed/bar-reader.ts';
import { ReplayFileError, RowError, readRows } from '../feed/csv-rows.ts';
import { isOrderFlow, orderFlowRows } from '../feed/replay-reader.ts';
import type { MarketSource } from '../ports.ts';
import { BarRecording } from '../replay/bar-recording.ts';
import { createBarReplay } from '../replay/bar-replay.ts';
import { OrderFlow } from '../replay/order-flow.ts';
import { createOrderFlowReplay } from '../replay/order-flow-replay.ts';

/** A recording as a market source. */
export interface OpenedReplay {
  readonly source: MarketSource;
  readonly startPrices: ReadonlyMap<string, number>;
  /** Whether it tells quotes and prints, so that a fill model fills orders; else it fills books. */
  readonly isQuoted: boolean;
}

/** Reads a recording of order flow or of bars; rejects with the line and what is wrong with it. */
export async function openReplay(file: string, speed: number): Promise<OpenedReplay> {
  const events = new OrderFlow();
  const bars = new BarRecording();
  await readRows(file, (header) => {
    if (isOrderFlow(header)) return orderFlowRows(events);
    if (isBars(header)) return barRows(header, bars);
    const rule = 'is neither that of bars (timestamp,open,high,low,close,volume)';
    throw new RowError(1, `the header ${rule} nor that of order flow, found ${header.join()}`);
  });
  const playing = { label: basename(file), startSpeed: speed };
  if (bars.count > 0) return openBars(file, bars, playing);
  if (events.count === 0) throw new ReplayFileError(`${file}: holds no events`);
  const instrument = eminiFuture('ESH4', 'E-mini S&P 500, March 2024');
  const source = createOrderFlowReplay({ instrument, events, ...playing });
  return { source, startPrices: new Map(), isQuoted: false };
}

function openBars(
  file: string,
  units: BarRecording,
  playing: { readonly label: string; readonly startSpeed: number },
): OpenedReplay {
  const read = barFile(symbolOf(file), units);
  if ('problem' in read) throw new ReplayFileError(`${file}: ${read.problem}`);
  const { instrument, bars } = read;
  const startPrices = new Map([[instrument.symbol, bars.at(0).openTicks]]);
  return { source: createBarReplay({ ...read, ...playing }), startPrices, isQuoted: true };
}

/** A symbol from a file's name: its words before the first that is a number or a timeframe. */
export function symbolOf(file: string): string {
  const words = basename(file)
    .replace(/\.csv(\.gz)?$/i, '')
    .toUpperCase()
    .split(/[^A-Z0-9./]+/);
  const end = words.findIndex((word, i) => i > 0 && /^\d+[A-Z]?$/.test(word));
  const symbol = words.slice(0, end < 0 ? words.length : end).join('-');
  return /^[A-Z0-9]/.test(symbol) ? symbol.slice(0, 16) : 'BARS';
}
