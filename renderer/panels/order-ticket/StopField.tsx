import type { Instrument } from '../../../engine/domain/instrument.ts';
import { NumberField, Segmented } from '../../components/index.ts';
import { NO_VALUE } from '../../format/number.ts';
import { stopTriggerNow, useStopTrigger } from '../../stores/account.ts';
import { useMarket } from '../../stores/market.ts';
import { orderTicketText } from '../../text/order-ticket.ts';
import { stepPriceText } from '../../trading/draft.ts';
import { fieldOf } from '../../trading/refusal-words.ts';
import { hasStopPrice, stepTrailText, stopMarketTicks, trailIn } from '../../trading/stop-draft.ts';
import type { TrailUnit } from '../../trading/stop-draft.ts';
import { editDraft, useTicket } from '../../trading/ticket-store.ts';
import { LabeledField } from './LabeledField.tsx';

const UNITS = (['price', 'percent'] as const satisfies TrailUnit[]).map((value) => ({
  value,
  text: orderTicketText.trailUnits[value],
  title: orderTicketText.trailUnitTitles[value],
}));

/** The stop price; of a trailing stop its distance instead. Empty and quiet on other types. */
export function StopField({ instrument }: { readonly instrument: Instrument }) {
  const { orderType, side, stopText } = useTicket((ticket) => ticket.draft);
  const wrong = useTicket((ticket) => fieldOf(ticket.problem));
  const by = useStopTrigger();
  if (orderType === 'trailing_stop') return <TrailField instrument={instrument} />;
  const stops = hasStopPrice(orderType);
  return (
    <LabeledField text={orderTicketText.stopShort}>
      <NumberField
        label={orderTicketText.stop}
        title={stops ? orderTicketText.stopTitle[by][side] : undefined}
        value={stops ? stopText : ''}
        placeholder={stops ? '' : NO_VALUE}
        disabled={!stops}
        invalid={wrong === 'stop' && stops}
        onChange={(text) => editDraft({ stopText: text })}
        onStep={(steps) => editDraft({ stopText: stepPriceText(instrument, stopText, steps) })}
        onFocus={(event) => event.target.select()}
      />
    </LabeledField>
  );
}

function TrailField({ instrument }: { readonly instrument: Instrument }) {
  const draft = useTicket((ticket) => ticket.draft);
  const wrong = useTicket((ticket) => fieldOf(ticket.problem));
  // Read when a key or click asks for it, so that quotes do not render the field.
  const near = (): number => {
    const quote = useMarket.getState().quotes.get(instrument.symbol) ?? null;
    return stopMarketTicks(quote, draft.side, stopTriggerNow());
  };
  return (
    <LabeledField text={orderTicketText.trail}>
      <div className="order-ticket-trail">
        <NumberField
          label={orderTicketText.trail}
          title={orderTicketText.trailTitle[draft.side]}
          value={draft.trailText}
          invalid={wrong === 'trail'}
          onChange={(text) => editDraft({ trailText: text })}
          onStep={(steps) =>
            editDraft({ trailText: stepTrailText(instrument, draft, steps, near()) })
          }
          onFocus={(event) => event.target.select()}
        />
        <Segmented
          label={orderTicketText.trailUnit}
          value={draft.trailUnit}
          choices={UNITS}
          onChange={(unit) => editDraft(trailIn(instrument, draft, unit, near()))}
        />
      </div>
    </LabeledField>
  );
}
