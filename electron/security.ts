/**
 * Everything that is forbidden to a window, in one place. The terminal needs no network, no other page,
 * no other window and two permissions, so all else is refused outright and not by
 * case. Electron's security checklist with the test of each point: test/e2e/electron-hardening.
 */
import { shell } from 'electron';
import type { App, Session, WebContents } from 'electron';
import { isAllowedExternal, isOwnBlob, isOwnPage, mayHave, mayRequest } from './page-rules.ts';

/** Refuses permissions but those of `mayHave`, devices, downloads and every request that leaves the application. */
export function hardenSession(session: Session, ownPage: string): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const asker = { url: details.requestingUrl, isMainFrame: details.isMainFrame };
    answer(mayHave(permission, asker, ownPage));
  });
  session.setPermissionCheckHandler((_contents, permission, _origin, details) => {
    const asker = { url: details.requestingUrl ?? '', isMainFrame: details.isMainFrame };
    return mayHave(permission, asker, ownPage);
  });
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event, item) => {
    // What the page has made itself (a picture, a key map), which the person is asked a place for.
    if (!isOwnBlob(item.getURL(), ownPage)) event.preventDefault();
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !mayRequest(details.url, ownPage) });
  });
}

/** Applies to every page that ever comes to be, ours or not. */
export function hardenContents(app: App, ownPage: string, log: (text: string) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    hardenPage(contents, ownPage, log);
  });
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on('select-client-certificate', (event) => {
    event.preventDefault();
  });
}

function hardenPage(contents: WebContents, ownPage: string, log: (text: string) => void): void {
  const refuse = (event: { preventDefault(): void; readonly url: string }): void => {
    if (isOwnPage(event.url, ownPage)) return; // A reload of the page itself.
    event.preventDefault();
    log(`Refused to leave the terminal for ${event.url.slice(0, 200)}`);
  };
  // For the page itself too; `will-navigate` follows only when this one lets it pass.
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
