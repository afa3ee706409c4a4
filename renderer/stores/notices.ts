import type { Notice } from '../../engine/contract/messages.ts';
import { drawInTurn } from './answer-first.ts';
import { createHeldStore } from './draw-later.ts';

/** Messages kept in the log panel. */
export const NOTICES_MAX = 200;

export type LoggedNotice = Notice & { readonly id: number };

/** What the user was told, newest first: the log panel, the status bar and the live region show it. */
export interface NoticesStore {
  readonly notices: readonly LoggedNotice[];
  /** Same as the function `announce`. */
  readonly announce: typeof announce;
}

let lastId = 0;

/** Logs a notice of the engine. */
export function logNotice(notice: Notice): void {
  lastId += 1;
  const logged = { ...notice, id: lastId };
  drawInTurn(held, () => {
    useNotices.setState(({ notices }) => ({ notices: [logged, ...notices].slice(0, NOTICES_MAX) }));
  });
}

/** Tells the user what was done or why not, in one sentence. */
export function announce(level: Notice['level'], text: string, code = 'terminal'): void {
  logNotice({ level, code, text, atUs: Math.round(Date.now() * 1_000) });
}

const held = createHeldStore<NoticesStore>({ notices: [], announce });

export const useNotices = held.useStore;
