import type { Locator, Page } from 'playwright';
import { Grid } from './grid.ts';
import type { TerminalPage } from './terminal-page.ts';

/** The dialog of backups, imports, upkeep and store. */
export class DataDialog {
  readonly root: Locator;
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
    this.root = page.getByRole('dialog', { name: 'Data', exact: true });
  }

  /** Opens it from the palette, as a person who looks for it would. */
  static async open(terminal: TerminalPage): Promise<DataDialog> {
    await terminal.runCommand('Data: backups, import, upkeep, store');
    const dialog = new DataDialog(terminal.page);
    await dialog.root.waitFor();
    return dialog;
  }

  async show(view: 'Backups' | 'Import' | 'Upkeep' | 'Store'): Promise<void> {
    await this.root.getByRole('radio', { name: view }).click();
  }

  table(name: string): Grid {
    return new Grid(this.root.getByRole('grid', { name }));
  }

  /** Waits until the last task is over in that way. */
  task(state: 'done' | 'failed'): Promise<void> {
    return this.root.locator(`[data-testid="data-task"][data-state="${state}"]`).waitFor();
  }

  /** Chooses a file in a browser, by its contents, and waits until it has been checked. */
  async checkFile(name: string, text: string): Promise<void> {
    const [chooser] = await Promise.all([
      this.#page.waitForEvent('filechooser'),
      this.root.getByRole('button', { name: 'Choose file…' }).click(),
    ]);
    await chooser.setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await this.importState('checked');
  }

  importState(state: 'checked' | 'applied' | 'failed'): Promise<void> {
    return this.root.locator(`[data-testid="import-result"][data-state="${state}"]`).waitFor();
  }

  async close(): Promise<void> {
    await this.root.press('Escape');
    await this.root.waitFor({ state: 'detached' });
  }
}
