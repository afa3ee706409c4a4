import type { SerializedDockview } from 'dockview-react';
import { kindOf } from './panel-key.ts';

/** The version of layouts in the settings of before there were workspaces. */
const LAYOUT_VERSION = 1;

/** Reads what the settings of an older version hold; null when it can't be used. */
export function readOldLayout(text: string): SerializedDockview | null {
  try {
    const saved: unknown = JSON.parse(text);
    if (!isRecord(saved) || saved['version'] !== LAYOUT_VERSION) return null;
    return readLayout(saved['layout']);
  } catch {
    // Not JSON: as good as not saved.
    return null;
  }
}

/**
 * Checks a layout; null when it is damaged or names a panel that this program does not have. What it
 * holds besides is checked by dockview, which throws.
 */
export function readLayout(layout: unknown): SerializedDockview | null {
  if (!isRecord(layout) || !isRecord(layout['grid']) || !isRecord(layout['panels'])) return null;
  const panels = Object.values(layout['panels']);
  if (panels.length === 0 || !panels.every(isKnownPanel)) return null;
  // The parts that this program relies on have been checked.
  return layout as unknown as SerializedDockview;
}

function isKnownPanel(value: unknown): boolean {
  if (!isRecord(value) || typeof value['id'] !== 'string') return false;
  const kind = kindOf(value['id']);
  return kind !== null && kind === value['contentComponent'];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
