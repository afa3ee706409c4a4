import type { Order } from '../../../engine/domain/order.ts';
import type { Side } from '../../../engine/domain/side.ts';
import { Button, Spacer, TableTools } from '../../components/index.ts';
import { tradingText } from '../../text/trading.ts';
import { workingOrdersText } from '../../text/working-orders.ts';
import { cancelScope } from '../../trading/scope.ts';
import { useTradingActions } from '../../trading/wire.ts';
import { SymbolScope } from '../../workspace/SymbolScope.tsx';

/** Which orders are shown, and buttons that cancel them; each names what it would cancel. */
export function OrdersToolbar(props: {
  /** null: all symbols. */
  readonly symbol: string | null;
  readonly ended: boolean;
  readonly onEnded: (ended: boolean) => void;
  readonly working: readonly Order[];
}) {
  const { symbol, ended, onEnded, working } = props;
  return (
    <>
      <SymbolScope />
      <Button small aria-pressed={ended} className="toggle" onClick={() => onEnded(!ended)}>
        {workingOrdersText.recentlyEnded}
      </Button>
      <Spacer />
      <TableTools table="working-orders" label={workingOrdersText.label} />
      {([null, 'buy', 'sell'] as const).map((side) => (
        <CancelButton key={side ?? 'all'} working={working} symbol={symbol} side={side} />
      ))}
    </>
  );
}

function CancelButton(props: {
  readonly working: readonly Order[];
  readonly symbol: string | null;
  readonly side: Side | null;
}) {
  const actions = useTradingActions();
  const scope = cancelScope(props.working, props.symbol, props.side);
  const text = tradingText.cancel(scope.orders, scope.symbol, scope.side);
  return (
    <Button
      small
      title={text}
      disabled={scope.orders === 0}
      onClick={() => actions.runScope(scope)}
    >
      {text}
    </Button>
  );
}
