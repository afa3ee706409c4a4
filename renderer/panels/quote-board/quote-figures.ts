/** Figures of the quote board, from a quote to text. */
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Quote } from '../../../engine/domain/market.ts';
import { priceDecimalsAt } from '../../../engine/domain/instrument.ts';
import { priceText } from '../../../engine/domain/decimal.ts';
import {
  NO_VALUE,
  formatPercent,
  formatPrice,
  formatQty,
  formatVolume,
} from '../../format/number.ts';

/** Columns whose cells follow the quote. */
export const FIGURES = [
  'last',
  'change',
  'changePercent',
  'bid',
  'ask',
  'bidSize',
  'askSize',
  'volume',
  'high',
  'low',
] as const;
export type Figure = (typeof FIGURES)[number];

/** Last price against the close before, in ticks; null without either. */
export function changeTicks(quote: Quote): number | null {
  if (quote.lastTicks === 0 || quote.prevCloseTicks === 0) return null;
  return quote.lastTicks - quote.prevCloseTicks;
}

/** What a column sorts by; what is missing comes first. */
export function figureValue(quote: Quote | undefined, figure: Figure): number {
  if (quote === undefined) return Number.NEGATIVE_INFINITY;
  const change = changeTicks(quote) ?? Number.NEGATIVE_INFINITY;
  switch (figure) {
    case 'last':
      return quote.lastTicks;
    case 'change':
      return change;
    case 'changePercent':
      return change / quote.prevCloseTicks;
    case 'bid':
      return quote.bidTicks;
    case 'ask':
      return quote.askTicks;
    case 'bidSize':
      return quote.bidLots;
    case 'askSize':
      return quote.askLots;
    case 'volume':
      return quote.dayVolumeLots;
    case 'high':
      return quote.dayHighTicks;
    case 'low':
      return quote.dayLowTicks;
  }
}

/** The text of a figure; a dash where there is none. */
export function figureText(
  instrument: Instrument,
  quote: Quote | undefined,
  figure: Figure,
): string {
  if (quote === undefined) return NO_VALUE;
  switch (figure) {
    case 'change':
    case 'changePercent':
      return changeText(instrument, quote, figure === 'changePercent');
    case 'bidSize':
      return quote.bidLots > 0 ? formatQty(instrument, quote.bidLots) : NO_VALUE;
    case 'askSize':
      return quote.askLots > 0 ? formatQty(instrument, quote.askLots) : NO_VALUE;
    case 'volume':
      return formatVolume(instrument, quote.dayVolumeLots);
    case 'last':
    case 'bid':
    case 'ask':
    case 'high':
    case 'low': {
      const ticks = figureValue(quote, figure);
      return ticks > 0 ? formatPrice(instrument, ticks) : NO_VALUE;
    }
  }
}

function changeText(instrument: Instrument, quote: Quote, percent: boolean): string {
  const change = changeTicks(quote);
  if (change === null) return NO_VALUE;
  if (percent) return formatPercent(change / quote.prevCloseTicks);
  // Decimals are those of the price, not of the small difference.
  const decimals = priceDecimalsAt(instrument, quote.lastTicks);
  const text = priceText(instrument, Math.abs(change), decimals);
  return `${change > 0 ? '+' : change < 0 ? '-' : ''}${text}`;
}

/** Which way a cell's value moved, or stands, for its colour. */
export function figureDirection(
  quote: Quote | undefined,
  figure: Figure,
): 'up' | 'down' | 'bid' | 'ask' | '' {
  if (figure === 'bid' || figure === 'bidSize') return 'bid';
  if (figure === 'ask' || figure === 'askSize') return 'ask';
  if (quote === undefined || (figure !== 'change' && figure !== 'changePercent')) return '';
  const change = changeTicks(quote) ?? 0;
  return change > 0 ? 'up' : change < 0 ? 'down' : '';
}

/** What a cell shows of its quote. */
export interface ShownFigure {
  readonly text: string;
  readonly direction: ReturnType<typeof figureDirection>;
}

/**
 * Returns what tells one cell's figure: the very same object for as long as the same is shown, and
 * no text is made for a quote that has not changed. All cells ask with every quote of any symbol.
 */
export function shownFigure(
  instrument: Instrument,
  figure: Figure,
): (quote: Quote | undefined) => ShownFigure {
  let known: Quote | undefined;
  let shown: ShownFigure | null = null;
  return (quote) => {
    if (shown !== null && quote === known) return shown;
    known = quote;
    const text = figureText(instrument, quote, figure);
    const direction = figureDirection(quote, figure);
    if (shown?.text !== text || shown.direction !== direction) shown = { text, direction };
    return shown;
  };
}

/** Instruments whose symbol begins with `text`, then those whose name has it; '' finds all. */
export function findInstruments(
  instruments: readonly Instrument[],
  text: string,
): readonly Instrument[] {
  const wanted = text.trim().toUpperCase();
  if (wanted === '') return instruments;
  const bySymbol = instruments.filter((known) => known.symbol.startsWith(wanted));
  const byName = instruments.filter(
    (known) => !known.symbol.startsWith(wanted) && known.name.toUpperCase().includes(wanted),
  );
  return [...bySymbol, ...byName];
}
