/** Panels that are opened and closed again and again leave nothing behind. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CDPSession } from 'playwright';
import { until } from '../../support/e2e/eventually.ts';
import type { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import { integerOf } from '../../support/property-runs.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

/** How often each panel is opened: `STP_PANEL_ROUNDS=200`. */
const ASKED = integerOf('STP_PANEL_ROUNDS', 1, 1_000);
/** Rounds in which code is loaded and caches fill that then stay. */
const WARM_UP = 4;
const COLLECTIONS = 4;
const ROUND_MS_MAX = 2_000;
/** Kept by what goes on meanwhile: nodes, listeners and bytes in all, however many the rounds are. */
const KEPT_MAX: Counts = { nodes: 400, listeners: 100, heap: 3 * 1_048_576 };
const NAMES = ['nodes', 'listeners', 'heap'] as const;

/** Keys that open them; those of the last two are bound for the test. */
const PANELS: Readonly<Record<string, string>> = {
  Fills: 'F8',
  Alerts: 'Ctrl+F1',
  Quotes: 'F1',
  Chart: 'F2',
  Depth: 'F3',
  'Order ticket': 'F4',
  'Time & sales': 'F5',
  'Working orders': 'F6',
  Positions: 'F7',
  Performance: 'F9',
  Log: 'F10',
  History: 'F11',
  Account: 'F12',
  Advisor: 'Ctrl+F2',
};
/** Rounds of those that every run tries; with a hundred of the chart one listener left a round is seen. */
const IN_EACH_RUN: Readonly<Record<string, number>> = { Fills: 10, Alerts: 10, Chart: 100 };

const KEYMAP = join(import.meta.dirname, '../../../resources/keymap.json');

export function panelLeakScenarios(start: StartHost): void {
  describe('panels', () => {
    const started = new Started(start);
    const roundsOf = (title: string): number => ASKED ?? IN_EACH_RUN[title] ?? 0;
    const panels = Object.entries(PANELS).filter(([title]) => roundsOf(title) > 0);
    const inAll = panels.reduce((sum, [title]) => sum + roundsOf(title), 0);

    it(
      'leave no nodes, listeners and memory behind when they are closed',
      { timeout: 60_000 + inAll * ROUND_MS_MAX },
      async () => {
        const { terminal, host } = started;
        const { page } = terminal;
        await bindKeys(terminal);
        const session = await page.context().newCDPSession(page);
        await session.send('Performance.enable');
        for (const [title, key] of panels) {
          const rounds = roundsOf(title);
          // What is loaded and cached once is there after the first rounds.
          await page.evaluate(cycle, { title, key, rounds: WARM_UP });
          const before = await counted(session);
          await page.evaluate(cycle, { title, key, rounds });
          let now = before;
          const kept = (name: keyof Counts): number => now[name] - before[name];
          // Answers that are on their way to a panel that was closed hold it until they are there.
          const isLetGo = async (): Promise<boolean> => {
            now = await counted(session);
            return NAMES.every((name) => kept(name) < KEPT_MAX[name]);
          };
          await until(isLetGo, `${title} is let go of`).catch((problem: unknown) => {
            const figures = NAMES.map((name) => `${String(kept(name))} ${name}`).join(', ');
            expect.soft(null, `${figures} of ${title} kept: ${String(problem)}`).toBe('let go of');
          });
          if (ASKED === null) continue;
          const figures = `${String(kept('nodes'))} nodes, ${String(kept('listeners'))} listeners`;
          const mb = (kept('heap') / 1_048_576).toFixed(2);
          process.stdout.write(`${title}, ${String(rounds)} rounds: ${figures}, ${mb} MB\n`);
        }
        expect(host.complaints).toEqual([]);
      },
    );
  });
}

/** Gives the panels that have none a key, by a key map that is imported. */
async function bindKeys(terminal: TerminalPage): Promise<void> {
  const { page } = terminal;
  // The file is the product's own, checked by its tests.
  const map = JSON.parse(readFileSync(KEYMAP, 'utf8')) as { version: 1; bindings: unknown[] };
  const more = [
    { key: PANELS['Alerts'], command: 'panel.alerts' },
    { key: PANELS['Advisor'], command: 'panel.advisor' },
  ];
  const text = JSON.stringify({ ...map, bindings: [...map.bindings, ...more] });
  await terminal.runCommand('Edit the keys');
  await page.locator('input[type="file"][accept*="json"]').setInputFiles({
    name: 'keys.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  await page.getByText(/^Key map imported: \d+ keys$/).waitFor();
  await terminal.press('Esc');
}

/** Runs in the page: closes the panel by a middle click on its tab, opens it by its key, and again. */
async function cycle(asked: {
  readonly title: string;
  readonly key: string;
  readonly rounds: number;
}): Promise<void> {
  const frame = (): Promise<void> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => resolve());
    });
  const tab = (): Element | undefined =>
    [...document.querySelectorAll('.panel-tab')].find((one) =>
      one.textContent.startsWith(asked.title),
    );
  const [key = ''] = asked.key.split('+').slice(-1);
  const ctrlKey = asked.key.startsWith('Ctrl+');
  for (let round = 0; round < asked.rounds; round += 1) {
    tab()?.dispatchEvent(new PointerEvent('pointerup', { button: 1, bubbles: true }));
    while (tab() !== undefined) await frame();
    window.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, ctrlKey, bubbles: true }));
    while (tab() === undefined) await frame();
    await frame();
  }
}

interface Counts {
  readonly nodes: number;
  readonly listeners: number;
  /** Bytes in use. */
  readonly heap: number;
}

/** Counts after collections of garbage: what waits for a task of the page is there after one of them. */
async function counted(session: CDPSession): Promise<Counts> {
  for (let at = 0; at < COLLECTIONS; at += 1) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((one) => one.name === name)?.value ?? 0;
  return { nodes: of('Nodes'), listeners: of('JSEventListeners'), heap: of('JSHeapUsedSize') };
}
