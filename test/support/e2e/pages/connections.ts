/** The dialog for venue, market, keys and feed. */
import type { Locator, Page } from 'playwright';
import { until } from '../eventually.ts';

type View = 'Venue and market' | 'Keys' | 'Feed' | 'Order route';

export class Connections {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Opens it at one of its parts. */
  async open(view: View): Promise<void> {
    const dialog = this.#page.getByTestId('connections');
    if ((await dialog.count()) === 0) await this.#page.getByTestId('status-venue').click();
    await dialog.waitFor();
    await this.choose(view);
  }

  /** Chooses one of a few by its words. */
  choose(words: string): Promise<void> {
    return this.#page.getByRole('radio', { name: words, exact: true }).click();
  }

  /** Types keys, sends them, and gives what the test of them says. */
  async enterKeys(
    venue: 'alpaca-paper' | 'alpaca-live',
    keys: { readonly keyId: string; readonly secret: string },
    keep?: string,
  ): Promise<string> {
    const section = this.#page.getByTestId(`keys-${venue}`);
    const result = section.getByRole('status');
    const before = (await result.count()) === 0 ? '' : await result.innerText();
    await section.getByLabel('Key', { exact: true }).fill(keys.keyId);
    await section.getByLabel('Secret').fill(keys.secret);
    if (keep !== undefined) await section.getByLabel('Keep').selectOption({ label: keep });
    await section.getByRole('button', { name: 'Test and keep' }).click();
    await until(async () => {
      return (await result.count()) > 0 && (await result.innerText()) !== before;
    }, 'the result of the test');
    return result.innerText();
  }

  /** What is said of the keys that are there. */
  held(venue: 'alpaca-paper' | 'alpaca-live'): Promise<string> {
    return this.#page.getByTestId(`keys-${venue}`).getByTestId('keys-held').innerText();
  }

  /** Asks for the change and confirms it, with a typed word where one is asked for. */
  async change(word = ''): Promise<void> {
    await this.#page.getByRole('button', { name: 'Change …' }).click();
    if (word !== '') await this.#page.getByLabel('Type LIVE').fill(word);
    await this.#page
      .getByTestId('market-confirm')
      .getByRole('button', { name: /^Change/ })
      .click();
  }

  get feedState(): Locator {
    return this.#page.getByTestId('feed-state');
  }

  tryNow(): Promise<void> {
    return this.#page.getByRole('button', { name: 'Try now' }).click();
  }
}
