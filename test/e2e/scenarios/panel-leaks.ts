/** Panels that are opened and closed again and again leave nothing behind. */
import { describe, expect, it } from 'vitest';
import type { CDPSession } from 'playwright';
import { integerOf } from '../../support/property-runs.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

/** How often each panel is opened: `STP_PANEL_ROUNDS=200`; two panels a few times in every run. */
const ASKED = integerOf('STP_PANEL_ROUNDS', 1, 1_000);
const ROUNDS = ASKED ?? 3;
/** Kept by caches that fill once and then stay: nodes and listeners a panel, not a round. */
const NODES_KEPT_MAX = 400;
const LISTENERS_KEPT_MAX = 40;

const PANELS =
  ASKED === null ? ['Alerts', 'Fills'] : ['Alerts', 'Fills', 'History', 'Account', 'Log'];

export function panelLeakScenarios(start: StartHost): void {
  describe('panels', () => {
    const started = new Started(start);

    it('leave no nodes and no listeners behind when they are closed', async () => {
      const { terminal } = started;
      const session = await terminal.page.context().newCDPSession(terminal.page);
      await session.send('Performance.enable');
      for (const panel of PANELS) {
        const round = async (): Promise<void> => {
          await terminal.runCommand(`Go to ${panel}`);
          await terminal.runCommand('Close the panel that has the keys');
        };
        // What is loaded and cached once is there after the first rounds.
        await round();
        await round();
        const before = await counted(session);
        for (let i = 0; i < ROUNDS; i += 1) await round();
        const after = await counted(session);
        expect(after.nodes - before.nodes, `nodes of ${panel}`).toBeLessThan(NODES_KEPT_MAX);
        expect(after.listeners - before.listeners, `listeners of ${panel}`).toBeLessThan(
          LISTENERS_KEPT_MAX,
        );
        await terminal.runCommand(`Go to ${panel}`);
      }
    });
  });
}

/** Counts after a collection of garbage. */
async function counted(
  session: CDPSession,
): Promise<{ readonly nodes: number; readonly listeners: number }> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((one) => one.name === name)?.value ?? 0;
  return { nodes: of('Nodes'), listeners: of('JSEventListeners') };
}
