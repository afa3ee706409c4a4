import type { OrderExplanation } from '../../engine/contract/order-explanation.ts';
import { assertNever } from '../../engine/domain/assert.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import { priceText } from '../../engine/domain/decimal.ts';
import { priceDecimalsAt } from '../../engine/domain/instrument.ts';
import { NO_VALUE, formatPrice, formatQty } from '../format/number.ts';
import { VENUES } from '../text/en.ts';
import { explanationText } from '../text/order-explanation.ts';
import { tradingText } from '../text/trading.ts';
import { fullTime } from './order-time.ts';

const { figures: words, figureTitles } = explanationText;

/** A number of an explanation with what it is. */
export interface ExplanationFigure {
  readonly label: string;
  readonly value: string;
  readonly title?: string;
}

/** Why an order has not filled, in one sentence. */
export function explanationSentence(instrument: Instrument, told: OrderExplanation): string {
  const { order, rule, stop, queue } = told;
  const price = formatPrice(instrument, order.limitPriceTicks ?? 0);
  switch (rule) {
    case 'price_time':
      return queueSentence(instrument, told, price);
    case 'queue':
      return queue !== null && queue.aheadLots === null
        ? explanationText.queueUnknown(order.side, price) + awayText(instrument, told)
        : queueSentence(instrument, told, price);
    case 'touch':
    case 'through':
    case 'paper':
      return explanationText[rule](order.side, price, awayText(instrument, told));
    case 'stop': {
      const by = stop?.by ?? 'last_trade';
      const stopText = formatPrice(instrument, stop?.stopTicks ?? 0);
      const at = explanationText.stop[by](order.side, stopText);
      if (stop === null || stop.distanceTicks === null) return at;
      const now = formatPrice(instrument, stop.nowTicks);
      const away = distance(instrument, told, stop.distanceTicks);
      return at + explanationText.stopAway[by](order.side, now, away);
    }
    case 'session':
    case 'auction': {
      const { opensUs } = told;
      if (opensUs !== null) {
        return explanationText[rule] + explanationText.opens(fullTime(opensUs, instrument.zone));
      }
      // A remote venue does not say what is missing.
      return told.venue === null ? explanationText.unquoted : explanationText[rule];
    }
    case 'group':
    case 'remote':
      return explanationText[rule];
    case 'venue':
      if (order.limitPriceTicks === null) return explanationText.venueMarket;
      return explanationText.venue(order.side, price) + awayText(instrument, told);
    case 'halt':
      return explanationText.halt(order.symbol);
    case 'ended':
      return explanationText.ended(tradingText.status[order.status]);
    default:
      return assertNever(rule, 'fill rule');
  }
}

/** The numbers of an explanation, those of its place first. */
export function explanationFigures(
  instrument: Instrument,
  told: OrderExplanation,
): readonly ExplanationFigure[] {
  const qty = (lots: number | null): string =>
    lots === null ? NO_VALUE : formatQty(instrument, lots);
  const quote = (ticks: number, lots: number): string =>
    ticks === 0
      ? NO_VALUE
      : explanationText.quote(formatPrice(instrument, ticks), formatQty(instrument, lots));
  const { queue, stop, lastTicks } = told;
  const place: (ExplanationFigure | null)[] = [];
  if (queue !== null) {
    const { aheadAtEntryLots, aheadAtEntryOrders, aheadLots, aheadOrders } = queue;
    place.push(
      figure('aheadAtEntry', explanationText.size(qty(aheadAtEntryLots), aheadAtEntryOrders)),
      figure('traded', qty(queue.tradedLots)),
      queue.ownFilledLots > 0 ? figure('ownFilled', qty(queue.ownFilledLots)) : null,
      figure('left', qty(queue.leftAheadLots)),
      figure('ahead', explanationText.size(qty(aheadLots), aheadOrders)),
      told.betterLots > 0 ? figure('better', qty(told.betterLots)) : null,
      figure('next', qty(told.nextFillLots)),
    );
  }
  if (stop !== null && stop.distanceTicks !== null) {
    place.push(figure('toGo', distance(instrument, told, stop.distanceTicks)));
  }
  const { venue } = told;
  if (venue !== null) {
    const at = fullTime(venue.updatedUs, instrument.zone);
    place.push(
      figure('atVenue', VENUES[venue.venue].name),
      figure('venueStatus', tradingText.status[venue.status]),
      figure('venueFilled', qty(venue.filledLots)),
      figure('venueUpdated', at),
    );
  }
  return [
    ...place.filter((one) => one !== null),
    { label: words.bid, value: quote(told.bidTicks, told.bidLots) },
    { label: words.ask, value: quote(told.askTicks, told.askLots) },
    { label: words.last, value: lastTicks === 0 ? NO_VALUE : formatPrice(instrument, lastTicks) },
  ];
}

function queueSentence(instrument: Instrument, told: OrderExplanation, price: string): string {
  const { order, queue, betterLots, nextFillLots } = told;
  if (nextFillLots > 0) return explanationText.first(price, formatQty(instrument, nextFillLots));
  const ahead = formatQty(instrument, queue?.aheadLots ?? 0);
  if (betterLots === 0) return explanationText.queued(price, ahead, queue?.aheadOrders ?? null);
  const behind = distance(instrument, told, told.behindBestTicks ?? 0);
  const better = formatQty(instrument, betterLots);
  return explanationText.behind(order.side, price, behind, better, ahead);
}

function awayText(instrument: Instrument, told: OrderExplanation): string {
  const { toOppositeTicks, order } = told;
  if (toOppositeTicks === null) return '';
  return explanationText.away(order.side, distance(instrument, told, toOppositeTicks));
}

/** A distance with the decimals that prices there have. */
function distance(instrument: Instrument, told: OrderExplanation, ticks: number): string {
  const near = told.order.limitPriceTicks ?? told.lastTicks;
  return priceText(instrument, ticks, priceDecimalsAt(instrument, near));
}

function figure(word: keyof typeof figureTitles, value: string): ExplanationFigure {
  return { label: words[word], value, title: figureTitles[word] };
}
