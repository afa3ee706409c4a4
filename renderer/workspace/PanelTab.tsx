import type { IDockviewPanelHeaderProps } from 'dockview-react';
import { keysOf } from '../keyboard/keymap.ts';
import { useTrading } from '../stores/trading.ts';
import { workspaceText } from '../text/workspace.ts';
import { LINKED_PANELS, groupOf, linkPanel, nextGroup, useLinks } from './links.ts';

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
      <LinkButton id={api.id} />
    </div>
  );
}

/**
 * Shows the panel's colour group and puts it into the next one; only where a panel shows one symbol. No
 * button, since the tab around it is one; the key does the same.
 */
function LinkButton({ id }: { readonly id: string }) {
  const panel = LINKED_PANELS.find((known) => known === id);
  const group = useLinks((links) => (panel === undefined ? 'main' : groupOf(links, panel)));
  if (panel === undefined) return null;
  const words = workspaceText.link;
  return (
    <span
      className="panel-link"
      aria-hidden="true"
      data-group={group}
      data-testid={`link-${panel}`}
      title={`${words.label(words.groups[group])}. ${words.title} (${keysOf('link.next') ?? ''})`}
      onClick={() => linkPanel(panel, nextGroup(useLinks.getState(), panel))}
    >
      {words.signs[group]}
    </span>
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
  return count === 0 ? null : (
    <span className="panel-tab-count" aria-hidden="true">
      {count}
    </span>
  );
}
