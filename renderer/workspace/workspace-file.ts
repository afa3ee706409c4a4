import type { SerializedDockview } from 'dockview-react';
import { LINKED_PANELS, LINK_GROUPS } from './links.ts';
import type { Links } from './links.ts';
import { readLayout } from './saved-layout.ts';

/** A layout with its links, as a named workspace, a window and an exported file hold it. */
export interface WorkspaceFile {
  readonly version: 1;
  readonly kind: 'securetrade-workspace';
  readonly layout: SerializedDockview;
  readonly groups: Links['groups'];
}

export function workspaceFile(layout: SerializedDockview, groups: Links['groups']): WorkspaceFile {
  return { version: 1, kind: 'securetrade-workspace', layout, groups };
}

/** Reads one; null when it is damaged, of another version, or names panels that are not there. */
export function readWorkspace(value: unknown): WorkspaceFile | null {
  if (!isRecord(value) || value['version'] !== 1) return null;
  if (value['kind'] !== 'securetrade-workspace') return null;
  const layout = readLayout(value['layout']);
  if (layout === null) return null;
  const given = isRecord(value['groups']) ? value['groups'] : {};
  const groups = LINKED_PANELS.flatMap((id) => {
    const group = LINK_GROUPS.find((known) => known === given[id]);
    return group === undefined || group === 'main' ? [] : [[id, group] as const];
  });
  return workspaceFile(layout, Object.fromEntries(groups));
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
