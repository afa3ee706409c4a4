import type { Locator, Page } from 'playwright';

/** Where lines are taken hold of, in px from the left: nothing but bars is there. */
const PULL_X = 120;

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

  /**
   * Heights of prices on the canvas, in px from its top, as the chart's menu tells them at two heights. They hold
   * as long as the market stands still.
   */
  async heights(): Promise<(price: number) => number> {
    const [high, low] = [60, 200];
    const [top, bottom] = [await this.#priceAt(high), await this.#priceAt(low)];
    return (price) => high + ((top - price) / (top - bottom)) * (low - high);
  }

  /** Takes hold of the canvas at a height and pulls to another one, step by step; `release`: lets go there. */
  async pull(from: number, to: number, release = true): Promise<void> {
    const { x, y } = await this.#corner();
    const { mouse } = this.#page;
    await mouse.move(x + PULL_X, y + from);
    await mouse.down();
    await mouse.move(x + PULL_X, y + (from + to) / 2);
    await mouse.move(x + PULL_X, y + to);
    if (release) await mouse.up();
  }

  /** Points at a place of the canvas. */
  async point(x: number, y: number): Promise<void> {
    const corner = await this.#corner();
    await this.#page.mouse.move(corner.x + x, corner.y + y);
  }

  async #priceAt(y: number): Promise<number> {
    await this.canvas.click({ button: 'right', position: { x: PULL_X, y } });
    const menu = this.#page.getByRole('menu');
    const item = menu.getByRole('menuitem', { name: /^(Draw a line|Add an alert) at/ }).last();
    const price = Number((await item.innerText()).split(' ').at(-1));
    await this.#page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    return price;
  }

  async #corner(): Promise<{ readonly x: number; readonly y: number }> {
    const box = await this.canvas.boundingBox();
    if (box === null) throw new Error('the chart is not on the screen');
    return box;
  }

  /** The element that is drawn on, for the pointer. */
  get canvas(): Locator {
    return this.#page.getByTestId('chart-canvas');
  }
}
