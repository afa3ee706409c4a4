import type { IDockviewPanelHeaderProps } from 'dockview-react';
import { useTrading } from '../stores/trading.ts';

/** A panel's tab: its title and, for lists of the trader's own, how many there are. */
export function PanelTab({ api }: IDockviewPanelHeaderProps) {
  return (
    <div
      className="panel-tab"
      onPointerUp={(event) => {
        if (event.button === 1) api.close();
      }}
    >
      {api.title}
      <TabCount id={api.id} />
    </div>
  );
}

function TabCount({ id }: { readonly id: string }) {
  const count = useTrading((trading) => {
    if (id === 'working-orders') return trading.workingOrders.length;
    if (id !== 'positions') return 0;
    let open = 0;
    for (const position of trading.positions.values()) if (position.qtyLots !== 0) open += 1;
    return open;
  });
  return count === 0 ? null : <span className="panel-tab-count">{count}</span>;
}
