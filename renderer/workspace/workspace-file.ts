import type { SerializedDockview } from 'dockview-react';
import { TIMEFRAMES } from '../../engine/domain/bar.ts';
import { LINK_GROUPS, isLinkedPanel } from './links.ts';
import type { Links } from './links.ts';
import { kindOf } from './panel-key.ts';
import type { PanelTimeframes } from './panel-timeframes.ts';
import { readLayout } from './saved-layout.ts';

/** A symbol as venues write them. */
const SYMBOL = /^[A-Z0-9./-]{1,24}$/;

/** A layout with its links, as a named workspace, a window and an exported file hold it. */
export interface WorkspaceFile {
  readonly version: 1;
  readonly kind: 'securetrade-workspace';
  readonly layout: SerializedDockview;
  readonly groups: Links['groups'];
  /** What the groups show. */
  readonly symbols: Links['symbols'];
  /** Of charts beside the first, whose timeframe is the terminal's. */
  readonly timeframes: PanelTimeframes;
}

export function workspaceFile(
  layout: SerializedDockview,
  groups: Links['groups'],
  { symbols = {}, timeframes = {} }: Partial<Pick<WorkspaceFile, 'symbols' | 'timeframes'>> = {},
): WorkspaceFile {
  return { version: 1, kind: 'securetrade-workspace', layout, groups, symbols, timeframes };
}

/** Reads one; null when it is damaged, of another version, or names panels that are not there. */
export function readWorkspace(value: unknown): WorkspaceFile | null {
  if (!isRecord(value) || value['version'] !== 1) return null;
  if (value['kind'] !== 'securetrade-workspace') return null;
  const layout = readLayout(value['layout']);
  if (layout === null) return null;
  const groups = entriesOf(value['groups'], (key, given) => {
    const group = LINK_GROUPS.find((known) => known === given);
    return group === undefined || group === 'main' || !isLinkedPanel(key) ? null : group;
  });
  const symbols = entriesOf(value['symbols'], (key, given) =>
    LINK_GROUPS.some((known) => known === key) && typeof given === 'string' && SYMBOL.test(given)
      ? given
      : null,
  );
  const timeframes = entriesOf(value['timeframes'], (key, given) =>
    kindOf(key) === 'chart' ? (TIMEFRAMES.find((known) => known === given) ?? null) : null,
  );
  return workspaceFile(layout, groups, { symbols, timeframes });
}

/** What a record says, as far as `read` takes it. */
function entriesOf<Value>(
  given: unknown,
  read: (key: string, value: unknown) => Value | null,
): Readonly<Record<string, Value>> {
  if (!isRecord(given)) return {};
  const entries = Object.entries(given).flatMap(([key, value]) => {
    const taken = read(key, value);
    return taken === null ? [] : [[key, taken] as const];
  });
  return Object.fromEntries(entries);
}

/** What a window was when it was last changed. */
export interface WindowFile {
  readonly workspace: WorkspaceFile;
  /** Name of the workspace that it shows, changed since or not; null: none. */
  readonly name: string | null;
}

export function readWindow(value: unknown): WindowFile | null {
  if (!isRecord(value)) return null;
  const workspace = readWorkspace(value['workspace']);
  const name = value['name'];
  if (workspace === null) return null;
  return { workspace, name: typeof name === 'string' ? name : null };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
