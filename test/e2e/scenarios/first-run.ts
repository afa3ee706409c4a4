/** The guided start as a newcomer goes through it, keys only: to the first fill and the first file. */
import { describe, expect, it } from 'vitest';
import { focusIsOn } from '../../support/e2e/by-keyboard.ts';
import { eventually } from '../../support/e2e/eventually.ts';
import { ExportDialog } from '../../support/e2e/pages/export-dialog.ts';
import type { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

export function firstRunScenarios(start: StartHost): void {
  describe('the guided start', () => {
    const started = new Started(start);

    it('leads to the first simulated order', async () => {
      const { terminal } = started;
      await terminal.runCommand('Help: guided start');
      await stepIs(terminal, 'look');
      await focusIsOn(terminal.page, /^Next$/);
      await terminal.press('Enter');
      await stepIs(terminal, 'symbol');
      await terminal.focusChart();
      await terminal.page.keyboard.type('msft');
      await terminal.press('Enter');
      await stepIs(terminal, 'arm');
      await terminal.arm();
      await stepIs(terminal, 'order');
      await terminal.buyAtMarket();
      await stepIs(terminal, 'export');
    });

    it('ends with the first file', async () => {
      const { host, terminal } = started;
      await terminal.runCommand('Export to CSV');
      const dialog = new ExportDialog(terminal.page);
      await dialog.exportAll();
      await stepIs(terminal, 'done');
      const file = await host.savedFile(terminal.page, () => dialog.handOver());
      const [head = '', ...rows] = file.text.trimEnd().split('\r\n');
      expect(head).toContain('exec_id');
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.filter((row) => !row.includes('MSFT'))).toEqual([]);
      await dialog.close();
      await focusIsOn(terminal.page, /^Finish$/);
      await terminal.press('Enter');
      await terminal.page.getByTestId('guide').waitFor({ state: 'detached' });
      await terminal.page.getByTestId('guide-offer').waitFor({ state: 'detached' });
      expect(host.complaints).toEqual([]);
    });
  });
}

function stepIs({ page }: TerminalPage, step: string): Promise<void> {
  const guide = page.getByTestId('guide');
  return eventually(() => guide.getAttribute('data-step'), 'step of the guide').toBe(step);
}
