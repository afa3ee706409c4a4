import type { Instrument } from '../../../engine/domain/instrument.ts';
import { NumberField } from '../../components/index.ts';
import { useMarket } from '../../stores/market.ts';
import { orderTicketText } from '../../text/order-ticket.ts';
import { isRefusal, parseLimitPrice, priceEdit, stepPriceText } from '../../trading/draft.ts';
import { canExit, exitStartTicks } from '../../trading/exit-draft.ts';
import { fieldOf } from '../../trading/refusal-words.ts';
import { marketTicks } from '../../trading/stop-draft.ts';
import { editDraft, useTicket } from '../../trading/ticket-store.ts';
import { LabeledField } from './LabeledField.tsx';

type Exit = 'takeProfit' | 'stopLoss';
const TEXTS = { takeProfit: 'takeProfitText', stopLoss: 'stopLossText' } as const;

/** Where the position is to be closed again; both empty: a simple order. */
export function ExitFields({ instrument }: { readonly instrument: Instrument }) {
  return (
    <div className="order-ticket-fields">
      <ExitField instrument={instrument} exit="takeProfit" />
      <ExitField instrument={instrument} exit="stopLoss" />
    </div>
  );
}

function ExitField({ instrument, exit }: { readonly instrument: Instrument; readonly exit: Exit }) {
  const draft = useTicket((ticket) => ticket.draft);
  const wrong = useTicket((ticket) => fieldOf(ticket.problem));
  const text = draft[TEXTS[exit]];
  const exits = canExit(draft);
  const edit = (typed: string): void =>
    editDraft(exit === 'takeProfit' ? { takeProfitText: typed } : { stopLossText: typed });
  // Read when a key asks for it, so that quotes do not render the field.
  const stepped = (steps: number): string => {
    if (text.trim() !== '') return stepPriceText(instrument, text, steps);
    const typed = draft.orderType === 'limit' ? parseLimitPrice(instrument, draft.priceText) : 0;
    const near = marketTicks(useMarket.getState().quotes.get(instrument.symbol) ?? null);
    const entry = isRefusal(typed) || typed === 0 ? near : typed;
    const ticks = exitStartTicks(instrument, draft.side, exit, entry);
    return ticks > 0 ? priceEdit(instrument, ticks) : '';
  };
  return (
    <LabeledField text={orderTicketText.exitsShort[exit]}>
      <NumberField
        label={orderTicketText.exits[exit]}
        title={exits ? orderTicketText.exitTitles[exit] : orderTicketText.exitsNot}
        value={exits ? text : ''}
        placeholder={orderTicketText.exitNone}
        disabled={!exits}
        invalid={wrong === exit && exits}
        onChange={edit}
        onStep={(steps) => edit(stepped(steps))}
        onFocus={(event) => event.target.select()}
      />
    </LabeledField>
  );
}
