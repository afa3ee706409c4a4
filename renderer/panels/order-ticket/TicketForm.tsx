import type { Instrument } from '../../../engine/domain/instrument.ts';
import { TIMES_IN_FORCE } from '../../../engine/domain/order.ts';
import type { OrderType, TimeInForce } from '../../../engine/domain/order.ts';
import type { Side } from '../../../engine/domain/side.ts';
import { Segmented, Select } from '../../components/index.ts';
import { orderTicketText } from '../../text/order-ticket.ts';
import { tradingText } from '../../text/trading.ts';
import type { OrderDraft } from '../../trading/draft.ts';
import { editDraft, useTicket } from '../../trading/ticket-store.ts';
import { useTradingActions } from '../../trading/wire.ts';
import { ExitFields } from './ExitFields.tsx';
import { PriceFields } from './PriceFields.tsx';
import { QuantityFields } from './QuantityFields.tsx';
import { TagField } from './TagField.tsx';

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

/** A time in force as the list offers it; `+`: in extended hours too. */
type ListedTime = TimeInForce | 'day+' | 'gtc+';

interface TimeChoice {
  readonly value: ListedTime;
  readonly text: string;
  readonly title: string;
}

const TIMES: readonly TimeChoice[] = TIMES_IN_FORCE.map((value) => ({
  value,
  text: tradingText.timeInForce[value],
  title: orderTicketText[value],
}));
const EXTENDED: readonly TimeChoice[] = (['day', 'gtc'] as const).map((value) => ({
  value: `${value}+` as const,
  text: tradingText.extended(tradingText.timeInForce[value]),
  title: orderTicketText.extended[value],
}));
/** A stop waits, so it can't be now or never or for an auction. */
const TO_WAIT = TIMES.filter(({ value }) => value === 'day' || value === 'gtc');
/** Only limit orders trade at all hours. */
const LISTS: Readonly<Record<OrderType, readonly TimeChoice[]>> = {
  limit: [...TIMES, ...EXTENDED],
  market: TIMES,
  stop: TO_WAIT,
  stop_limit: TO_WAIT,
  trailing_stop: TO_WAIT,
};

function timePatch(listed: ListedTime): Pick<OrderDraft, 'timeInForce' | 'extendedHours'> {
  if (listed === 'day+') return { timeInForce: 'day', extendedHours: true };
  if (listed === 'gtc+') return { timeInForce: 'gtc', extendedHours: true };
  return { timeInForce: listed, extendedHours: false };
}

/** What the list shows of a draft, which keeps a choice that its type does not use. */
function listedTime({ orderType, timeInForce, extendedHours }: OrderDraft): ListedTime {
  const isExtended = extendedHours && orderType === 'limit';
  if (isExtended && timeInForce === 'day') return 'day+';
  return isExtended && timeInForce === 'gtc' ? 'gtc+' : timeInForce;
}

/** The fields of an order. All types have the same ones in the same places: nothing jumps. */
export function TicketForm({ instrument }: { readonly instrument: Instrument }) {
  const actions = useTradingActions();
  const draft = useTicket((ticket) => ticket.draft);
  const { side, orderType } = draft;
  const listed = listedTime(draft);
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
          value={listed}
          choices={LISTS[orderType]}
          title={LISTS[orderType].find(({ value }) => value === listed)?.title}
          onChange={(chosen) => editDraft(timePatch(chosen))}
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
      <TagField />
    </>
  );
}
