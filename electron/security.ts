/**
 * Everything that is forbidden to a window, in one place. The terminal needs no network, no
 * permissions, no other page and no other window, so all of that is refused outright and not by
 * case. Electron's security checklist with the test of each point: test/e2e/electron-hardening.
 */
import { shell } from 'electron';
import type { App, Session, WebContents, WebPreferences } from 'electron';
import { APP_ORIGIN, APP_PAGE } from './app-protocol.ts';

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

/** Where the page may come from: our own scheme, or the development server when there is one. */
export interface PageAddress {
  readonly page: string;
  readonly origin: string;
}

/** `developmentUrl` is the development server's; ignored in a packaged application. */
export function pageAddress(developmentUrl: string | undefined, isPackaged: boolean): PageAddress {
  if (developmentUrl === undefined || isPackaged) return { page: APP_PAGE, origin: APP_ORIGIN };
  return { page: developmentUrl, origin: new URL(developmentUrl).origin };
}

/** Whether a document is the terminal's own page, whatever its query and fragment are. */
export function isOwnPage(url: string, address: PageAddress): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, pathname } = new URL(url);
  const own = new URL(address.page);
  return protocol === own.protocol && host === own.host && pathname === own.pathname;
}

/** Refuses permissions, devices, downloads and every request that leaves the application. */
export function hardenSession(session: Session, address: PageAddress): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => {
    event.preventDefault();
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !mayRequest(details.url, address) });
  });
}

/** What a page may load: its own origin, and what it has made itself. */
export function mayRequest(url: string, address: PageAddress): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  if (protocol === 'data:' || protocol === 'blob:' || protocol === 'devtools:') return true;
  const own = new URL(address.page);
  // The development server reloads the page over a socket of the same host.
  const isOwnSocket = protocol === 'ws:' && own.protocol === 'http:';
  return host === own.host && (protocol === own.protocol || isOwnSocket);
}

/** Applies to every page that ever comes to be, ours or not. */
export function hardenContents(app: App, address: PageAddress, log: (text: string) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    hardenPage(contents, address, log);
  });
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on('select-client-certificate', (event) => {
    event.preventDefault();
  });
}

function hardenPage(
  contents: WebContents,
  address: PageAddress,
  log: (text: string) => void,
): void {
  const refuse = (event: { preventDefault(): void; readonly url: string }): void => {
    if (isOwnPage(event.url, address)) return; // A reload of the page itself.
    event.preventDefault();
    log(`Refused to leave the terminal for ${event.url.slice(0, 200)}`);
  };
  contents.on('will-navigate', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    if (isAllowedExternal(url)) void shell.openExternal(url).catch((e: unknown) => log(String(e)));
    else log(`Refused to open ${url.slice(0, 200)}`);
    return { action: 'deny' };
  });
}
