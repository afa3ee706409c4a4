import type { Instrument } from '../../../engine/domain/instrument.ts';
import { NumberField } from '../../components/index.ts';
import { useMarket } from '../../stores/market.ts';
import { orderTicketText } from '../../text/order-ticket.ts';
import type { OrderDraft } from '../../trading/draft.ts';
import { isRefusal, parseLimitPrice, priceEdit, stepPriceText } from '../../trading/draft.ts';
import { canExit, exitStartTicks, isOco } from '../../trading/exit-draft.ts';
import { fieldOf } from '../../trading/refusal-words.ts';
import { marketTicks } from '../../trading/stop-draft.ts';
import { editDraft, useTicket } from '../../trading/ticket-store.ts';
import { LabeledField } from './LabeledField.tsx';

type Exit = 'takeProfit' | 'stopLoss';
const TEXTS = { takeProfit: 'takeProfitText', stopLoss: 'stopLossText' } as const;

/** Where the position is to be closed again; both empty: a simple order. */
export function ExitFields({ instrument }: { readonly instrument: Instrument }) {
  return (
    <div className="order-ticket-exits">
      <ExitField instrument={instrument} exit="takeProfit" />
      <ExitField instrument={instrument} exit="stopLoss" />
      <StopLossLimitField instrument={instrument} />
    </div>
  );
}

/** Without a stop loss there is nothing for its limit to be of. */
function stopLossPatch(typed: string): Partial<OrderDraft> {
  return typed.trim() === ''
    ? { stopLossText: typed, stopLossLimitText: '' }
    : { stopLossText: typed };
}

/** Whether the order is an exit itself, paired with its stop loss. */
export function OcoBox() {
  const draft = useTicket((ticket) => ticket.draft);
  const can = canExit(draft) && draft.orderType === 'limit';
  return (
    <label
      className="order-ticket-check"
      title={can ? orderTicketText.ocoTitle : orderTicketText.ocoNot}
    >
      <input
        type="checkbox"
        checked={can && draft.oco}
        disabled={!can}
        onChange={(event) => editDraft({ oco: event.target.checked, takeProfitText: '' })}
      />
      {orderTicketText.oco}
    </label>
  );
}

function StopLossLimitField({ instrument }: { readonly instrument: Instrument }) {
  const draft = useTicket((ticket) => ticket.draft);
  const wrong = useTicket((ticket) => fieldOf(ticket.problem));
  const can = canExit(draft) && draft.stopLossText.trim() !== '';
  const text = can ? draft.stopLossLimitText : '';
  const stepped = (steps: number): string =>
    text === '' ? draft.stopLossText : stepPriceText(instrument, text, steps);
  return (
    <LabeledField text={orderTicketText.stopLossLimitShort}>
      <NumberField
        label={orderTicketText.stopLossLimit}
        title={orderTicketText.stopLossLimitTitle}
        value={text}
        placeholder={orderTicketText.stopLossLimitNone}
        disabled={!can}
        invalid={wrong === 'stopLossLimit' && can}
        onChange={(typed) => editDraft({ stopLossLimitText: typed })}
        onStep={(steps) => editDraft({ stopLossLimitText: stepped(steps) })}
        onFocus={(event) => event.target.select()}
      />
    </LabeledField>
  );
}

function ExitField({ instrument, exit }: { readonly instrument: Instrument; readonly exit: Exit }) {
  const draft = useTicket((ticket) => ticket.draft);
  const wrong = useTicket((ticket) => fieldOf(ticket.problem));
  const text = draft[TEXTS[exit]];
  // The take profit of an oco is the order's own limit.
  const isLimit = exit === 'takeProfit' && isOco(draft);
  const exits = canExit(draft) && !isLimit;
  const edit = (typed: string): void =>
    editDraft(exit === 'takeProfit' ? { takeProfitText: typed } : stopLossPatch(typed));
  // Read when a key asks for it, so that quotes do not render the field.
  const stepped = (steps: number): string => {
    if (text.trim() !== '') return stepPriceText(instrument, text, steps);
    const typed = draft.orderType === 'limit' ? parseLimitPrice(instrument, draft.priceText) : 0;
    const near = marketTicks(useMarket.getState().quotes.get(instrument.symbol) ?? null);
    const entry = isRefusal(typed) || typed === 0 ? near : typed;
    // The stop of an oco is on its order's own side, that of an entry on the other.
    const side = isOco(draft) ? (draft.side === 'buy' ? 'sell' : 'buy') : draft.side;
    const from = isOco(draft) && near > 0 ? near : entry;
    const ticks = exitStartTicks(instrument, side, exit, from);
    return ticks > 0 ? priceEdit(instrument, ticks) : '';
  };
  return (
    <LabeledField text={orderTicketText.exitsShort[exit]}>
      <NumberField
        label={orderTicketText.exits[exit]}
        title={exits ? orderTicketText.exitTitles[exit] : orderTicketText.exitsNot}
        value={exits ? text : ''}
        placeholder={isLimit ? orderTicketText.ocoTakesLimit : orderTicketText.exitNone}
        disabled={!exits}
        invalid={wrong === exit && exits}
        onChange={edit}
        onStep={(steps) => edit(stepped(steps))}
        onFocus={(event) => event.target.select()}
      />
    </LabeledField>
  );
}
