import type { KeyboardEvent } from 'react';
import { Button } from '../../components/index.ts';
import type { Column } from '../../components/index.ts';
import { formatQty } from '../../format/number.ts';
import { positionsText } from '../../text/positions.ts';
import { tradingText } from '../../text/trading.ts';
import type { TradingActions } from '../../trading/actions.ts';
import type { ValuedPosition } from '../../trading/position-value.ts';
import { CLOSE_PARTS } from '../../trading/scope.ts';

/** Room for the buttons of a row, in px. */
const WIDTH_PX = 166;

/** Something to do with the position of a row: a button in it and a key while it is selected. */
interface RowAction {
  readonly id: string;
  /** As `KeyboardEvent.key` has it, in capitals. */
  readonly key: string;
  readonly text: string;
  readonly name: string;
  readonly prepare: (actions: TradingActions, symbol: string) => void;
}

const words = positionsText.actions;

const ROW_ACTIONS: readonly RowAction[] = [
  ...CLOSE_PARTS.map((parts): RowAction => {
    return {
      id: `close-${parts}`,
      key: String(parts),
      text: words.partShort[parts],
      name: words.part(parts),
      prepare: (actions, symbol) => actions.prepareClose(symbol, parts),
    };
  }),
  {
    id: 'close',
    key: 'DELETE',
    text: words.allShort,
    name: words.all,
    prepare: (actions, symbol) => actions.prepareFlatten(symbol),
  },
  {
    id: 'reverse',
    key: 'R',
    text: words.reverseShort,
    name: words.reverse,
    prepare: (actions, symbol) => actions.prepareReverse(symbol),
  },
  {
    id: 'break-even',
    key: 'E',
    text: words.breakEvenShort,
    name: words.breakEven,
    prepare: (actions, symbol) => actions.prepareBreakEven(symbol),
  },
];

/** The row's buttons; each prepares what it names, and Enter sends it. */
export function actionsColumn(actions: TradingActions): Column<ValuedPosition> {
  return {
    id: 'actions',
    header: positionsText.columns.actions,
    align: 'right',
    width: WIDTH_PX,
    grow: 1,
    pinned: true,
    cell: (row) => {
      const { qtyLots, symbol } = row.position;
      if (qtyLots === 0) return null;
      const held = formatQty(row.instrument, Math.abs(qtyLots));
      const closing = tradingText.closing(qtyLots > 0 ? 'sell' : 'buy', held);
      return (
        <span className="position-actions">
          {ROW_ACTIONS.map((action) => (
            <Button
              key={action.id}
              small
              tabIndex={-1}
              className="position-action"
              data-action={action.id}
              aria-label={`${words.labelOf(action.name, symbol)}, ${action.text}`}
              title={words.titleOf(action.name, action.id === 'close' ? closing : '', action.key)}
              onClick={() => action.prepare(actions, symbol)}
            >
              {action.text}
            </Button>
          ))}
        </span>
      );
    },
  };
}

/** Acts on the selected row by a key of its own; true when it was one. Needs no armed state: it
 * only prepares, and what is prepared is sent armed or by its button. */
export function handleRowKey(
  event: KeyboardEvent,
  row: ValuedPosition | null,
  actions: TradingActions,
): boolean {
  const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat;
  if (!isPlain || row === null || row.position.qtyLots === 0) return false;
  const action = ROW_ACTIONS.find(({ key }) => key === event.key.toUpperCase());
  if (action === undefined) return false;
  action.prepare(actions, row.position.symbol);
  event.preventDefault();
  return true;
}
