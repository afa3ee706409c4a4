import { useEffect, useRef } from 'react';
import { NumberField } from '../../components/index.ts';
import { workingOrdersText } from '../../text/working-orders.ts';
import { stepPriceText, isRefusal, parseQty, qtyEdit } from '../../trading/draft.ts';
import { qtyStepLots } from '../../trading/presets.ts';
import { fieldOf } from '../../trading/refusal-words.ts';
import { stepTrailText } from '../../trading/stop-draft.ts';
import { changeEdit, trailUnitOf } from './edit-store.ts';
import type { OrderEdit } from './edit-store.ts';
import type { OrderRow } from './order-rows.ts';

interface EditCellProps {
  readonly row: OrderRow;
  readonly edit: OrderEdit;
  /** Takes the focus when the edit begins. */
  readonly focused: boolean;
}

/** The new price; arrows move it by the instrument's increment. */
export function PriceEditCell({ row, edit, focused }: EditCellProps) {
  const box = useFocus(focused);
  return (
    <span ref={box}>
      <NumberField
        label={workingOrdersText.newPrice}
        className="order-edit-field"
        value={edit.priceText}
        invalid={edit.problem?.field === 'price'}
        onChange={(priceText) => changeEdit({ priceText })}
        onStep={(steps) =>
          changeEdit({ priceText: stepPriceText(row.instrument, edit.priceText, steps) })
        }
      />
    </span>
  );
}

/** The new stop price, or the new trail of a trailing stop; arrows move it by a step. */
export function StopEditCell({ row, edit, focused }: EditCellProps) {
  const box = useFocus(focused);
  const { order, instrument } = row;
  const trails = order !== null && order.type === 'trailing_stop';
  const step = (steps: number): string =>
    trails
      ? stepTrailText(
          instrument,
          { trailText: edit.stopText, trailUnit: trailUnitOf(order) },
          steps,
          order.stopPriceTicks ?? 0,
        )
      : stepPriceText(instrument, edit.stopText, steps);
  const wrong = fieldOf(edit.problem);
  return (
    <span ref={box}>
      <NumberField
        label={trails ? workingOrdersText.newTrail : workingOrdersText.newStop}
        className="order-edit-field"
        value={edit.stopText}
        invalid={wrong === 'stop' || wrong === 'trail'}
        onChange={(stopText) => changeEdit({ stopText })}
        onStep={(steps) => changeEdit({ stopText: step(steps) })}
      />
    </span>
  );
}

/** The new total quantity; arrows move it by a round lot. */
export function QtyEditCell({ row, edit, focused }: EditCellProps) {
  const box = useFocus(focused);
  const step = (steps: number): void => {
    const { instrument } = row;
    const lots = parseQty(instrument, edit.qtyText);
    if (isRefusal(lots)) return;
    const size = qtyStepLots(instrument.assetClass, instrument.lotDecimals);
    changeEdit({ qtyText: qtyEdit(instrument, Math.max(1, lots + steps * size)) });
  };
  return (
    <span ref={box}>
      <NumberField
        label={workingOrdersText.newQty}
        className="order-edit-field"
        value={edit.qtyText}
        invalid={edit.problem?.field === 'quantity'}
        onChange={(qtyText) => changeEdit({ qtyText })}
        onStep={step}
      />
    </span>
  );
}

function useFocus(focused: boolean) {
  const box = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!focused) return;
    const input = box.current?.querySelector('input');
    input?.focus();
    input?.select();
  }, [focused]);
  return box;
}
