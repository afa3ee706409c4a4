/** Where the window was, kept between runs, and put back onto the displays that exist now. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** In device-independent pixels of the virtual desktop; x and y may be negative. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The window as it was when it was last moved: its place when not maximised, and whether it was. */
export interface WindowState {
  readonly bounds: Rectangle;
  readonly maximised: boolean;
}

/** Below this the default workspace no longer fits. */
export const WINDOW_SIZE_MIN = { width: 960, height: 600 } as const;
/** The terminal is laid out for at least this. */
export const WINDOW_SIZE_DEFAULT = { width: 1440, height: 900 } as const;
/** This much of the window must be on a display, so that it can be seen and dragged. */
const VISIBLE_MIN = { width: 200, height: 100 } as const;
const COORDINATE_MAX = 100_000;

/**
 * Bounds for a new window. `workAreas` are the displays without task bars, the primary one first,
 * at least one. What was saved is kept where enough of it is visible, else centred on the primary
 * display; never larger than the display it is on.
 */
export function placeWindow(saved: WindowState | null, workAreas: readonly Rectangle[]): Rectangle {
  const size = saved?.bounds ?? WINDOW_SIZE_DEFAULT;
  const home =
    saved === null ? undefined : workAreas.find((area) => isVisibleOn(saved.bounds, area));
  const area = home ?? workAreas[0] ?? { x: 0, y: 0, ...WINDOW_SIZE_DEFAULT };
  const width = Math.min(Math.max(size.width, WINDOW_SIZE_MIN.width), area.width);
  const height = Math.min(Math.max(size.height, WINDOW_SIZE_MIN.height), area.height);
  if (saved !== null && home !== undefined) {
    // The title bar must stay reachable, so the top never lies above the display.
    return { x: saved.bounds.x, y: Math.max(saved.bounds.y, area.y), width, height };
  }
  return {
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
    width,
    height,
  };
}

/** The saved state, or null when there is none or the file is not one of ours. Never throws. */
export function loadWindowState(file: string): WindowState | null {
  try {
    return readWindowState(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null; // First start, or a file that is damaged: the default place is good enough.
  }
}

/** Writes the state beside the old one and swaps them, so that a crash leaves one of the two. */
export function saveWindowState(file: string, state: WindowState): void {
  const next = `${file}.new`;
  writeFileSync(next, JSON.stringify(state));
  renameSync(next, file);
}

/** Checks what was read from disk; null when any of it can't be a window's place. */
export function readWindowState(value: unknown): WindowState | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('bounds' in value) || !('maximised' in value)) return null;
  const { bounds, maximised } = value;
  if (typeof maximised !== 'boolean' || typeof bounds !== 'object' || bounds === null) return null;
  if (!('x' in bounds && 'y' in bounds && 'width' in bounds && 'height' in bounds)) return null;
  const { x, y, width, height } = bounds;
  if (!isCoordinate(x) || !isCoordinate(y)) return null;
  if (!isCoordinate(width) || !isCoordinate(height) || width < 1 || height < 1) return null;
  return { bounds: { x, y, width, height }, maximised };
}

function isCoordinate(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= COORDINATE_MAX;
}

function isVisibleOn(bounds: Rectangle, area: Rectangle): boolean {
  const width = overlap(bounds.x, bounds.width, area.x, area.width);
  const height = overlap(bounds.y, bounds.height, area.y, area.height);
  return width >= VISIBLE_MIN.width && height >= VISIBLE_MIN.height;
}

function overlap(start: number, length: number, otherStart: number, otherLength: number): number {
  return Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart);
}
