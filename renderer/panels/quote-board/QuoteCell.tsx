import { memo, useLayoutEffect, useMemo, useRef } from 'react';
import type { RefObject } from 'react';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { classNames } from '../../components/index.ts';
import { useReadQuotes } from '../../stores/market.ts';
import { endFlash, markFlash } from './flash-marks.ts';
import { figureValue, shownFigure } from './quote-figures.ts';
import type { Figure } from './quote-figures.ts';

/** One figure of one instrument. It follows its quote by itself: no other cell is drawn with it. */
export const QuoteCell = memo(function QuoteCell({
  instrument,
  figure,
}: {
  readonly instrument: Instrument;
  readonly figure: Figure;
}) {
  const { symbol } = instrument;
  const select = useMemo(() => shownFigure(instrument, figure), [instrument, figure]);
  const { text, direction } = useReadQuotes(({ quotes }) => select(quotes.get(symbol)));
  const cell = useFlash(symbol, figure, text);
  return (
    <span
      ref={cell}
      className={classNames('quote-cell', direction !== '' && `quote-${direction}`)}
      data-testid={`quote-${symbol}-${figure}`}
    >
      {figure === 'change' && direction === 'up' && <i aria-hidden="true">▲</i>}
      {figure === 'change' && direction === 'down' && <i aria-hidden="true">▼</i>}
      {text}
    </span>
  );
});

/** The cell's element, marked for a moment when its text has changed, by the direction of that. */
function useFlash(symbol: string, figure: Figure, text: string): RefObject<HTMLSpanElement | null> {
  const cell = useRef<HTMLSpanElement>(null);
  const before = useRef<{ symbol: string; text: string; value: number } | null>(null);
  // With the text, so that both are one frame.
  useLayoutEffect(() => {
    const value = figureValue(useReadQuotes.getState().quotes.get(symbol), figure);
    const last = before.current;
    before.current = { symbol, text, value };
    const element = cell.current;
    if (last === null || element === null || last.symbol !== symbol || last.text === text) {
      return undefined;
    }
    markFlash(element, value >= last.value ? 'up' : 'down');
    return () => endFlash(element);
  }, [symbol, figure, text]);
  return cell;
}
