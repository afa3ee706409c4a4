import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { OrderType, TimeInForce } from '../../../engine/domain/order.ts';
import type { Side } from '../../../engine/domain/side.ts';
import { Button, NumberField, Segmented, Select } from '../../components/index.ts';
import { formatPrice } from '../../format/number.ts';
import { useQuote } from '../../stores/market.ts';
import { orderTicketText } from '../../text/order-ticket.ts';
import { tradingText } from '../../text/trading.ts';
import { isRefusal, parseQty, priceEdit, qtyEdit, stepPriceText } from '../../trading/draft.ts';
import { presetsOf, qtyStepLots } from '../../trading/presets.ts';
import { editDraft, useTicket } from '../../trading/ticket-store.ts';

const SIDES = [
  { value: 'buy', text: tradingText.side.buy },
  { value: 'sell', text: tradingText.side.sell },
] as const satisfies readonly { value: Side; text: string }[];

const TYPES = [
  { value: 'limit', text: orderTicketText.limit },
  { value: 'market', text: orderTicketText.market },
] as const satisfies readonly { value: OrderType; text: string }[];

const TIMES_IN_FORCE = (['day', 'gtc', 'ioc', 'fok'] as const satisfies TimeInForce[]).map(
  (value) => ({ value, text: tradingText.timeInForce[value], title: orderTicketText[value] }),
);

/** The fields of an order. */
export function TicketForm({ instrument }: { readonly instrument: Instrument }) {
  const draft = useTicket((ticket) => ticket.draft);
  return (
    <>
      <Segmented
        label={orderTicketText.side}
        value={draft.side}
        choices={SIDES}
        toneOf={(side) => side}
        onChange={(side) => editDraft({ side })}
      />
      <div className="order-ticket-pair">
        <Segmented
          label={orderTicketText.orderType}
          value={draft.orderType}
          choices={TYPES}
          onChange={(orderType) => editDraft({ orderType })}
        />
        <Select
          label={orderTicketText.timeInForce}
          value={draft.timeInForce}
          choices={TIMES_IN_FORCE}
          title={orderTicketText[draft.timeInForce]}
          onChange={(timeInForce) => editDraft({ timeInForce })}
        />
      </div>
      <QuantityRow instrument={instrument} />
      <PriceRow instrument={instrument} />
    </>
  );
}

function QuantityRow({ instrument }: { readonly instrument: Instrument }) {
  const qtyText = useTicket((ticket) => ticket.draft.qtyText);
  const invalid = useTicket((ticket) => ticket.problem?.field === 'quantity');
  const step = (steps: number): void => {
    const lots = parseQty(instrument, qtyText);
    const from = isRefusal(lots) ? 0 : lots;
    const size = qtyStepLots(instrument.assetClass, instrument.lotDecimals);
    editDraft({ qtyText: qtyEdit(instrument, Math.max(size, from + steps * size)) });
  };
  return (
    <div className="order-ticket-line">
      <span className="order-ticket-label">{orderTicketText.quantity}</span>
      <NumberField
        label={orderTicketText.quantity}
        data-autofocus
        value={qtyText}
        invalid={invalid}
        onChange={(text) => editDraft({ qtyText: text })}
        onStep={step}
        onFocus={(event) => event.target.select()}
      />
      <div className="order-ticket-quick">
        {presetsOf(instrument.assetClass).map((preset, at) => (
          <Button
            key={preset}
            small
            title={orderTicketText.presetTitle(preset, `Alt+${at + 1}`)}
            aria-pressed={preset === qtyText}
            onClick={() => editDraft({ qtyText: preset })}
          >
            {preset}
          </Button>
        ))}
      </div>
    </div>
  );
}

function PriceRow({ instrument }: { readonly instrument: Instrument }) {
  const { priceText, orderType, postOnly } = useTicket((ticket) => ticket.draft);
  const invalid = useTicket((ticket) => ticket.problem?.field === 'price');
  const quote = useQuote(instrument.symbol);
  const market = orderType === 'market';
  const priceAt = (ticks: number): void =>
    editDraft({ orderType: 'limit', priceText: priceEdit(instrument, ticks) });
  return (
    <div className="order-ticket-line">
      <span className="order-ticket-label">{orderTicketText.price}</span>
      <NumberField
        label={orderTicketText.price}
        value={market ? '' : priceText}
        placeholder={market ? orderTicketText.priceAtMarket : ''}
        disabled={market}
        invalid={invalid && !market}
        onChange={(text) => editDraft({ priceText: text })}
        onStep={(steps) => editDraft({ priceText: stepPriceText(instrument, priceText, steps) })}
        onFocus={(event) => event.target.select()}
      />
      <div className="order-ticket-quick">
        <QuoteButton
          word={orderTicketText.bid}
          title={orderTicketText.useBid}
          text={
            quote === null || quote.bidTicks <= 0 ? null : formatPrice(instrument, quote.bidTicks)
          }
          onClick={() => priceAt(quote?.bidTicks ?? 0)}
        />
        <QuoteButton
          word={orderTicketText.ask}
          title={orderTicketText.useAsk}
          text={
            quote === null || quote.askTicks <= 0 ? null : formatPrice(instrument, quote.askTicks)
          }
          onClick={() => priceAt(quote?.askTicks ?? 0)}
        />
        <label className="order-ticket-check" title={orderTicketText.postOnlyTitle}>
          <input
            type="checkbox"
            checked={postOnly && !market}
            disabled={market}
            onChange={(event) => editDraft({ postOnly: event.target.checked })}
          />
          {orderTicketText.postOnly}
        </label>
      </div>
    </div>
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
