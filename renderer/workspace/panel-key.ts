/**
 * Names of panels in a workspace. The first of a kind has the kind's own name, which is what layouts of
 * before there could be several hold; more of them are numbered from 2.
 */
import { PANEL_IDS, useTerminal } from '../stores/terminal.ts';
import type { PanelId } from '../stores/terminal.ts';
import { PANEL_TITLES } from '../text/en.ts';

/** `chart`, `chart:2`. */
export type PanelKey = PanelId | `${PanelId}:${number}`;

/** Kinds that may be open several times: what they show depends on the symbol they are given. */
export const REPEATED_PANELS = [
  'chart',
  'depth-ladder',
  'time-and-sales',
  'quote-board',
  'working-orders',
  'positions',
  'fills',
  'history',
] as const;

/** Panels of one kind in a window: more have no room, and each draws. */
export const PANELS_OF_A_KIND_MAX = 8;

/** Kind and number of a panel; null for a name that this program does not give. */
export function readKey(key: string): { readonly kind: PanelId; readonly at: number } | null {
  const [name = '', number, ...rest] = key.split(':');
  const kind = PANEL_IDS.find((known) => known === name);
  if (kind === undefined || rest.length > 0) return null;
  if (number === undefined) return { kind, at: 1 };
  if (!/^[2-9]$/.test(number) || !isRepeated(kind)) return null;
  return { kind, at: Number(number) };
}

/** Kind of a panel; null for a name that this program does not give. */
export function kindOf(key: string): PanelId | null {
  return readKey(key)?.kind ?? null;
}

export function isRepeated(kind: PanelId): boolean {
  return REPEATED_PANELS.some((known) => known === kind);
}

/** "Chart", "Chart 2"; the key itself where it is none of ours. */
export function titleOf(key: string): string {
  const read = readKey(key);
  if (read === null) return key;
  return read.at === 1 ? PANEL_TITLES[read.kind] : `${PANEL_TITLES[read.kind]} ${String(read.at)}`;
}

/** The first name of the kind that is free; null when there are as many as may be. */
export function freeKey(kind: PanelId, open: readonly string[]): PanelKey | null {
  if (!open.includes(kind)) return kind;
  if (!isRepeated(kind)) return null;
  for (let at = 2; at <= PANELS_OF_A_KIND_MAX; at += 1) {
    const key: PanelKey = `${kind}:${at}`;
    if (!open.includes(key)) return key;
  }
  return null;
}

/** The panel that commands of a kind act on: the one used last, else the first. */
export function targetOf(kind: PanelId): string {
  return useTerminal.getState().targets[kind] ?? kind;
}

/** Notes which panels are open, so that no kind has a target that is closed. */
export function settleTargets(open: readonly string[]): void {
  const { targets } = useTerminal.getState();
  const settled = PANEL_IDS.flatMap((kind) => {
    const keys = open.filter((key) => kindOf(key) === kind);
    const target = targets[kind] ?? kind;
    const next = keys.includes(target) ? target : keys[0];
    return next === undefined || next === kind ? [] : [[kind, next] as const];
  });
  useTerminal.setState({ targets: Object.fromEntries(settled) });
}
