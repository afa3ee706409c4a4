/** What somebody who can't see the page is told: names as the browser computes them, and what is announced. */
import type { CDPSession, JSHandle, Page } from 'playwright';

/** Tab presses until something must have come; a dialog has fewer stops. */
const STOPS_MAX = 60;

export class ScreenReader {
  readonly #page: Page;
  readonly #session: CDPSession;
  readonly #said: JSHandle<string[]>;

  private constructor(page: Page, session: CDPSession, said: JSHandle<string[]>) {
    this.#page = page;
    this.#session = session;
    this.#said = said;
  }

  /** Begins to listen. Chromium only: it asks the browser's own accessibility tree. */
  static async of(page: Page): Promise<ScreenReader> {
    const session = await page.context().newCDPSession(page);
    await session.send('Accessibility.enable');
    const said = await page.evaluateHandle(() => {
      const texts: string[] = [];
      const observer = new MutationObserver((changes) => {
        for (const { addedNodes } of changes) {
          for (const node of addedNodes) texts.push(node.textContent?.trim() ?? '');
        }
      });
      for (const region of document.querySelectorAll('[aria-live]')) {
        observer.observe(region, { childList: true, subtree: true });
      }
      return texts;
    });
    return new ScreenReader(page, session, said);
  }

  /** All that live regions have announced, oldest first. */
  said(): Promise<readonly string[]> {
    return this.#said.jsonValue();
  }

  /** Role and name of what has the keyboard; of a list or table, of its active row. */
  async focused(): Promise<string> {
    const { result } = await this.#session.send('Runtime.evaluate', {
      expression: `(() => {
        const active = document.activeElement;
        const row = active?.getAttribute('aria-activedescendant') ?? '';
        return document.getElementById(row) ?? active;
      })()`,
    });
    if (result.objectId === undefined) return '';
    const { nodes } = await this.#session.send('Accessibility.getPartialAXTree', {
      objectId: result.objectId,
      fetchRelatives: false,
    });
    // The protocol leaves the type of values open; those of roles and names are texts.
    const role = String(nodes[0]?.role?.value ?? '');
    const name = String(nodes[0]?.name?.value ?? '');
    return `${role} ${name}`.trim();
  }

  /** Tabs on until what has the keyboard is that. */
  async tabTo(wanted: RegExp): Promise<void> {
    const met: string[] = [];
    for (let stop = 0; stop < STOPS_MAX; stop += 1) {
      const now = await this.focused();
      if (wanted.test(now)) return;
      met.push(now);
      await this.#page.keyboard.press('Tab');
    }
    throw new Error(`Tab leads to no ${String(wanted)}, but to ${met.join(', ')}`);
  }
}
