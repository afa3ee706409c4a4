import type { Instrument } from '../../../engine/domain/instrument.ts';
import { Button, NumberField } from '../../components/index.ts';
import { orderTicketText } from '../../text/order-ticket.ts';
import { isRefusal, parseQty, qtyEdit } from '../../trading/draft.ts';
import { presetsOf, qtyStepLots } from '../../trading/presets.ts';
import { fieldOf } from '../../trading/refusal-words.ts';
import { canHide } from '../../trading/stop-draft.ts';
import { editDraft, useTicket } from '../../trading/ticket-store.ts';
import { LabeledField } from './LabeledField.tsx';

/** How much is ordered and how much of it an iceberg shows, with the preset sizes. */
export function QuantityFields({ instrument }: { readonly instrument: Instrument }) {
  const draft = useTicket((ticket) => ticket.draft);
  const wrong = useTicket((ticket) => fieldOf(ticket.problem));
  const { qtyText, showText } = draft;
  const hides = canHide(draft);
  const stepped = (text: string, steps: number): string => {
    const lots = parseQty(instrument, text);
    const from = isRefusal(lots) ? 0 : lots;
    const size = qtyStepLots(instrument.assetClass, instrument.lotDecimals);
    return qtyEdit(instrument, Math.max(size, from + steps * size));
  };
  return (
    <>
      <div className="order-ticket-fields">
        <LabeledField text={orderTicketText.qtyShort}>
          <NumberField
            label={orderTicketText.quantity}
            data-autofocus
            value={qtyText}
            invalid={wrong === 'quantity'}
            onChange={(text) => editDraft({ qtyText: text })}
            onStep={(steps) => editDraft({ qtyText: stepped(qtyText, steps) })}
            onFocus={(event) => event.target.select()}
          />
        </LabeledField>
        <LabeledField text={orderTicketText.shownShort}>
          <NumberField
            label={orderTicketText.shown}
            title={hides ? orderTicketText.shownTitle : orderTicketText.shownNot}
            value={hides ? showText : ''}
            placeholder={orderTicketText.shownAll}
            disabled={!hides}
            invalid={wrong === 'shown'}
            onChange={(text) => editDraft({ showText: text })}
            onStep={(steps) => editDraft({ showText: stepped(showText, steps) })}
            onFocus={(event) => event.target.select()}
          />
        </LabeledField>
      </div>
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
    </>
  );
}
