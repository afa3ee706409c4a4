import type { Page } from 'playwright';

/** The line at the foot of the terminal. */
export class StatusBar {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  venue(): Promise<string> {
    return this.#page.getByTestId('status-venue').innerText();
  }

  feed(): Promise<string> {
    return this.#page.getByTestId('status-feed').innerText();
  }

  engine(): Promise<string> {
    return this.#page.getByTestId('status-engine').innerText();
  }

  armed(): Promise<string> {
    return this.#page.getByTestId('status-armed').innerText();
  }

  /** The newest message, without its time; '' before the first. */
  async message(): Promise<string> {
    const element = this.#page.getByTestId('status-message');
    if ((await element.count()) === 0) return '';
    return (await element.innerText()).replace(/^\d\d:\d\d:\d\d\s+/, '');
  }

  /** Panel and symbol that keys act on. */
  target(): Promise<string> {
    return this.#page.getByTestId('status-target').innerText();
  }

  clock(): Promise<string> {
    return this.#page.getByTitle(/^Time in/).innerText();
  }
}
