import { useConnection } from '../stores/connection.ts';
import { instrumentOf, useInstrument } from '../stores/market.ts';
import { tradingText } from '../text/trading.ts';
import { isRefusal, parseDraft } from '../trading/draft.ts';
import { useTicket } from '../trading/ticket-store.ts';
import { scopeText, termsText } from '../trading/wording.ts';

/**
 * Reads what is prepared to screen readers: who can't see the ticket must know what Enter would send,
 * and each step of its price.
 */
export function PreparedRegion() {
  const words = usePreparedWords();
  return (
    <div className="unseen" role="status" aria-live="polite" data-testid="prepared-region">
      {words !== '' && <p key={words}>{`${words}. ${tradingText.enterSends}`}</p>}
    </div>
  );
}

/** '' while nothing is prepared. */
function usePreparedWords(): string {
  const { draft, scope, stage } = useTicket();
  const instrument = useInstrument(draft.symbol);
  const venue = useConnection((connection) => connection.welcome?.venue ?? 'local');
  if (scope !== null) return scopeText(scope, instrumentOf);
  if (stage !== 'preview' || instrument === null) return '';
  const terms = parseDraft(instrument, draft);
  return isRefusal(terms) ? '' : termsText(instrument, terms, venue);
}
