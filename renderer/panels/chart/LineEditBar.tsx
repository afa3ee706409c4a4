import type { RefObject } from 'react';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Quote } from '../../../engine/domain/market.ts';
import { Button, Spacer } from '../../components/index.ts';
import { formatPrice, formatQty } from '../../format/number.ts';
import { useMarket } from '../../stores/market.ts';
import { useTrading } from '../../stores/trading.ts';
import { chartLinesText } from '../../text/chart-lines.ts';
import { workingOrdersText } from '../../text/working-orders.ts';
import { isWaitingStop } from '../../trading/stops.ts';
import { orderShort } from '../../trading/wording.ts';
import type { ChartController } from './chart-controller.ts';
import { endLineEdit, isMoved, useLineEdit } from './line-edit.ts';
import type { LineEdit } from './line-edit.ts';
import { exitAt, nearBy } from './trade-lines.ts';

/** The second step of moving a line: what it would do, send and drop. Nothing while none is moved. */
export function LineEditBar(props: {
  readonly instrument: Instrument;
  readonly controller: RefObject<ChartController | null>;
}) {
  const { instrument, controller } = props;
  const edit = useLineEdit((store) => store.edit);
  // What a position becomes changes when the market passes the line.
  useMarket(({ quotes }) => exitOf(instrument, edit, quotes.get(instrument.symbol))?.orderType);
  if (edit?.symbol !== instrument.symbol) return null;
  const { text, hint } = wordsOf(instrument, edit);
  const send = {
    orders: chartLinesText.send,
    position: chartLinesText.prepare,
    alert: chartLinesText.save,
  }[edit.target.kind];
  return (
    <div className="chart-line-edit" role="group" aria-label={text} data-testid="chart-line-edit">
      <strong>{text}</strong>
      <span className="dim">{hint}</span>
      <Spacer />
      <Button
        small
        tone="accent"
        keyHint="Enter"
        disabled={!isMoved(edit)}
        onClick={() => {
          controller.current?.own.confirm();
        }}
      >
        {send}
      </Button>
      <Button small keyHint="Esc" onClick={endLineEdit}>
        {chartLinesText.drop}
      </Button>
    </div>
  );
}

/** The exit that a position's line becomes; null where another line is moved, or none. */
function exitOf(instrument: Instrument, edit: LineEdit | null, quote: Quote | undefined) {
  if (edit?.target.kind !== 'position' || edit.symbol !== instrument.symbol) return null;
  const position = useTrading.getState().positions.get(instrument.symbol);
  if (position === undefined) return null;
  return exitAt(instrument, position, edit.ticks, nearBy(quote));
}

function wordsOf(
  instrument: Instrument,
  edit: LineEdit,
): { readonly text: string; readonly hint: string } {
  const price = (ticks: number): string => formatPrice(instrument, Math.round(ticks));
  const to = price(edit.ticks);
  const help = isMoved(edit) ? '' : chartLinesText.help;
  if (edit.target.kind === 'alert') {
    return { text: chartLinesText.moveAlert(price(edit.fromTicks), to), hint: help };
  }
  const { orders, positions } = useTrading.getState();
  if (edit.target.kind === 'position') {
    const position = positions.get(instrument.symbol);
    const quote = useMarket.getState().quotes.get(instrument.symbol);
    const exit = exitOf(instrument, edit, quote);
    if (position === undefined || exit === null) return { text: '', hint: '' };
    const { side, orderType } = exit;
    const qty = formatQty(instrument, Math.abs(position.qtyLots));
    return {
      text: chartLinesText.prepareExit(chartLinesText.exit(side, qty, orderType, '').trim(), to),
      hint: help,
    };
  }
  const known = edit.target.orderIds.map((id) => orders.get(id)).filter((one) => one !== undefined);
  const [first] = known;
  if (first === undefined) return { text: '', hint: '' };
  const name =
    known.length === 1
      ? orderShort(instrument, first)
      : chartLinesText.several(known.length, instrument.symbol, price(edit.fromTicks));
  const place = known.every(isWaitingStop) ? workingOrdersText.waits : workingOrdersText.loses;
  return {
    text: chartLinesText.move(name, to),
    hint: isMoved(edit) ? place : chartLinesText.help,
  };
}
