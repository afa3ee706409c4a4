import { announce } from '../stores/notices.ts';
import { workspaceText } from '../text/workspace.ts';
import { rememberedToken } from '../transport/choose-transport.ts';
import { hostBridge } from '../transport/host-bridge.ts';
import { newWindowId } from './window-id.ts';

/** Opens one more window with a layout of its own: on the desktop, or as a window of the browser. */
export function openAnotherWindow(): void {
  const bridge = hostBridge();
  if (bridge !== null) {
    bridge.openWindow();
    return;
  }
  const url = new URL(window.location.href);
  url.searchParams.set('window', newWindowId(Math.random()));
  const token = rememberedToken();
  if (token !== '') url.hash = new URLSearchParams({ token }).toString();
  const opened = window.open(url, '_blank', 'popup,width=1280,height=800');
  if (opened === null) announce('warning', workspaceText.popupBlocked);
}
