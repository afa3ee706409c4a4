import type { Instrument } from '../../../engine/domain/instrument.ts';
import { Button, Spacer } from '../../components/index.ts';
import { NO_VALUE } from '../../format/number.ts';
import { useConnection } from '../../stores/connection.ts';
import { instrumentOf } from '../../stores/market.ts';
import { orderTicketText } from '../../text/order-ticket.ts';
import { tradingText } from '../../text/trading.ts';
import { isRefusal, parseDraft } from '../../trading/draft.ts';
import { useTicket } from '../../trading/ticket-store.ts';
import { useTradingActions } from '../../trading/wire.ts';
import { refusalSentence } from '../../trading/refusal-words.ts';
import { scopeText, termsText } from '../../trading/wording.ts';
import { TicketFacts } from './TicketFacts.tsx';

/** What Enter would send, word by word, and what it would do; or why it would be refused. */
export function TicketPreview({ instrument }: { readonly instrument: Instrument }) {
  const { draft, preview, problem, scope, stage } = useTicket();
  const venue = useConnection((connection) => connection.welcome?.venue ?? 'local');
  if (scope !== null) {
    return (
      <section className="ticket-preview" data-testid="ticket-preview" data-kind="scope">
        <div className="ticket-preview-order warn">{scopeText(scope, instrumentOf)}</div>
        <Keys />
      </section>
    );
  }
  const terms = parseDraft(instrument, draft);
  const readable = !isRefusal(terms);
  return (
    <section className="ticket-preview" data-testid="ticket-preview" data-kind="order">
      <div className="ticket-preview-order">
        {readable ? termsText(instrument, terms, venue) : NO_VALUE}
      </div>
      {problem === null ? (
        <TicketFacts
          instrument={instrument}
          side={draft.side}
          terms={readable ? terms : null}
          preview={readable ? preview : null}
        />
      ) : (
        <div className="ticket-preview-problem" role="status">
          <span>
            {orderTicketText.wouldRefuse}: {refusalSentence(problem, instrument)}
          </span>
          <span className="faint mono">{problem.code}</span>
        </div>
      )}
      {stage === 'preview' && <Keys />}
    </section>
  );
}

/** Reminds of the two keys while something is prepared. */
function Keys() {
  const { drop } = useTradingActions();
  return (
    <div className="ticket-preview-keys">
      {tradingText.enterSends}
      <Spacer />
      <Button small keyHint="Esc" onClick={drop}>
        {orderTicketText.drop}
      </Button>
    </div>
  );
}
