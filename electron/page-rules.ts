/** What a window is and may do, as plain rules; security.ts applies them. */
import type { WebPreferences } from 'electron';
import { APP_PAGE } from './app-protocol.ts';

/** Preferences of every window; `preload` is added by its maker. */
export const WINDOW_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
  enableWebSQL: false,
  // A hidden window says itself how much it wants to hear; its timers must stay exact.
  backgroundThrottling: false,
} as const satisfies WebPreferences;

/** Sites that a link may open in the person's browser: the chart library's attribution. */
const EXTERNAL_ORIGINS: ReadonlySet<string> = new Set(['https://www.tradingview.com']);

/** Whether a link may be handed to the operating system. */
export function isAllowedExternal(url: string): boolean {
  return URL.canParse(url) && EXTERNAL_ORIGINS.has(new URL(url).origin);
}

/**
 * Address of the only document that windows show: ours, or the development server's, which a
 * packaged application does not listen to.
 */
export function pageAddress(developmentUrl: string | undefined, isPackaged: boolean): string {
  return developmentUrl === undefined || isPackaged ? APP_PAGE : developmentUrl;
}

/** Whether a document is the terminal's own page, whatever its query and fragment are. */
export function isOwnPage(url: string, ownPage: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, pathname } = new URL(url);
  const own = new URL(ownPage);
  return protocol === own.protocol && host === own.host && pathname === own.pathname;
}

/** What a page may load: its own origin, and what it has made itself. */
export function mayRequest(url: string, ownPage: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  if (protocol === 'data:' || protocol === 'blob:' || protocol === 'devtools:') return true;
  const own = new URL(ownPage);
  // The development server reloads the page over a socket of the same host.
  const isOwnSocket = protocol === 'ws:' && own.protocol === 'http:';
  return host === own.host && (protocol === own.protocol || isOwnSocket);
}

/** What the page may ask of the browser: to put text on the clipboard, never to read it, and to notify. */
const PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'notifications']);

/** Whether a document may have a permission: only our own page's main frame, and only those above. */
export function mayHave(
  permission: string,
  asker: { readonly url: string; readonly isMainFrame: boolean },
  ownPage: string,
): boolean {
  return PERMISSIONS.has(permission) && asker.isMainFrame && isOwnPage(asker.url, ownPage);
}

/** Whether a download is data that the page itself has made, not something from outside. */
export function isOwnBlob(url: string, ownPage: string): boolean {
  const { protocol, host } = new URL(ownPage);
  return url.startsWith(`blob:${protocol}//${host}/`);
}
