/** A table of the terminal: rows in view as texts by column, and the keys that work in it. */
import type { Locator } from 'playwright';
import { eventually } from '../eventually.ts';

/**
 * Texts of a row's cells by column id, as they are seen, and the row's `orderId` if it is one of an
 * order: the column of that name is the first to give way where it is narrow.
 */
export type GridRow = Readonly<Record<string, string>>;

export class Grid {
  readonly root: Locator;

  constructor(root: Locator) {
    this.root = root;
  }

  /** Rows in view from top to bottom. */
  rows(): Promise<readonly GridRow[]> {
    return this.root.evaluate((grid) =>
      [...grid.querySelectorAll<HTMLElement>('[role="row"]:has([role="gridcell"])')].map((row) => ({
        ...(row.dataset['orderId'] === undefined ? {} : { orderId: row.dataset['orderId'] }),
        ...Object.fromEntries(
          [...row.querySelectorAll<HTMLElement>('[role="gridcell"]')].map((cell) => [
            cell.dataset['column'] ?? '',
            cell.innerText.trim(),
          ]),
        ),
      })),
    );
  }

  /** Waits until as many rows are in view, and returns them. */
  async rowsWhen(count: number): Promise<readonly GridRow[]> {
    let rows: readonly GridRow[] = [];
    const read = async (): Promise<number> => (rows = await this.rows()).length;
    await eventually(read, 'rows of the table').toBe(count);
    return rows;
  }

  /** Moves the selection to a row by keyboard alone; the table must have the focus. */
  async select(index: number): Promise<void> {
    await this.root.press('Home');
    for (let at = 0; at < index; at += 1) await this.root.press('ArrowDown');
    await this.root.locator('[role="row"][aria-selected="true"]').waitFor();
  }
}
