/** What a click in the ladder would do, word by word: the order itself, not a description of it. */
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { formatPrice, formatQty } from '../../format/number.ts';
import { depthLadderText } from '../../text/depth-ladder.ts';
import type { BracketTemplate } from '../../trading/bracket-template.ts';
import type { TradingActions } from '../../trading/actions.ts';
import { isRefusal, parseDraft } from '../../trading/draft.ts';
import { refusalSentence } from '../../trading/refusal-words.ts';
import { stopWaits } from '../../trading/stop-draft.ts';
import { termsText } from '../../trading/wording.ts';
import type { Venue } from '../../../engine/domain/order.ts';
import { preparationFor, sideOfColumn } from './ladder-intent.ts';
import type { LadderGesture } from './ladder-intent.ts';
import type { LadderTarget } from './ladder-row.ts';
import type { OwnLevel } from './own-orders.ts';

/** What a click does with an order: puts it into the ticket, sends it, or says what it would be. */
export type ClickMode = 'prepares' | 'sends' | 'rehearses';

/** Two lines under the ladder. */
export interface HoverWords {
  /** What the click would send or cancel; '' where it does nothing. */
  readonly main: string;
  /** What the other clicks would do. */
  readonly other: string;
}

export const NO_HOVER: HoverWords = { main: '', other: '' };

/** All that decides what a click means. */
export interface HoverContext {
  readonly instrument: Instrument;
  readonly actions: Pick<TradingActions, 'draftFor'>;
  readonly template: BracketTemplate;
  readonly mode: ClickMode;
  readonly venue: Venue;
  /** Price that stops wait away from; 0 when there is none. */
  readonly nearTicks: number;
}

/** Words for a bid or ask cell. */
export function placeWords(
  context: HoverContext,
  target: LadderTarget,
  gesture: LadderGesture,
): HoverWords {
  const order = orderWords(context, target, gesture);
  const { clicks, place, cannot } = depthLadderText;
  const main = order.can ? place(clicks[context.mode], order.words) : cannot(order.words);
  const right = rightWords(context, target);
  return { main, other: depthLadderText.others(right, bracketWords(context, target)) };
}

function rightWords({ instrument, mode, nearTicks }: HoverContext, target: LadderTarget): string {
  const side = sideOfColumn(target);
  const { rights, stopShort, noStop } = depthLadderText;
  if (side === null) return '';
  const waits = stopWaits(side, target.priceTicks, nearTicks);
  const words = waits ? stopShort(side, formatPrice(instrument, target.priceTicks)) : noStop;
  return `${rights[mode]}: ${words}`;
}

/** Every word of the order that a gesture sends, or why there is none. */
function orderWords(
  { instrument, actions, template, venue }: HoverContext,
  target: LadderTarget,
  gesture: LadderGesture,
): { readonly can: boolean; readonly words: string } {
  const preparation = preparationFor(instrument.symbol, target, gesture, template);
  if (preparation === null) return { can: false, words: '' };
  const draft = actions.draftFor(preparation);
  if (typeof draft === 'string') return { can: false, words: draft };
  const terms = parseDraft(instrument, draft);
  if (isRefusal(terms)) return { can: false, words: refusalSentence(terms, instrument) };
  return { can: true, words: termsText(instrument, terms, venue) };
}

function bracketWords(
  { instrument, actions, template }: HoverContext,
  target: LadderTarget,
): string {
  const preparation = preparationFor(instrument.symbol, target, 'bracket', template);
  const draft = preparation === null ? '' : actions.draftFor(preparation);
  if (typeof draft === 'string') return depthLadderText.noBracket;
  return depthLadderText.bracketShort(draft.takeProfitText, draft.stopLossText);
}

/** Words for a cell with own orders. `aheadLots`: shown before the first of them; null: not known. */
export function ownWords(
  instrument: Instrument,
  own: OwnLevel,
  aheadLots: number | null,
): HoverWords {
  const qty = formatQty(instrument, own.leavesLots);
  const price = formatPrice(instrument, own.priceTicks);
  if (own.orderIds.length === 0) {
    return { main: depthLadderText.ownPending(own.side, own.count, qty, price), other: '' };
  }
  const cancel = depthLadderText.cancelAt(own.side, own.orderIds.length, qty, price, own);
  const place = aheadLots === null ? '' : depthLadderText.queue(formatQty(instrument, aheadLots));
  return { main: `${cancel}${place}`, other: depthLadderText.dragMoves };
}

/** Words while own orders are dragged. */
export function dragWords(
  instrument: Instrument,
  own: OwnLevel,
  toTicks: number | null,
): HoverWords {
  if (toTicks === null || toTicks === own.priceTicks) {
    return { main: depthLadderText.moveBack, other: '' };
  }
  const qty = formatQty(instrument, own.leavesLots);
  const [from, to] = [own.priceTicks, toTicks].map((ticks) => formatPrice(instrument, ticks));
  const words = depthLadderText.move(own.side, own.orderIds.length, qty, from ?? '', to ?? '');
  return { main: words, other: '' };
}
