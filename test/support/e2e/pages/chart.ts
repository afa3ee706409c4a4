import type { Locator, Page } from 'playwright';

/** The chart. What is drawn on its canvas it also says in words, for those who can't see it. */
export class Chart {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Its label: symbol and bar length. */
  label(): Promise<string | null> {
    return this.#page.getByTestId('chart-canvas').getAttribute('aria-label');
  }

  /** Figures of the last bar. */
  legend(): Promise<string> {
    return this.#page.getByTestId('chart-legend').innerText();
  }

  /** Own orders, position and fills that are drawn, one sentence each. */
  own(): Promise<readonly string[]> {
    return this.#page
      .getByRole('list', { name: 'Own orders and fills on the chart' })
      .getByRole('listitem')
      .allTextContents();
  }

  /** Names and values of the indicators in the corners of the panes. */
  async indicators(): Promise<readonly string[]> {
    const rows = await this.#page.locator('[data-indicator]').allInnerTexts();
    return rows.map((row) => row.replace('✕', '').replace(/\s+/g, ' ').trim());
  }

  /** What a line that is being moved would do; '' while none is. */
  async move(): Promise<string> {
    const bars = await this.#page.getByTestId('chart-line-edit').locator('strong').allInnerTexts();
    return bars.join(' ');
  }

  /** The element that is drawn on, for the pointer. */
  get canvas(): Locator {
    return this.#page.getByTestId('chart-canvas');
  }
}
