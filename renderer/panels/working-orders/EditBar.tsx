import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Order } from '../../../engine/domain/order.ts';
import { Button, Spacer } from '../../components/index.ts';
import { workingOrdersText } from '../../text/working-orders.ts';
import { isRefusal } from '../../trading/draft.ts';
import { refusalSentence } from '../../trading/refusal-words.ts';
import { isWaitingStop } from '../../trading/stops.ts';
import { orderShort } from '../../trading/wording.ts';
import { changeOf, losesPlace } from './edit-store.ts';
import type { OrderEdit } from './edit-store.ts';

/** Says in place of the tool bar what the modification would do. */
export function EditBar(props: {
  readonly instrument: Instrument;
  readonly order: Order;
  readonly edit: OrderEdit;
  readonly onSend: () => void;
  readonly onDrop: () => void;
}) {
  const { instrument, order, edit } = props;
  const change = changeOf(instrument, order, edit);
  const wrong = change !== null && isRefusal(change);
  let text: string = workingOrdersText.editHelp;
  if (wrong) text = refusalSentence(change, instrument);
  else if (change !== null && isWaitingStop(order)) text = workingOrdersText.waits;
  else if (change !== null) {
    text = losesPlace(order, change) ? workingOrdersText.loses : workingOrdersText.keeps;
  }
  return (
    <>
      <span>
        {workingOrdersText.modify} {orderShort(instrument, order)}
      </span>
      <span className={wrong ? 'error' : 'dim'}>{text}</span>
      <Spacer />
      <Button small tone="accent" keyHint="Enter" onClick={props.onSend}>
        {workingOrdersText.sendReplace}
      </Button>
      <Button small keyHint="Esc" onClick={props.onDrop}>
        {workingOrdersText.dropReplace}
      </Button>
    </>
  );
}
