import type { Instrument } from '../../../engine/domain/instrument.ts';
import { Button } from '../../components/index.ts';
import { NO_VALUE, directionOf, formatMoney, formatQty } from '../../format/number.ts';
import { useQuote } from '../../stores/market.ts';
import { useTrading } from '../../stores/trading.ts';
import { depthLadderText } from '../../text/depth-ladder.ts';
import { valuePosition } from '../../trading/position-value.ts';
import type { ValuedPosition } from '../../trading/position-value.ts';
import { countOrders } from '../../trading/scope.ts';
import { useTicket } from '../../trading/ticket-store.ts';
import { useTradingActions } from '../../trading/wire.ts';
import { typedSize } from '../../trading/wording.ts';
import { BracketRow } from './BracketRow.tsx';

/** Buttons on the symbol's market, position and orders; each prepares and Enter sends. */
export function LadderFoot({ instrument }: { readonly instrument: Instrument }) {
  const actions = useTradingActions();
  const working = useTrading((trading) => trading.workingOrders);
  const qty = useTicket((ticket) => typedSize(ticket.draft));
  const valued = useValued(instrument);
  const held = valued?.position.qtyLots ?? 0;
  const { symbol } = instrument;
  const buys = countOrders(working, symbol, 'buy');
  const sells = countOrders(working, symbol, 'sell');

  return (
    <div className="ladder-foot">
      <BracketRow />
      <div className="ladder-foot-row">
        <Button
          small
          tone="buy"
          title={depthLadderText.marketTitle('buy', qty, symbol)}
          onClick={() => {
            actions.prepare({ symbol, side: 'buy', orderType: 'market', price: 'touch' });
          }}
        >
          {depthLadderText.buyMarket}
        </Button>
        <OpenProfit valued={valued} />
        <Button
          small
          tone="sell"
          title={depthLadderText.marketTitle('sell', qty, symbol)}
          onClick={() => {
            actions.prepare({ symbol, side: 'sell', orderType: 'market', price: 'touch' });
          }}
        >
          {depthLadderText.sellMarket}
        </Button>
      </div>
      <div className="ladder-foot-row">
        <Button
          small
          disabled={buys === 0}
          onClick={() => {
            actions.prepareCancel(symbol, 'buy');
          }}
        >
          {depthLadderText.cancelSide('buy', buys)}
        </Button>
        <Button
          small
          disabled={buys + sells === 0}
          onClick={() => {
            actions.prepareCancel(symbol, null);
          }}
        >
          {depthLadderText.cancelAll(buys + sells)}
        </Button>
        <Button
          small
          disabled={sells === 0}
          onClick={() => {
            actions.prepareCancel(symbol, 'sell');
          }}
        >
          {depthLadderText.cancelSide('sell', sells)}
        </Button>
      </div>
      <div className="ladder-foot-row ladder-foot-wide">
        <Button
          small
          tone="danger"
          disabled={held === 0}
          title={depthLadderText.flattenTitle(symbol)}
          onClick={() => {
            actions.prepareFlatten(symbol);
          }}
        >
          {held === 0
            ? depthLadderText.flat
            : depthLadderText.flatten(
                held > 0 ? 'sell' : 'buy',
                formatQty(instrument, Math.abs(held)),
              )}
        </Button>
        <Button
          small
          tone="danger"
          disabled={held === 0}
          title={depthLadderText.reverseTitle(symbol)}
          onClick={() => {
            actions.prepareReverse(symbol);
          }}
        >
          {depthLadderText.reverse}
        </Button>
      </div>
    </div>
  );
}

/** What the position would make if it were closed at the last price. */
function OpenProfit({ valued }: { readonly valued: ValuedPosition | null }) {
  const open = valued?.unrealisedMicros ?? null;
  if (valued === null || valued.position.qtyLots === 0 || open === null) {
    return <span className="ladder-profit faint">{NO_VALUE}</span>;
  }
  const direction = directionOf(open);
  return (
    <span title={depthLadderText.profit} className={`ladder-profit ${direction}`}>
      {direction === 'flat' ? '' : direction === 'up' ? '▲ ' : '▼ '}
      {formatMoney(open, { sign: true })}
    </span>
  );
}

/** The symbol's position at the last price; null without one. */
function useValued(instrument: Instrument): ValuedPosition | null {
  const position = useTrading((trading) => trading.positions.get(instrument.symbol));
  const quote = useQuote(instrument.symbol);
  if (position === undefined) return null;
  // Only what is open is shown, which does not depend on the day.
  return valuePosition(position, instrument, quote ?? undefined, 0);
}
