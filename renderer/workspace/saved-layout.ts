import type { DockviewApi, SerializedDockview } from 'dockview-react';
import { PANEL_IDS } from '../stores/terminal.ts';

/** Raised when layouts of before can't be read any more. */
const LAYOUT_VERSION = 1;

/** The layout as JSON text to be saved. */
export function layoutText(api: DockviewApi): string {
  return JSON.stringify({ version: LAYOUT_VERSION, layout: api.toJSON() });
}

/**
 * Reads a saved layout; null when it is of another version, damaged, or names a panel that this
 * program does not have. What it holds besides is checked by dockview, which throws.
 */
export function readLayout(text: string): SerializedDockview | null {
  try {
    const saved: unknown = JSON.parse(text);
    if (!isRecord(saved) || saved['version'] !== LAYOUT_VERSION) return null;
    const layout = saved['layout'];
    if (!isRecord(layout) || !isRecord(layout['grid']) || !isRecord(layout['panels'])) return null;
    const panels = Object.values(layout['panels']);
    if (panels.length === 0 || !panels.every(isKnownPanel)) return null;
    // The parts that this program relies on have been checked.
    return layout as unknown as SerializedDockview;
  } catch {
    // Not JSON: as good as not saved.
    return null;
  }
}

function isKnownPanel(value: unknown): boolean {
  return (
    isRecord(value) &&
    PANEL_IDS.some((id) => id === value['id'] && id === value['contentComponent'])
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
