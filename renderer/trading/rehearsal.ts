/** Orders that are only rehearsed: their text, cost and risk are said, and nothing is sent. */
import type { OrderPreview } from '../../engine/contract/messages.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import { NO_VALUE, formatMoney } from '../format/number.ts';
import { tradingText } from '../text/trading.ts';
import type { OrderTerms } from './draft.ts';
import { lossAtStopLoss } from './exit-draft.ts';
import { faultOf } from './fault.ts';
import { refusalSentence } from './refusal-words.ts';
import { sayOutcome } from './say-outcome.ts';
import { maxLossOf } from './stop-outlook.ts';
import type { TradingContext } from './trading-context.ts';
import { termsText } from './wording.ts';

/** True, and said, when what would be sent is only rehearsed. */
export function saysRehearsed(context: TradingContext, what: string): boolean {
  if (!context.rehearses()) return false;
  sayOutcome(context, 'info', tradingText.rehearsed(what), 'rehearsal');
  return true;
}

/** Says what an order is, costs and can lose, by the engine's own preview of it. */
export async function rehearseOrder(context: TradingContext, terms: OrderTerms): Promise<void> {
  const instrument = context.instrumentOf(terms.symbol);
  if (instrument === null) return;
  const order = termsText(instrument, terms, context.venue());
  try {
    const preview = await context.send<'order.preview'>({ type: 'order.preview', ...terms });
    if (preview.refusal !== null) {
      const why = refusalSentence(preview.refusal, instrument);
      sayOutcome(context, 'warning', tradingText.rehearsedRefused(order, why), 'rehearsal');
      return;
    }
    const cost = preview.valueMicros === null ? NO_VALUE : `$${formatMoney(preview.valueMicros)}`;
    const text = tradingText.rehearsedOrder(order, cost, lossWords(instrument, terms, preview));
    sayOutcome(context, 'info', text, 'rehearsal');
  } catch (error) {
    const fault = faultOf(error);
    const why = fault.kind === 'refused' ? refusalSentence(fault.refusal, instrument) : '';
    sayOutcome(context, 'warning', tradingText.rehearsedRefused(order, why), 'rehearsal');
  }
}

function lossWords(instrument: Instrument, terms: OrderTerms, preview: OrderPreview): string {
  const entry = terms.limitPriceTicks ?? preview.takePriceTicks;
  const atStop = lossAtStopLoss(instrument, terms, entry);
  const loss = atStop ?? maxLossOf(instrument, terms.side, preview);
  if (loss === null) return preview.valueMicros === null ? NO_VALUE : tradingText.nothingToLose;
  return loss === 'unlimited' ? tradingText.unlimitedLoss : `$${formatMoney(loss)}`;
}
