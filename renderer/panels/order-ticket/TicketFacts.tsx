import type { OrderPreview } from '../../../engine/contract/messages.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { isStopType } from '../../../engine/domain/order.ts';
import type { Side } from '../../../engine/domain/side.ts';
import { NO_VALUE, formatMoney, formatPrice, formatQty } from '../../format/number.ts';
import { useStopTrigger } from '../../stores/account.ts';
import { useMarket } from '../../stores/market.ts';
import { useTrading } from '../../stores/trading.ts';
import { orderTicketText } from '../../text/order-ticket.ts';
import type { OrderTerms } from '../../trading/draft.ts';
import { lossAtStopLoss } from '../../trading/exit-draft.ts';
import { stopMarketTicks } from '../../trading/stop-draft.ts';
import { atStopMicros, maxLossOf, stopTicksOf } from '../../trading/stop-outlook.ts';

interface FactsProps {
  readonly instrument: Instrument;
  readonly side: Side;
  readonly terms: OrderTerms | null;
  readonly preview: OrderPreview | null;
}

/** What the order would do, in six figures; a stop says when it triggers and what it does then. */
export function TicketFacts({ instrument, side, terms, preview }: FactsProps) {
  const stops = terms !== null && isStopType(terms.orderType);
  return (
    <dl className="ticket-preview-facts">
      <Fact name={side === 'buy' ? orderTicketText.cost : orderTicketText.proceeds}>
        {money(preview?.valueMicros)}
      </Fact>
      <Fact name={orderTicketText.positionAfter}>
        {preview === null ? NO_VALUE : formatQty(instrument, preview.positionAfterLots)}
      </Fact>
      <Fact
        name={orderTicketText.buyingPowerAfter}
        title={orderTicketText.cashAfter(money(preview?.cashAfterMicros))}
      >
        {money(preview?.buyingPowerAfterMicros)}
      </Fact>
      {stops ? (
        <StopFacts instrument={instrument} terms={terms} preview={preview} />
      ) : (
        <OrderFacts instrument={instrument} side={side} terms={terms} preview={preview} />
      )}
    </dl>
  );
}

function OrderFacts({ instrument, side, terms, preview }: FactsProps) {
  const takes = preview !== null && preview.takePriceTicks !== null && preview.takeQtyLots > 0;
  return (
    <>
      <LossFact instrument={instrument} side={side} terms={terms} preview={preview} />
      <Fact name={orderTicketText.queueAhead}>
        {preview === null ? NO_VALUE : formatQty(instrument, preview.queueAheadLots)}
      </Fact>
      <Fact name={orderTicketText.tradesNow}>
        {takes
          ? orderTicketText.takeAt(
              formatQty(instrument, preview.takeQtyLots),
              formatPrice(instrument, preview.takePriceTicks),
            )
          : preview === null
            ? NO_VALUE
            : orderTicketText.nothingNow}
      </Fact>
    </>
  );
}

/** What the order can lose: to its stop loss if it has one. */
function LossFact({ instrument, side, terms, preview }: FactsProps) {
  const entry = terms?.limitPriceTicks ?? preview?.takePriceTicks ?? null;
  const atStop = terms === null ? null : lossAtStopLoss(instrument, terms, entry);
  if (atStop === null) {
    return <Fact name={orderTicketText.maxLoss}>{lossText(instrument, side, preview)}</Fact>;
  }
  return (
    <Fact name={orderTicketText.maxLoss} title={orderTicketText.lossAtStopLossTitle}>
      {money(atStop)}
    </Fact>
  );
}

function StopFacts(props: {
  readonly instrument: Instrument;
  readonly terms: OrderTerms;
  readonly preview: OrderPreview | null;
}) {
  const { instrument, terms, preview } = props;
  const { side } = terms;
  const by = useStopTrigger();
  const near = useMarket(({ quotes }) =>
    stopMarketTicks(quotes.get(instrument.symbol) ?? null, side, by),
  );
  const position = useTrading(({ positions }) => positions.get(instrument.symbol));
  const stopTicks = stopTicksOf(instrument, terms, near);
  // One that also opens a position can lose more than the part it closes.
  const opens = preview !== null && maxLossOf(instrument, side, preview) !== null;
  const closing =
    stopTicks === null || opens ? null : atStopMicros(instrument, position, terms, stopTicks);
  const { then, title } = thenOf(instrument, terms);
  return (
    <>
      {closing === null ? (
        <Fact name={orderTicketText.maxLoss}>{lossText(instrument, side, preview)}</Fact>
      ) : (
        <Fact name={orderTicketText.lossAtStop} title={orderTicketText.lossAtStopTitle}>
          {formatMoney(closing, { sign: true })}
        </Fact>
      )}
      <Fact name={orderTicketText.triggers} title={orderTicketText.stopTitle[by][side]}>
        {stopTicks === null
          ? NO_VALUE
          : orderTicketText.triggersAt(side, formatPrice(instrument, stopTicks), by)}
      </Fact>
      <Fact name={orderTicketText.then} title={title}>
        {then}
      </Fact>
    </>
  );
}

/** What a stop becomes: a limit order, a capped one to buy, a market order to sell. */
function thenOf(instrument: Instrument, terms: OrderTerms): { then: string; title: string } {
  const { thenTitle } = orderTicketText;
  if (terms.limitPriceTicks !== null) {
    const price = formatPrice(instrument, terms.limitPriceTicks);
    return { then: orderTicketText.thenLimit(price), title: thenTitle.limit };
  }
  if (terms.orderType === 'stop' && terms.side === 'buy') {
    return { then: orderTicketText.thenCapped, title: thenTitle.capped };
  }
  return { then: orderTicketText.thenMarket, title: thenTitle.market };
}

function lossText(instrument: Instrument, side: Side, preview: OrderPreview | null): string {
  const loss = preview === null ? null : maxLossOf(instrument, side, preview);
  return loss === 'unlimited' ? orderTicketText.unlimited : money(loss);
}

function money(micros: number | null | undefined): string {
  return micros === null || micros === undefined
    ? NO_VALUE
    : `$${formatMoney(micros)}`.replace('$-', '-$');
}

function Fact(props: {
  readonly name: string;
  readonly title?: string;
  readonly children: string;
}) {
  return (
    <div className="ticket-preview-fact">
      <dt>{props.name}</dt>
      <dd title={props.title ?? props.children}>{props.children}</dd>
    </div>
  );
}
