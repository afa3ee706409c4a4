/**
 * Which symbol a list of the trader's own shows: every one, or one alone. A list in a colour group shows
 * that group's symbol from the start; one in none, the active symbol when it is asked to.
 */
import { useContext } from 'react';
import { create } from 'zustand';
import { useTerminal } from '../stores/terminal.ts';
import { PanelContext, groupOf, symbolOf, useLinks } from './links.ts';
import type { Links } from './links.ts';

/** What was chosen by hand, by the name of the panel: true is one symbol alone. */
export const useListScopes = create<{ readonly alone: Readonly<Partial<Record<string, boolean>>> }>(
  () => ({ alone: {} }),
);

export interface ListScope {
  /** null: all symbols. */
  readonly symbol: string | null;
  /** The one that it would show alone. */
  readonly linked: string;
}

/** Scope of the list with that name. */
export function useListScope(key: string): ListScope {
  const active = useTerminal((terminal) => terminal.symbol);
  const linked = useLinks((links) => linkedSymbol(links, key, active));
  const isColoured = useLinks((links) => groupOf(links, key) !== 'main');
  const isAlone = useListScopes(({ alone }) => alone[key] ?? isColoured);
  return { symbol: isAlone ? linked : null, linked };
}

/** Scope of the list that a component is part of, and what changes it. */
export function useOwnListScope(): ListScope & { readonly setAlone: (alone: boolean) => void } {
  const key = useContext(PanelContext) ?? '';
  return { ...useListScope(key), setAlone: (alone) => chooseScope(key, alone) };
}

/** Forgets what was chosen for a panel, whose name another one gets. */
export function forgetScope(key: string): void {
  useListScopes.setState(({ alone }) => {
    const { [key]: _, ...rest } = alone;
    return { alone: rest };
  });
}

function chooseScope(key: string, isAlone: boolean): void {
  useListScopes.setState(({ alone }) => ({ alone: { ...alone, [key]: isAlone } }));
}

function linkedSymbol(links: Links, key: string, active: string): string {
  const group = groupOf(links, key);
  return group === 'main' ? active : symbolOf(links, group, active);
}
