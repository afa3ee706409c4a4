import type { Instrument } from '../../../engine/domain/instrument.ts';
import { Button } from '../../components/index.ts';
import { directionOf, formatMoney, formatQty } from '../../format/number.ts';
import { useQuote } from '../../stores/market.ts';
import { useTrading } from '../../stores/trading.ts';
import { depthLadderText } from '../../text/depth-ladder.ts';
import { valuePosition } from '../../trading/position-value.ts';
import { countOrders } from '../../trading/scope.ts';
import { useTicket } from '../../trading/ticket-store.ts';
import { useTradingActions } from '../../trading/wire.ts';

/** Buttons on the symbol's market, position and orders; each prepares and Enter sends. */
export function LadderFoot({ instrument }: { readonly instrument: Instrument }) {
  const actions = useTradingActions();
  const working = useTrading((trading) => trading.workingOrders);
  const qty = useTicket((ticket) => ticket.draft.qtyText);
  const { symbol } = instrument;
  const buys = countOrders(working, symbol, 'buy');
  const sells = countOrders(working, symbol, 'sell');

  return (
    <div className="ladder-foot">
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
        <OpenProfit instrument={instrument} />
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
    </div>
  );
}

/** Position and what it would make if closed at the last price, with the button that closes it. */
function OpenProfit({ instrument }: { readonly instrument: Instrument }) {
  const actions = useTradingActions();
  const position = useTrading((trading) => trading.positions.get(instrument.symbol));
  const quote = useQuote(instrument.symbol);
  if (position === undefined || position.qtyLots === 0) {
    return <span className="ladder-profit faint">{depthLadderText.flat}</span>;
  }
  const open = valuePosition(position, instrument, quote ?? undefined, 0).unrealisedMicros;
  return (
    <span className="ladder-profit">
      <span>{depthLadderText.position(formatQty(instrument, position.qtyLots))}</span>
      <span title={depthLadderText.profit} className={directionOf(open ?? 0)}>
        {open === null ? '' : formatMoney(open, { sign: true })}
      </span>
      <Button
        small
        tone="danger"
        title={depthLadderText.flattenTitle(instrument.symbol)}
        onClick={() => {
          actions.prepareFlatten(instrument.symbol);
        }}
      >
        {depthLadderText.flatten}
      </Button>
    </span>
  );
}
