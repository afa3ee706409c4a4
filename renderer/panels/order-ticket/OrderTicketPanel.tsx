import type { KeyboardEvent } from 'react';
import { EmptyText } from '../../components/index.ts';
import { useConnection } from '../../stores/connection.ts';
import { withKeyPress } from '../../stores/latency.ts';
import { useInstrument } from '../../stores/market.ts';
import { orderTicketText } from '../../text/order-ticket.ts';
import { tradingText } from '../../text/trading.ts';
import { useTicket } from '../../trading/ticket-store.ts';
import { useTradingActions } from '../../trading/wire.ts';
import { SendButton } from './SendButton.tsx';
import { TicketForm } from './TicketForm.tsx';
import { TicketHead } from './TicketHead.tsx';
import { TicketPreview } from './TicketPreview.tsx';
import { TicketStatus } from './TicketStatus.tsx';
import './order-ticket.css';

/** Writes an order, says what it would do, and sends it. Enter in its fields sends, Esc drops. */
export function OrderTicketPanel() {
  const actions = useTradingActions();
  const symbol = useTicket((ticket) => ticket.draft.symbol);
  const side = useTicket((ticket) => ticket.draft.side);
  const prepared = useTicket((ticket) => ticket.stage === 'preview' || ticket.scope !== null);
  const connecting = useConnection((connection) => connection.welcome === null);
  const instrument = useInstrument(symbol);

  if (instrument === null) {
    const why = connecting ? orderTicketText.notConnected : tradingText.noInstrument(symbol);
    return <EmptyText>{why}</EmptyText>;
  }

  const handleKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.defaultPrevented || event.repeat || event.nativeEvent.isComposing) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const field = event.target instanceof HTMLInputElement;
    if (event.key === 'Enter' && field) {
      withKeyPress(event.timeStamp, () => actions.confirm(true));
    } else if (event.key === 'Escape' && actions.isPrepared()) actions.drop();
    // With nothing to drop, Esc leaves the field, as it does everywhere.
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      className={`order-ticket order-ticket-${side}`}
      role="form"
      aria-label={orderTicketText.label}
      data-prepared={prepared}
      onKeyDown={handleKey}
    >
      <TicketHead instrument={instrument} />
      <TicketForm instrument={instrument} />
      <TicketPreview instrument={instrument} />
      <SendButton instrument={instrument} />
      <TicketStatus />
    </div>
  );
}
