/** The terminal's windows: opens them where they were, remembers which were open. */
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import {
  MAIN_WINDOW,
  freeWindowName,
  loadWindowList,
  saveWindowList,
  windowAddress,
} from './window-list.ts';
import { openWindow } from './windows.ts';
import type { WindowParts } from './windows.ts';

export class TerminalWindows {
  readonly #parts: Omit<WindowParts, 'stateFile'>;
  readonly #folder: string;
  readonly #open = new Map<string, BrowserWindow>();
  #isQuitting = false;

  /** `folder`: where their places are kept. */
  constructor(parts: Omit<WindowParts, 'stateFile'>, folder: string) {
    this.#parts = parts;
    this.#folder = folder;
  }

  /** Opens all that were open when the application ended. */
  openAll(): void {
    for (const name of loadWindowList(this.#listFile)) this.#show(name);
  }

  /** Opens one more, beside those that are open; nothing when there are as many as may be. */
  openAnother(): void {
    const name = freeWindowName([MAIN_WINDOW, ...this.#open.keys()]);
    if (name === null) {
      this.#parts.log('No more windows are opened.');
      return;
    }
    this.#show(name);
    this.#save();
  }

  /** From here on windows close because the application does, and are to come back. */
  quitting(): void {
    this.#isQuitting = true;
  }

  #show(name: string): void {
    const window = openWindow({
      ...this.#parts,
      page: windowAddress(this.#parts.page, name),
      stateFile: join(this.#folder, placeFile(name)),
    });
    this.#open.set(name, window);
    window.once('closed', () => {
      this.#open.delete(name);
      // The last one ends the application, which then was not asked to forget it.
      if (!this.#isQuitting && this.#open.size > 0) this.#save();
    });
  }

  #save(): void {
    try {
      saveWindowList(this.#listFile, [...this.#open.keys()]);
    } catch (error) {
      this.#parts.log(`The list of windows could not be saved: ${String(error)}`);
    }
  }

  get #listFile(): string {
    return join(this.#folder, 'windows.json');
  }
}

function placeFile(name: string): string {
  return name === MAIN_WINDOW ? 'window-state.json' : `window-state-${name}.json`;
}
