/** The kill switch by its key: everything canceled and closed, and nothing opens until it is unlocked. */
import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/e2e/eventually.ts';
import { photograph } from '../../support/e2e/screenshots.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

const REST_STEPS = 40;

export function killSwitchScenarios(start: StartHost): void {
  describe('the kill switch', () => {
    const started = new Started(start);
    const lock = () => started.terminal.page.getByTestId('status-locked');

    it('says what it would do, and Esc backs out of it', async () => {
      const { terminal } = started;
      await terminal.arm();
      await terminal.restBuy(REST_STEPS);
      await terminal.buyAtMarket();
      await terminal.press('Ctrl+Shift+K');
      await eventually(
        () => terminal.page.getByTestId('ticket-preview').innerText(),
        'what Enter would do',
      ).toContain('Kill switch: cancel 1 order, close 1 position, lock trading');
      await terminal.press('Esc');
      await (await terminal.table('working-orders')).rowsWhen(1);
      expect(await lock().count()).toBe(0);
    });

    it('cancels, flattens and locks on Enter', async () => {
      const { host, terminal } = started;
      await terminal.press('Ctrl+Shift+K');
      await terminal.ticket.prepared();
      await terminal.press('Enter');
      await eventually(() => lock().innerText(), 'the lock in the status bar').toContain(
        'LOCKED: kill switch',
      );
      await (await terminal.table('working-orders')).rowsWhen(0);
      const positions = await terminal.table('positions');
      await eventually(async () => (await positions.rows())[0]?.['qty'], 'quantity held').toBe('0');
      await photograph(host, terminal, 'locked');
    });

    it('lets nothing open a position until it is unlocked from the palette', async () => {
      const { host, terminal } = started;
      await terminal.press('Alt+Shift+B');
      await eventually(
        () => terminal.page.getByTestId('ticket-preview').innerText(),
        'why it would be refused',
      ).toMatch(/risk\.locked/);
      await terminal.press('Esc');
      await terminal.runCommand('Unlock trading after the kill switch');
      await lock().waitFor({ state: 'detached' });
      await terminal.buyAtMarket();
      const positions = await terminal.table('positions');
      await eventually(async () => (await positions.rows())[0]?.['qty'], 'quantity held').toBe(
        '+100',
      );
      expect(host.complaints).toEqual([]);
    });
  });
}
