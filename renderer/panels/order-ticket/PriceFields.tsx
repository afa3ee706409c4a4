import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Quote } from '../../../engine/domain/market.ts';
import { NumberField } from '../../components/index.ts';
import { formatPrice } from '../../format/number.ts';
import { useQuote } from '../../stores/market.ts';
import { orderTicketText } from '../../text/order-ticket.ts';
import { priceEdit, stepPriceText } from '../../trading/draft.ts';
import { fieldOf } from '../../trading/refusal-words.ts';
import { hasLimitPrice } from '../../trading/stop-draft.ts';
import { editDraft, useTicket } from '../../trading/ticket-store.ts';
import { OcoBox } from './ExitFields.tsx';
import { LabeledField } from './LabeledField.tsx';
import { StopField } from './StopField.tsx';

/** Between which prices the market trades now, where it tells. */
function bandsTitle(instrument: Instrument, quote: Quote | null): string | undefined {
  const bands = quote?.bands;
  if (bands === undefined) return undefined;
  const { lowerTicks, upperTicks } = bands;
  return orderTicketText.priceBands(
    formatPrice(instrument, lowerTicks),
    formatPrice(instrument, upperTicks),
  );
}

/** At which prices: limit, stop or trail, with the quote to take a limit price from. */
export function PriceFields({ instrument }: { readonly instrument: Instrument }) {
  const { priceText, orderType, postOnly } = useTicket((ticket) => ticket.draft);
  const wrong = useTicket((ticket) => fieldOf(ticket.problem));
  const quote = useQuote(instrument.symbol);
  const limited = hasLimitPrice(orderType);
  const canPost = orderType === 'limit';
  // A stop's price is away from the quote: there a quote has nothing to fill.
  const takesQuote = limited || orderType === 'market';
  const quoteText = (ticks: number): string | null =>
    ticks > 0 && takesQuote ? formatPrice(instrument, ticks) : null;
  const priceAt = (ticks: number): void =>
    editDraft({
      orderType: limited ? orderType : 'limit',
      priceText: priceEdit(instrument, ticks),
    });
  return (
    <>
      <div className="order-ticket-fields">
        <LabeledField text={orderTicketText.priceShort}>
          <NumberField
            label={orderTicketText.price}
            title={bandsTitle(instrument, quote)}
            value={limited ? priceText : ''}
            placeholder={limited ? '' : orderTicketText.priceAtMarket}
            disabled={!limited}
            invalid={wrong === 'price' && limited}
            onChange={(text) => editDraft({ priceText: text })}
            onStep={(steps) =>
              editDraft({ priceText: stepPriceText(instrument, priceText, steps) })
            }
            onFocus={(event) => event.target.select()}
          />
        </LabeledField>
        <StopField instrument={instrument} />
      </div>
      <div className="order-ticket-quick">
        <QuoteButton
          word={orderTicketText.bid}
          title={orderTicketText.useBid}
          text={quoteText(quote?.bidTicks ?? 0)}
          onClick={() => priceAt(quote?.bidTicks ?? 0)}
        />
        <QuoteButton
          word={orderTicketText.ask}
          title={orderTicketText.useAsk}
          text={quoteText(quote?.askTicks ?? 0)}
          onClick={() => priceAt(quote?.askTicks ?? 0)}
        />
        <label className="order-ticket-check" title={orderTicketText.postOnlyTitle}>
          <input
            type="checkbox"
            checked={postOnly && canPost}
            disabled={!canPost}
            onChange={(event) => editDraft({ postOnly: event.target.checked })}
          />
          {orderTicketText.postOnly}
        </label>
        <OcoBox />
      </div>
    </>
  );
}

function QuoteButton(props: {
  readonly word: string;
  readonly title: string;
  readonly text: string | null;
  readonly onClick: () => void;
}) {
  return (
    <button
      type="button"
      className={`order-ticket-quote ${props.word === orderTicketText.bid ? 'buy' : 'sell'}`}
      title={props.title}
      disabled={props.text === null}
      onClick={props.onClick}
    >
      <span className="faint">{props.word}</span> {props.text ?? '–'}
    </button>
  );
}
