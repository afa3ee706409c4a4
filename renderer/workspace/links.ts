/**
 * Panels of one colour show the same symbol. The active symbol, which keys and the ticket act on, is
 * that of the group of the panel that was used last; coloured groups are shared between windows, the
 * main one is each window's own.
 */
import { createContext, useContext } from 'react';
import { create } from 'zustand';
import { useTerminal } from '../stores/terminal.ts';
import { kindOf } from './panel-key.ts';

export const LINK_GROUPS = ['main', 'red', 'green', 'blue', 'yellow'] as const;
export type LinkGroup = (typeof LINK_GROUPS)[number];

/** Panels that show one symbol and can belong to a group; all others follow the active one. */
export const LINKED_PANELS = ['quote-board', 'chart', 'depth-ladder', 'time-and-sales'] as const;

/** Lists of all symbols, which show that of their group alone while they are in a coloured one. */
export const FILTERED_PANELS = ['working-orders', 'positions', 'fills', 'history'] as const;

export interface Links {
  /** Group of each panel that is not in the main one, by its name. */
  readonly groups: Readonly<Partial<Record<string, LinkGroup>>>;
  /** Symbol of each group that has been used. */
  readonly symbols: Readonly<Partial<Record<LinkGroup, string>>>;
  /** The group whose symbol is the active one. */
  readonly active: LinkGroup;
}

export const useLinks = create<Links>(() => ({ groups: {}, symbols: {}, active: 'main' }));

/** Whether the panel of that name can be in a group. */
export function isLinkedPanel(key: string): boolean {
  const kind = kindOf(key);
  return LINKED_PANELS.some((known) => known === kind) || isFiltered(key);
}

function isFiltered(key: string): boolean {
  const kind = kindOf(key);
  return FILTERED_PANELS.some((known) => known === kind);
}

/** Whether using a panel makes its group's symbol the active one: a list of all symbols changes nothing. */
function leads(key: string, group: LinkGroup): boolean {
  return isLinkedPanel(key) && !(group === 'main' && isFiltered(key));
}

export function groupOf(links: Links, key: string): LinkGroup {
  return isLinkedPanel(key) ? (links.groups[key] ?? 'main') : links.active;
}

/** Symbol that a group shows: the active one as long as it has none of its own. */
export function symbolOf(links: Links, group: LinkGroup, active: string): string {
  return group === links.active ? active : (links.symbols[group] ?? active);
}

/** Name of the panel that a component is part of; null outside of any. */
export const PanelContext = createContext<string | null>(null);

/** Symbol that the panel shows. */
export function usePanelSymbol(): string {
  const id = useContext(PanelContext);
  const active = useTerminal((terminal) => terminal.symbol);
  return useLinks((links) => (id === null ? active : symbolOf(links, groupOf(links, id), active)));
}

/** Whether commands of its kind act on the panel that a component is part of. */
export function useIsTarget(): boolean {
  const key = useContext(PanelContext);
  const kind = key === null ? null : kindOf(key);
  return useTerminal(({ targets }) => kind === null || (targets[kind] ?? kind) === key);
}

/** Takes over the groups that a workspace was saved with, and the symbols of those that have colours. */
export function takeLinks(saved: Pick<Links, 'groups' | 'symbols'>): void {
  useLinks.setState(({ symbols, active }) => {
    const { main: _, ...coloured } = saved.symbols;
    // The active one's is what the trader looks at, which no layout changes.
    const own = symbols[active];
    return {
      groups: saved.groups,
      symbols: { ...symbols, ...coloured, ...(own !== undefined && { [active]: own }) },
    };
  });
}

/** Puts a panel into a group; it shows that group's symbol at once. */
export function linkPanel(id: string, group: LinkGroup): void {
  useLinks.setState(({ groups }) => ({ groups: { ...groups, [id]: group } }));
  if (useTerminal.getState().focusedKey === id && leads(id, group)) activateGroup(group);
}

/** The group after the panel's own, round and round. */
export function nextGroup(links: Links, id: string): LinkGroup {
  const at = LINK_GROUPS.indexOf(groupOf(links, id));
  return LINK_GROUPS[(at + 1) % LINK_GROUPS.length] ?? 'main';
}

/** The first coloured group that no panel is in; the main one when all are taken. */
export function unusedGroup({ groups }: Links): LinkGroup {
  const used = new Set(Object.values(groups));
  return LINK_GROUPS.find((group) => group !== 'main' && !used.has(group)) ?? 'main';
}

function activateGroup(group: LinkGroup): void {
  const links = useLinks.getState();
  if (group === links.active) return;
  const { symbol } = useTerminal.getState();
  const next = links.symbols[group] ?? symbol;
  useLinks.setState({
    active: group,
    symbols: { ...links.symbols, [links.active]: symbol, [group]: next },
  });
  if (next !== symbol) useTerminal.setState({ symbol: next });
}

/** What other windows are told of a coloured group. */
interface LinkMessage {
  readonly group: LinkGroup;
  readonly symbol: string;
}

/** Makes groups follow panels, keys and other windows. Returns what ends it. */
export function followLinks(isKnown: (symbol: string) => boolean): () => void {
  const channel = new BroadcastChannel('securetrade-links');
  /** Set while a change of another window is taken, which is not told back. */
  let isTold = false;
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (!isLinkMessage(data) || !isKnown(data.symbol)) return;
    const { group, symbol } = data;
    isTold = true;
    useLinks.setState(({ symbols }) => ({ symbols: { ...symbols, [group]: symbol } }));
    if (useLinks.getState().active === group) useTerminal.setState({ symbol });
    isTold = false;
  };
  const stop = useTerminal.subscribe((now, before) => {
    if (now.focusedKey !== before.focusedKey) {
      const group = groupOf(useLinks.getState(), now.focusedKey);
      if (leads(now.focusedKey, group)) {
        activateGroup(group);
        return;
      }
    }
    if (now.symbol === before.symbol) return;
    const { active } = useLinks.getState();
    useLinks.setState(({ symbols }) => ({ symbols: { ...symbols, [active]: now.symbol } }));
    if (isTold || active === 'main') return;
    const message: LinkMessage = { group: active, symbol: now.symbol };
    channel.postMessage(message);
  });
  return () => {
    stop();
    channel.close();
  };
}

function isLinkMessage(value: unknown): value is LinkMessage {
  return (
    typeof value === 'object' &&
    value !== null &&
    'group' in value &&
    'symbol' in value &&
    typeof value.symbol === 'string' &&
    value.group !== 'main' &&
    LINK_GROUPS.some((known) => known === value.group)
  );
}
