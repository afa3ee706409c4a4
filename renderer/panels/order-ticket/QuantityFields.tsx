import type { Instrument } from '../../../engine/domain/instrument.ts';
import { Button, NumberField, Segmented } from '../../components/index.ts';
import { orderTicketText } from '../../text/order-ticket.ts';
import { isRefusal, parseQty, qtyEdit } from '../../trading/draft.ts';
import { SIZE_TEXTS, SIZE_UNITS } from '../../trading/order-size.ts';
import type { SizeUnit } from '../../trading/order-size.ts';
import { SUM_STEPS, presetsOf, qtyStepLots } from '../../trading/presets.ts';
import { fieldOf } from '../../trading/refusal-words.ts';
import { canHide } from '../../trading/stop-draft.ts';
import { editDraft, useTicket } from '../../trading/ticket-store.ts';
import { useTradingActions } from '../../trading/wire.ts';
import { LabeledField } from './LabeledField.tsx';

const UNITS = SIZE_UNITS.map((value) => ({
  value,
  text: orderTicketText.sizeUnits[value],
  title: orderTicketText.sizeUnitTitles[value],
}));
/** What the field is about, as refusals name it. */
const WRONG: Readonly<Record<SizeUnit, string>> = {
  units: 'quantity',
  money: 'money',
  risk: 'risk',
};

/** How much is ordered, in units or in money, what of it an iceberg shows, and the preset sizes. */
export function QuantityFields({ instrument }: { readonly instrument: Instrument }) {
  const actions = useTradingActions();
  const draft = useTicket((ticket) => ticket.draft);
  const wrong = useTicket((ticket) => fieldOf(ticket.problem));
  const { sizeUnit, showText } = draft;
  const text = draft[SIZE_TEXTS[sizeUnit]];
  const hides = canHide(draft);
  return (
    <>
      <div className="order-ticket-fields">
        <LabeledField text={orderTicketText.sizeUnits[sizeUnit]}>
          <NumberField
            label={orderTicketText.sizes[sizeUnit]}
            data-autofocus
            value={text}
            invalid={wrong === WRONG[sizeUnit] || wrong === 'quantity'}
            onChange={actions.setSize}
            onStep={(steps) => actions.setSize(stepped(instrument, sizeUnit, text, steps))}
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
            onChange={(typed) => editDraft({ showText: typed })}
            onStep={(steps) =>
              editDraft({ showText: stepped(instrument, 'units', showText, steps) })
            }
            onFocus={(event) => event.target.select()}
          />
        </LabeledField>
      </div>
      <div className="order-ticket-quick order-ticket-sizes">
        {presetsOf(instrument.assetClass, sizeUnit).map((preset, at) => (
          <Button
            key={preset}
            small
            title={orderTicketText.presetTitle(
              orderTicketText.sizes[sizeUnit],
              preset,
              `Alt+${at + 1}`,
            )}
            aria-pressed={preset === text}
            onClick={() => actions.setSize(preset)}
          >
            {sizeUnit === 'units' ? preset : orderTicketText.presetSum(preset)}
          </Button>
        ))}
        <Segmented
          label={orderTicketText.sizeUnit}
          value={sizeUnit}
          choices={UNITS}
          onChange={actions.setSizeUnit}
        />
      </div>
    </>
  );
}

/** The size some arrow keys away, at least one step. */
function stepped(instrument: Instrument, unit: SizeUnit, text: string, steps: number): string {
  if (unit !== 'units') {
    const size = SUM_STEPS[unit];
    const sum = Number(text);
    return String(Math.max(size, (Number.isFinite(sum) ? sum : 0) + steps * size));
  }
  const lots = parseQty(instrument, text);
  const from = isRefusal(lots) ? 0 : lots;
  const size = qtyStepLots(instrument.assetClass, instrument.lotDecimals);
  return qtyEdit(instrument, Math.max(size, from + steps * size));
}
