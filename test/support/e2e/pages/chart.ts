import type { Page } from 'playwright';

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
}
