/** A fault is let loose on the engine, found, cured at a button, and remembered by the engine that comes after. */
import { describe, expect, it } from 'vitest';
import type { Knowledge } from '../../../engine/contract/advisor.ts';
import { eventually } from '../../support/e2e/eventually.ts';
import { Grid } from '../../support/e2e/pages/grid.ts';
import { photograph } from '../../support/e2e/screenshots.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

/** What lets the advisor's seconds pass twenty times as fast. */
export const ADVISOR_OPTIONS = ['--developer', '--sample-ms', '50'];

/** Incidents of another terminal: more than two pages. */
const LEARNED = 450;

/** A file of so many, years ago. */
function knowledgeOf(count: number): Knowledge {
  return {
    format: 'securetrade-advisor-incidents',
    version: 1,
    incidents: Array.from({ length: count }, (_, at) => ({
      ...{ machine: 'elsewhere', productVersion: '0.0.1', cause: 'slow_disk', cure: null },
      ...{ startedUs: 1_600_000_000_000_000 + at * 1_000_000, lastedS: 30, confidence: 0.8 },
      ...{ fingerprint: { 'store.commit': 1 }, outcome: null },
    })),
  };
}

/** `start` gives the terminal `ADVISOR_OPTIONS`. */
export function advisorScenarios(start: StartHost): void {
  describe('the advisor', () => {
    const started = new Started(start);
    const past = (): Grid =>
      new Grid(started.terminal.panel('advisor').getByRole('grid', { name: 'Past incidents' }));
    const find = async (): Promise<void> => {
      const { terminal } = started;
      await terminal.runCommand('Developer: play fault "Missing index", weak, 90 s');
      await eventually(
        () => terminal.page.getByTestId('status-advisor').innerText(),
        'what the status bar says',
      ).toContain('Advisor: Missing index');
    };

    it('finds a fault, and its cure helps', async () => {
      const { host, terminal } = started;
      await find();
      const colourOf = (node: Element): string => getComputedStyle(node).color;
      const inStatusBar = await terminal.page.getByTestId('status-advisor').evaluate(colourOf);
      await terminal.runCommand('Go to Advisor');
      const badge = terminal.page.getByTestId('finding').first().locator('.badge-warn');
      expect(inStatusBar).toBe(await badge.evaluate(colourOf));
      const finding = terminal.page.getByTestId('finding').first();
      expect(await finding.getAttribute('data-cause')).toBe('missing_index');
      await photograph(host, terminal, 'finding', { reset: false });
      await finding.getByRole('button', { name: 'Make indexes again' }).click();
      await finding.locator('[data-testid="cure-run"][data-state="helped"]').waitFor();
      await terminal.page.getByTestId('advisor-state').waitFor();
      await eventually(
        () => terminal.page.getByTestId('status-advisor').count(),
        'findings in the status bar',
      ).toBe(0);
      expect(host.complaints).toEqual([]);
    });

    it('remembers it over a restart, and says so when it comes again', async () => {
      const { host, terminal } = started;
      const panel = terminal.panel('advisor');
      await panel.getByRole('radio', { name: 'Past incidents' }).click();
      const row = { cause: 'Missing index', cure: 'Make indexes again', outcome: 'helped' };
      await eventually(() => past().rows(), 'past incidents').toMatchObject([row]);

      const pid = await host.enginePid();
      process.kill(pid, 'SIGKILL');
      await eventually(() => host.enginePid(), 'process of the engine').not.toBe(pid);
      await terminal.connected();
      await eventually(() => past().rows(), 'past incidents').toMatchObject([row]);
      await panel.getByRole('radio', { name: 'Now' }).click();
      await find();
      await eventually(
        () => terminal.page.getByTestId('finding').first().innerText(),
        'what the finding says',
      ).toContain('Seen once before');
    });

    it('learns from a file, and shows what it has learned to the last of it', async () => {
      const { terminal } = started;
      const panel = terminal.panel('advisor');
      await panel.getByRole('radio', { name: 'Past incidents' }).click();
      const known = (await past().rows()).length;
      const chosen = { name: 'knowledge.json', mimeType: 'application/json' };
      const buffer = Buffer.from(JSON.stringify(knowledgeOf(LEARNED)));
      await panel.locator('input[type="file"]').setInputFiles({ ...chosen, buffer });
      const older = panel.getByRole('button', { name: 'Older incidents' });
      const count = (): Promise<number> =>
        past().root.evaluate((grid) => Number(grid.getAttribute('aria-rowcount')) - 1);
      for (const shown of [200, 400]) {
        await eventually(count, 'incidents shown').toBe(shown);
        await older.click();
      }
      await eventually(count, 'incidents shown').toBeGreaterThanOrEqual(LEARNED + known);
      await older.waitFor({ state: 'detached' });
    });
  });
}
