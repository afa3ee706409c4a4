import { basename } from 'node:path';
import { eminiFuture } from '../domain/instrument.ts';
import { readOrderFlow } from '../feed/replay-reader.ts';
import type { MarketSource } from '../ports.ts';
import { createOrderFlowReplay } from '../replay/order-flow-replay.ts';

/** Reads a recording of order flow; rejects with the line and what is wrong with it. */
export async function openReplay(
  file: string,
  speed: number,
): Promise<{ source: MarketSource; startPrices: ReadonlyMap<string, number> }> {
  const events = await readOrderFlow(file);
  const instrument = eminiFuture('ESH4', 'E-mini S&P 500, March 2024');
  const source = createOrderFlowReplay({
    instrument,
    events,
    label: basename(file),
    startSpeed: speed,
  });
  return { source, startPrices: new Map() };
}
