/** Makes the terminal's windows and keeps them alive. */
import { join } from 'node:path';
import { BrowserWindow, screen } from 'electron';
import { decideAfterExit } from '../engine/supervision/restart-policy.ts';
import type { CrashHistory } from '../engine/supervision/restart-policy.ts';
import { WINDOW_PREFERENCES } from './page-rules.ts';
import { loadWindowState, placeWindow, saveWindowState, WINDOW_SIZE_MIN } from './window-state.ts';

/** The dark theme's lowest surface, so that nothing flashes before the page is painted. */
const BACKGROUND = '#0e1013';
const SAVE_AFTER_MS = 500;

export interface WindowParts {
  readonly page: string;
  readonly preload: string;
  readonly icon: string;
  /** File of the window's place. */
  readonly stateFile: string;
  readonly isPackaged: boolean;
  log(text: string): void;
}

/** Opens a window where the last one was; it shows itself when the page is painted. */
export function openWindow(parts: WindowParts): BrowserWindow {
  const saved = loadWindowState(parts.stateFile);
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  const window = new BrowserWindow({
    ...placeWindow(
      saved,
      [primary, ...others].map((display) => display.workArea),
    ),
    minWidth: WINDOW_SIZE_MIN.width,
    minHeight: WINDOW_SIZE_MIN.height,
    title: 'SecureTrade Pro',
    icon: parts.icon,
    backgroundColor: BACKGROUND,
    show: false,
    webPreferences: {
      ...WINDOW_PREFERENCES,
      preload: parts.preload,
      devTools: !parts.isPackaged,
    },
  });
  if (saved?.maximised === true) window.maximize();
  window.once('ready-to-show', () => {
    window.show();
  });
  rememberPlace(window, parts);
  reloadAfterCrash(window, parts);
  void window.loadURL(parts.page).catch((error: unknown) => {
    parts.log(`The page could not be loaded: ${String(error)}`);
  });
  return window;
}

/** Brings a window to the person's attention. */
export function focusWindow(window: Electron.BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Paths of what lies beside the bundled main script. */
export function bundlePath(...names: readonly string[]): string {
  return join(import.meta.dirname, '..', ...names);
}

function rememberPlace(window: BrowserWindow, parts: WindowParts): void {
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    try {
      const state = { bounds: window.getNormalBounds(), maximised: window.isMaximized() };
      saveWindowState(parts.stateFile, state);
    } catch (error) {
      parts.log(`The window's place could not be saved: ${String(error)}`);
    }
  };
  const saveSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_AFTER_MS);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('close', save);
  window.once('closed', () => {
    clearTimeout(timer);
  });
}

/** A page that crashed is loaded again by the rules of the engine; it fetches its state anew. */
function reloadAfterCrash(window: BrowserWindow, parts: WindowParts): void {
  let history: CrashHistory = [];
  let loadedAt = performance.now();
  window.webContents.on('did-finish-load', () => {
    loadedAt = performance.now();
  });
  window.webContents.on('render-process-gone', (_event, details) => {
    const now = performance.now();
    const exit = {
      code: details.reason === 'clean-exit' ? 0 : details.exitCode,
      signal: details.reason === 'clean-exit' ? null : details.reason,
      uptimeMs: now - loadedAt,
      askedToStop: false,
      refusal: null,
    };
    const after = decideAfterExit('The window', exit, history, now);
    history = after.history;
    parts.log(after.decision.detail);
    if (after.decision.action !== 'restart') return;
    setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload();
    }, after.decision.afterMs);
  });
}
