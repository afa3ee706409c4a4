import type { Instrument } from '../../../engine/domain/instrument.ts';
import { Button } from '../../components/index.ts';
import { useConnection } from '../../stores/connection.ts';
import { withKeyPress } from '../../stores/latency.ts';
import { instrumentOf } from '../../stores/market.ts';
import { announce } from '../../stores/notices.ts';
import { orderTicketText } from '../../text/order-ticket.ts';
import { tradingText } from '../../text/trading.ts';
import { isRefusal, parseDraft } from '../../trading/draft.ts';
import { useRehearsal } from '../../trading/preferences.ts';
import { useTicket } from '../../trading/ticket-store.ts';
import { useTradingActions } from '../../trading/wire.ts';
import { scopeText, termsShort } from '../../trading/wording.ts';

/** Sends what the ticket holds, and says exactly what that is. */
export function SendButton({ instrument }: { readonly instrument: Instrument }) {
  const actions = useTradingActions();
  const { draft, scope, problem } = useTicket();
  const ready = useConnection((connection) => connection.state === 'ready');
  const terms = parseDraft(instrument, draft);
  const text =
    scope !== null
      ? scopeText(scope, instrumentOf)
      : isRefusal(terms)
        ? `${tradingText.side[draft.side]} ${draft.symbol}`
        : termsShort(instrument, terms);
  const rehearsing = useRehearsal((rehearsal) => rehearsal.on);
  const blocked = scope === null && (problem !== null || isRefusal(terms));
  return (
    <div className="order-ticket-send">
      <Button
        tone={scope === null ? draft.side : 'danger'}
        keyHint={orderTicketText.sendKeys}
        disabled={!ready || blocked}
        title={ready ? text : orderTicketText.notConnected}
        data-testid="ticket-send"
        onClick={(event) => {
          // The second click of a double click is a habit from elsewhere, not a second order.
          if (event.detail > 1) announce('info', tradingText.doubleClick, 'ticket.double_click');
          else withKeyPress(event.timeStamp, () => actions.confirm(true));
        }}
      >
        {rehearsing ? tradingText.rehearse(text) : text}
      </Button>
    </div>
  );
}
