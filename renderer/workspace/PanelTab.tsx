import type { IDockviewPanelHeaderProps } from 'dockview-react';
import { useEffect, useRef } from 'react';
import { keysOf } from '../keyboard/keymap.ts';
import { useTrading } from '../stores/trading.ts';
import { workspaceText } from '../text/workspace.ts';
import { groupOf, isLinkedPanel, linkPanel, nextGroup, useLinks } from './links.ts';
import type { LinkGroup } from './links.ts';
import { useListScope } from './list-scope.ts';
import { kindOf } from './panel-key.ts';

/** A panel's tab: its title and, for lists of the trader's own, how many there are. */
export function PanelTab({ api }: IDockviewPanelHeaderProps) {
  const tab = useRef<HTMLDivElement>(null);
  const name = useTabName(api.id, api.title ?? '');
  useEffect(() => {
    // The library names its tab by the title alone, which says less than what is to be read there.
    tab.current?.closest('[role="tab"]')?.setAttribute('aria-label', name);
  }, [name]);
  return (
    <div
      ref={tab}
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

/** What a screen reader says: title and count as they are to be read, then the colour group in full. */
function useTabName(id: string, title: string): string {
  const count = useTabCount(id);
  const group = useGroupOf(id);
  const counted = count === 0 ? title : `${title} ${String(count)}`;
  if (group === null || group === 'main') return counted;
  const words = workspaceText.link;
  return `${counted} ${words.signs[group]}, ${words.label(words.groups[group])}`;
}

/**
 * Shows the panel's colour group and puts it into the next one; only where a panel shows one symbol. No
 * button, since the tab around it is one; the key does the same.
 */
function LinkButton({ id }: { readonly id: string }) {
  const group = useGroupOf(id);
  if (group === null) return null;
  const words = workspaceText.link;
  return (
    <span
      className="panel-link"
      aria-hidden="true"
      data-group={group}
      data-testid={`link-${id}`}
      title={`${words.label(words.groups[group])}. ${words.title} (${keysOf('link.next') ?? ''})`}
      onClick={() => linkPanel(id, nextGroup(useLinks.getState(), id))}
    >
      {words.signs[group]}
    </span>
  );
}

/** The colour group of a panel that can be in one; null of all others. */
function useGroupOf(id: string): LinkGroup | null {
  return useLinks((links) => (isLinkedPanel(id) ? groupOf(links, id) : null));
}

function TabCount({ id }: { readonly id: string }) {
  const count = useTabCount(id);
  return count === 0 ? null : (
    <span className="panel-tab-count" aria-hidden="true">
      {` ${String(count)}`}
    </span>
  );
}

/** How many of the trader's own the panel shows; 0 for those without a count too. */
function useTabCount(id: string): number {
  const kind = kindOf(id);
  const { symbol } = useListScope(id);
  return useTrading((trading) => {
    const isShown = (one: { readonly symbol: string }): boolean =>
      symbol === null || one.symbol === symbol;
    let count = 0;
    if (kind === 'working-orders') {
      if (symbol === null) return trading.workingOrders.length;
      for (const order of trading.workingOrders) if (isShown(order)) count += 1;
    } else if (kind === 'positions') {
      for (const position of trading.positions.values()) {
        if (position.qtyLots !== 0 && isShown(position)) count += 1;
      }
    }
    return count;
  });
}
