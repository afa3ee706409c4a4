import { useConnection } from '../../stores/connection.ts';
import { instrumentOf } from '../../stores/market.ts';
import { orderTicketText } from '../../text/order-ticket.ts';
import { useTicketAnswer } from '../../trading/ticket-store.ts';
import type { InFlightOrder } from '../../trading/ticket-store.ts';
import { termsShort } from '../../trading/wording.ts';

/** What is under way and what became of the last action. */
export function TicketStatus() {
  const inFlight = useTicketAnswer((ticket) => ticket.inFlight);
  const outcome = useTicketAnswer((ticket) => ticket.outcome);
  const ready = useConnection((connection) => connection.state === 'ready');
  return (
    <div className="ticket-status" data-testid="ticket-status">
      {inFlight.map((flight) => {
        const known = ready && flight.status === 'pending_new';
        const words = known ? orderTicketText.pendingNew : orderTicketText.unknown;
        return (
          <div key={flight.clientOrderId} className={known ? 'dim' : 'warn'}>
            {words(nameOf(flight))}
          </div>
        );
      })}
      {outcome !== null && (
        <div
          className={
            outcome.level === 'info' ? 'dim' : outcome.level === 'error' ? 'error' : 'warn'
          }
        >
          {outcome.text}
          {outcome.code !== '' && <span className="faint mono"> {outcome.code}</span>}
        </div>
      )}
    </div>
  );
}

function nameOf(flight: InFlightOrder): string {
  const instrument = instrumentOf(flight.terms.symbol);
  return instrument === null ? flight.terms.symbol : termsShort(instrument, flight.terms);
}
