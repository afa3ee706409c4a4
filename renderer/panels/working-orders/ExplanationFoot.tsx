import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Order } from '../../../engine/domain/order.ts';
import { IconButton } from '../../components/index.ts';
import { explanationText } from '../../text/order-explanation.ts';
import { explanationFigures, explanationSentence } from '../../trading/order-explanation.ts';
import { orderShort } from '../../trading/wording.ts';
import { useExplanation } from './use-explanation.ts';

/** Says below the table why an order has not filled, with its numbers as of this second. */
export function ExplanationFoot(props: {
  readonly instrument: Instrument;
  readonly order: Order;
  readonly onClose: () => void;
}) {
  const { instrument, order } = props;
  const explained = useExplanation(order.orderId);
  const told = explained?.told ?? null;
  let sentence: string = explained?.problem ?? explanationText.asking;
  if (told !== null) sentence = explanationSentence(instrument, told);
  return (
    <section className="explanation" aria-label={explanationText.label}>
      <div className="explanation-head">
        <strong>{orderShort(instrument, order)}</strong>
        <span className="explanation-sentence" aria-live="polite">
          {sentence}
        </span>
        <IconButton label={explanationText.close} keyHint="Esc" onClick={props.onClose}>
          ✕
        </IconButton>
      </div>
      {told !== null && (
        <dl className="explanation-figures">
          {explanationFigures(instrument, told).map(({ label, value, title }) => (
            <div key={label} title={title}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
