import type { Locator, Page } from 'playwright';

/** The dialog that exports fills, by keyboard. */
export class ExportDialog {
  readonly #dialog: Locator;

  constructor(page: Page) {
    this.#dialog = page.getByRole('dialog', { name: 'Export', exact: true });
  }

  /** Starts with what the dialog proposes, and waits for the end. */
  async exportAll(): Promise<void> {
    await this.#dialog.getByRole('button', { name: 'Export', exact: true }).press('Enter');
    await this.#result().and(this.#dialog.locator('[data-state="done"]')).waitFor();
  }

  /** Sums as the dialog tells them, by their names. */
  async totals(): Promise<Readonly<Record<string, string>>> {
    const names = await this.#result().getByRole('term').allInnerTexts();
    const values = await this.#result().getByRole('definition').allInnerTexts();
    return Object.fromEntries(names.map((name, at) => [name, values[at] ?? '']));
  }

  /** The whole text, sentences and buttons included. */
  text(): Promise<string> {
    return this.#result().innerText();
  }

  /** Takes the file: a download in a browser, a save dialog on the desktop. */
  async handOver(): Promise<void> {
    await this.#result()
      .getByRole('link', { name: 'Download file' })
      .or(this.#result().getByRole('button', { name: 'Save file…' }))
      .press('Enter');
    await this.#result()
      .getByRole('button', { name: /^(Handed to the browser|Show in folder)$/ })
      .waitFor();
  }

  async close(): Promise<void> {
    await this.#dialog.press('Escape');
    await this.#dialog.waitFor({ state: 'detached' });
  }

  #result(): Locator {
    return this.#dialog.getByTestId('export-result');
  }
}
