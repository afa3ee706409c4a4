/** Which windows were open, kept between runs: the main one always, others under names of their own. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Windows at a time; each has a process of its own. */
export const WINDOWS_MAX = 8;
/** The main window's name; the page takes it when its address names none. */
export const MAIN_WINDOW = 'main';

/** Names of the windows that were open last, the main one first. Never throws. */
export function loadWindowList(file: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const names = Array.isArray(value) ? value.filter(isWindowName) : [];
    return [MAIN_WINDOW, ...new Set(names)].slice(0, WINDOWS_MAX);
  } catch {
    return [MAIN_WINDOW]; // First start, or a file that is damaged.
  }
}

/** Writes the names beside the old ones and swaps them, so that a crash leaves one of the two. */
export function saveWindowList(file: string, names: readonly string[]): void {
  const next = `${file}.new`;
  writeFileSync(next, JSON.stringify(names.filter(isWindowName)));
  renameSync(next, file);
}

/** A name that is free; null when there are as many windows as may be. */
export function freeWindowName(open: readonly string[]): string | null {
  if (open.length >= WINDOWS_MAX) return null;
  for (let i = 2; ; i += 1) {
    const name = `w${String(i)}`;
    if (!open.includes(name)) return name;
  }
}

/** Address of a window's page. */
export function windowAddress(page: string, name: string): string {
  if (name === MAIN_WINDOW) return page;
  const url = new URL(page);
  url.searchParams.set('window', name);
  return url.href;
}

/** A name of a window beside the main one. */
function isWindowName(value: unknown): value is string {
  return typeof value === 'string' && /^w[a-z0-9]{1,12}$/.test(value);
}
