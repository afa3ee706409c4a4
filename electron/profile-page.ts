/** Takes profiles of the windows that ask for one of themselves. */
import { BrowserWindow } from 'electron';
import type { WebContents } from 'electron';
import type { PageDebugger, PageProfile, PageProfiler } from './page-profiler.ts';

/** Chrome's protocol, of which this is the version that is. */
const PROTOCOL = '1.3';

/** The profile of the page, with how far it is in the task bar. Rejects with a plain sentence. */
export function profilePage(
  profiler: PageProfiler,
  page: WebContents,
  asked: unknown,
): Promise<PageProfile> {
  const window = BrowserWindow.fromWebContents(page);
  return profiler.take(debuggerOf(page), asked, (share) => {
    if (window?.isDestroyed() === false) window.setProgressBar(share ?? -1);
  });
}

function debuggerOf(page: WebContents): PageDebugger {
  const { debugger: line } = page;
  let isOurs = false;
  return {
    attach: () => {
      if (line.isAttached()) throw new Error('The page is being debugged already.');
      line.attach(PROTOCOL);
      isOurs = true;
    },
    detach: () => {
      if (isOurs && !page.isDestroyed() && line.isAttached()) line.detach();
    },
    send: (method, parameters) => line.sendCommand(method, parameters),
    onMessage: (hear) => {
      const listener = (_event: unknown, method: string, parameters: unknown): void => {
        hear(method, parameters);
      };
      line.on('message', listener);
      return () => {
        line.removeListener('message', listener);
      };
    },
  };
}
