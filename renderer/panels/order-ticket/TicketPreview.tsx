import type { OrderPreview } from '../../../engine/contract/messages.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Side } from '../../../engine/domain/side.ts';
import { Button, Spacer } from '../../components/index.ts';
import { NO_VALUE, formatMoney, formatPrice, formatQty } from '../../format/number.ts';
import { useConnection } from '../../stores/connection.ts';
import { instrumentOf } from '../../stores/market.ts';
import { orderTicketText } from '../../text/order-ticket.ts';
import { tradingText } from '../../text/trading.ts';
import { isRefusal, parseDraft } from '../../trading/draft.ts';
import { useTicket } from '../../trading/ticket-store.ts';
import { useTradingActions } from '../../trading/wire.ts';
import { refusalSentence, scopeText, termsText } from '../../trading/wording.ts';

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
        <Expectation
          instrument={instrument}
          side={draft.side}
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

function Expectation(props: {
  readonly instrument: Instrument;
  readonly side: Side;
  readonly preview: OrderPreview | null;
}) {
  const { instrument, side, preview } = props;
  const money = (micros: number | null | undefined): string =>
    micros === null || micros === undefined
      ? NO_VALUE
      : `$${formatMoney(micros)}`.replace('$-', '-$');
  const qty = (lots: number | undefined): string =>
    lots === undefined ? NO_VALUE : formatQty(instrument, lots);
  const takes = preview !== null && preview.takePriceTicks !== null && preview.takeQtyLots > 0;
  return (
    <dl className="ticket-preview-facts">
      <Fact name={side === 'buy' ? orderTicketText.cost : orderTicketText.proceeds}>
        {money(preview?.valueMicros)}
      </Fact>
      <Fact name={orderTicketText.cashAfter}>{money(preview?.cashAfterMicros)}</Fact>
      <Fact name={orderTicketText.maxLoss}>{maxLoss(instrument, side, preview, money)}</Fact>
      <Fact name={orderTicketText.positionAfter}>{qty(preview?.positionAfterLots)}</Fact>
      <Fact name={orderTicketText.queueAhead}>{qty(preview?.queueAheadLots)}</Fact>
      <Fact name={orderTicketText.tradesNow}>
        {takes
          ? orderTicketText.takeAt(
              qty(preview.takeQtyLots),
              formatPrice(instrument, preview.takePriceTicks),
            )
          : preview === null
            ? NO_VALUE
            : orderTicketText.nothingNow}
      </Fact>
    </dl>
  );
}

/** What the order itself can lose: all it costs when it opens a long, no limit when it opens a short. */
function maxLoss(
  instrument: Instrument,
  side: Side,
  preview: OrderPreview | null,
  money: (micros: number | null) => string,
): string {
  if (preview === null) return NO_VALUE;
  const opens = side === 'buy' ? preview.positionAfterLots > 0 : preview.positionAfterLots < 0;
  if (!opens) return NO_VALUE;
  if (side === 'sell') return orderTicketText.unlimited;
  return instrument.assetClass === 'future'
    ? orderTicketText.unlimited
    : money(preview.valueMicros);
}

function Fact({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <div className="ticket-preview-fact">
      <dt>{name}</dt>
      <dd title={children}>{children}</dd>
    </div>
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
