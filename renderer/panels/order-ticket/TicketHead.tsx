import type { Instrument } from '../../../engine/domain/instrument.ts';
import { IconButton, Select } from '../../components/index.ts';
import { formatQty } from '../../format/number.ts';
import { useConnection } from '../../stores/connection.ts';
import { useMarket } from '../../stores/market.ts';
import { openOverlay } from '../../stores/overlay.ts';
import { useTerminal } from '../../stores/terminal.ts';
import { useTrading } from '../../stores/trading.ts';
import { orderTicketText } from '../../text/order-ticket.ts';
import { symbolSearchText } from '../../text/symbol-search.ts';
import { averageCostText } from '../../trading/average-price.ts';

/** Symbol, linked to the window's, with the venue the order would go to and what is held of it. */
export function TicketHead({ instrument }: { readonly instrument: Instrument }) {
  const instruments = useMarket((market) => market.instruments);
  const setSymbol = useTerminal((terminal) => terminal.setSymbol);
  const position = useTrading((trading) => trading.positions.get(instrument.symbol) ?? null);
  const venue = useConnection((connection) => connection.welcome?.venue ?? 'local');
  const qtyLots = position?.qtyLots ?? 0;
  const word =
    qtyLots === 0
      ? orderTicketText.flat
      : qtyLots > 0
        ? orderTicketText.long
        : orderTicketText.short;
  const average =
    position === null || qtyLots === 0
      ? ''
      : averageCostText(instrument, position.costMicros, Math.abs(qtyLots));
  return (
    <div className="order-ticket-head">
      <Select
        label={orderTicketText.symbol}
        value={instrument.symbol}
        choices={instruments.map(({ symbol, name }) => ({
          value: symbol,
          text: symbol,
          title: name,
        }))}
        onChange={setSymbol}
      />
      <IconButton label={symbolSearchText.button} onClick={() => openOverlay('symbol')}>
        ⌕
      </IconButton>
      <span className="order-ticket-venue" data-venue={venue}>
        {venue.toUpperCase()}
      </span>
      <span
        className="order-ticket-position"
        title={average === '' ? orderTicketText.position : orderTicketText.positionAt(average)}
      >
        <span className={qtyLots > 0 ? 'buy' : qtyLots < 0 ? 'sell' : 'dim'}>
          {word}
          {qtyLots !== 0 && ` ${formatQty(instrument, Math.abs(qtyLots))}`}
        </span>
        {average !== '' && (
          <span className="dim">
            {orderTicketText.average} {average}
          </span>
        )}
      </span>
    </div>
  );
}
