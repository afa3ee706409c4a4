import type { Instrument } from '../../../engine/domain/instrument.ts';
import { isStopType } from '../../../engine/domain/order.ts';
import type { OrderType, TimeInForce } from '../../../engine/domain/order.ts';
import type { Side } from '../../../engine/domain/side.ts';
import { Segmented, Select } from '../../components/index.ts';
import { orderTicketText } from '../../text/order-ticket.ts';
import { tradingText } from '../../text/trading.ts';
import { canRest } from '../../trading/stop-draft.ts';
import { editDraft, useTicket } from '../../trading/ticket-store.ts';
import { useTradingActions } from '../../trading/wire.ts';
import { ExitFields } from './ExitFields.tsx';
import { PriceFields } from './PriceFields.tsx';
import { QuantityFields } from './QuantityFields.tsx';

const SIDES = [
  { value: 'buy', text: tradingText.side.buy },
  { value: 'sell', text: tradingText.side.sell },
] as const satisfies readonly { value: Side; text: string }[];

const TYPES = (
  ['limit', 'market', 'stop', 'stop_limit', 'trailing_stop'] as const satisfies OrderType[]
).map((value) => ({
  value,
  text: orderTicketText.types[value],
  title: orderTicketText.typeTitles[value],
}));

const TIMES_IN_FORCE = (['day', 'gtc', 'ioc', 'fok'] as const satisfies TimeInForce[]).map(
  (value) => ({ value, text: tradingText.timeInForce[value], title: orderTicketText[value] }),
);
/** A stop waits, so it can't be now or never. */
const TIMES_TO_WAIT = TIMES_IN_FORCE.filter(({ value }) => canRest(value));

/** The fields of an order. All types have the same ones in the same places: nothing jumps. */
export function TicketForm({ instrument }: { readonly instrument: Instrument }) {
  const actions = useTradingActions();
  const { side, orderType, timeInForce } = useTicket((ticket) => ticket.draft);
  return (
    <>
      <div className="order-ticket-pair">
        <Segmented
          label={orderTicketText.side}
          value={side}
          choices={SIDES}
          toneOf={(chosen) => chosen}
          onChange={(chosen) => actions.choose({ side: chosen })}
        />
        <Select
          label={orderTicketText.timeInForce}
          value={timeInForce}
          choices={isStopType(orderType) ? TIMES_TO_WAIT : TIMES_IN_FORCE}
          title={orderTicketText[timeInForce]}
          onChange={(chosen) => editDraft({ timeInForce: chosen })}
        />
      </div>
      <div className="order-ticket-types">
        <Segmented
          label={orderTicketText.orderType}
          value={orderType}
          choices={TYPES}
          onChange={(chosen) => actions.choose({ orderType: chosen })}
        />
      </div>
      <QuantityFields instrument={instrument} />
      <PriceFields instrument={instrument} />
      <ExitFields instrument={instrument} />
    </>
  );
}
