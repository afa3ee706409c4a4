import { useEffect, useRef, useState } from 'react';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { useEngine } from '../../client/engine-context.ts';
import { Button, EmptyText, PanelBody, Spacer, classNames } from '../../components/index.ts';
import { formatCount } from '../../format/number.ts';
import { useInstrument } from '../../stores/market.ts';
import { usePanelSymbol } from '../../workspace/links.ts';
import { useTrading } from '../../stores/trading.ts';
import { timeAndSalesText } from '../../text/time-and-sales.ts';
import { StaleBadge, useStale } from '../feed-state/StaleBadge.tsx';
import { ownTrades } from './own-trades.ts';
import { TapeView } from './tape-view.ts';
import type { TapeStatus } from './tape-view.ts';
import './time-and-sales.css';

/** Prints of the active symbol as they happen. */
export function TimeAndSalesPanel() {
  const symbol = usePanelSymbol();
  const instrument = useInstrument(symbol);
  const stale = useStale();
  const { scroller, view, status } = useTape(instrument);
  const { columns } = timeAndSalesText;

  return (
    <PanelBody
      toolbar={
        <>
          <strong>{symbol}</strong>
          {status.held && (
            <span className="tape-held" title={timeAndSalesText.heldTitle}>
              {timeAndSalesText.held(formatCount(status.waiting))}
            </span>
          )}
          <Spacer />
          <StaleBadge />
          {status.held && (
            <Button small onClick={() => view.current?.resume()}>
              {timeAndSalesText.resume}
            </Button>
          )}
        </>
      }
    >
      <div
        className={classNames('tape', stale && 'tape-stale')}
        role="table"
        aria-label={timeAndSalesText.label(symbol)}
      >
        <div className="tape-head" role="row">
          <span role="columnheader">{columns.time}</span>
          <span role="columnheader" className="tape-price">
            {columns.price}
          </span>
          <span role="columnheader" className="tape-size">
            {columns.size}
          </span>
          <span role="columnheader">{columns.side}</span>
        </div>
        <div ref={scroller} className="tape-rows" role="rowgroup" tabIndex={0} data-testid="tape" />
        {status.empty && (
          <div className="tape-empty">
            <EmptyText>
              {symbol === '' ? timeAndSalesText.noSymbol : timeAndSalesText.empty(symbol)}
            </EmptyText>
          </div>
        )}
      </div>
    </PanelBody>
  );
}

/** Makes the tape once it is on screen, lets it follow the symbol, and disposes of it. */
function useTape(instrument: Instrument | null) {
  const engine = useEngine();
  const scroller = useRef<HTMLDivElement>(null);
  const view = useRef<TapeView | null>(null);
  const [status, setStatus] = useState<TapeStatus>({ held: false, waiting: 0, empty: true });

  useEffect(() => {
    if (scroller.current === null || instrument === null) return undefined;
    const made = new TapeView(scroller.current, setStatus);
    view.current = made;
    made.setInstrument(instrument);
    const { symbol } = instrument;
    const markOwn = (): void => {
      made.setOwn(ownTrades(symbol, useTrading.getState().fills));
    };
    markOwn();
    const undo = [
      useTrading.subscribe((now, before) => {
        if (now.fills !== before.fills) markOwn();
      }),
      engine.subscribe(
        { channel: 'trades', symbol },
        ({ trades, skipped }) => {
          made.add(trades, skipped);
        },
        () => {
          made.clear();
        },
      ),
    ];
    return () => {
      for (const end of undo) end();
      view.current = null;
      made.dispose();
      setStatus({ held: false, waiting: 0, empty: true });
    };
  }, [engine, instrument]);

  return { scroller, view, status };
}
