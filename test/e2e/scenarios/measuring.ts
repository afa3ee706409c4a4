/** What a trader takes along for the people who make the terminal faster. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MetricSample } from '../../../engine/contract/metrics.ts';
import type { Telemetry } from '../../../engine/contract/telemetry.ts';
import { eventually } from '../../support/e2e/eventually.ts';
import { memoryBytes, processorSeconds } from '../../support/e2e/kernel-figures.ts';
import {
  fillHeap,
  heapOf,
  observeWindow,
  ownFigures,
  spin,
} from '../../support/e2e/window-figures.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

/** Times that the page is held up for two long tasks: more than all else it does meanwhile. */
const SPINS = 4;
/** Browsers tell of long tasks in whole milliseconds. */
const WHOLE_MS = 2 * SPINS;
const MS_PER_S = 1_000;
/** By how much the time between two reports may differ where it is noted at either end of sending them. */
const CLOCKS_APART = 0.1;
/** Between two looks at all pages of all processes. */
const MEMORY_APART = 0.3;
/**
 * By what share the use of a processor may differ between all seconds and those that were told of; seconds of it
 * between two looks; and what it may have been in those before the first, of which a host tells later.
 */
const PROCESSOR_APART = 0.25;
const LOOK_S = 0.25;
const BEFORE_S = 1.5;
const US_PER_MS = 1_000;
const US_PER_S = 1_000_000;
/** Several times as much as the script of a window holds by itself. */
const FILLED_BYTES = 128_000_000;

/** The part of what the panel saves that is looked at. */
interface Saved {
  readonly engine: Telemetry;
  /** One a second. */
  readonly history: readonly MetricSample[];
}

/** Seconds on a processor until a time, of the engine and of the other processes. */
interface Used {
  readonly pids: readonly number[];
  readonly atUs: number;
  readonly engineS: number;
  readonly othersS: number;
}

/** Head of a snapshot and its flat lists, as DevTools reads them. */
interface HeapFile {
  readonly snapshot: {
    readonly meta: { readonly node_fields: string[]; readonly edge_fields: string[] };
    readonly node_count: number;
    readonly edge_count: number;
  };
  readonly nodes: number[];
  readonly edges: number[];
  readonly strings: string[];
}

export function measuringScenarios(start: StartHost): void {
  describe('measuring', () => {
    const started = new Started(start);
    let usedBefore: Used = { pids: [], atUs: 0, engineS: 0, othersS: 0 };

    it('shows how long market data is on its way and what the display does', async () => {
      const { terminal } = started;
      await observeWindow(terminal.page);
      await terminal.press('F9');
      for (const stage of ['market.transit', 'frame.gap']) {
        const count = terminal.panel('performance').locator(`tr[data-stage="${stage}"] td.dim`);
        await eventually(() => count.first().innerText(), stage).toMatch(/^[1-9]/);
      }
    });

    it('writes a snapshot of the heap by one key, which Chrome can open, and trades on', async () => {
      const { terminal } = started;
      await terminal.press('Ctrl+Shift+F10');
      const { snapshot, nodes, edges, strings } = await savedSnapshot(started);
      expect(nodes).toHaveLength(snapshot.node_count * snapshot.meta.node_fields.length);
      expect(edges).toHaveLength(snapshot.edge_count * snapshot.meta.edge_fields.length);
      expect(snapshot.node_count).toBeGreaterThan(10_000);
      expect(strings).toContain('ClientConnection');
      const item = terminal.page.getByTestId('status-profile');
      await item.waitFor({ state: 'detached' });
      await terminal.arm();
      await terminal.buyAtMarket();
    });

    it('writes a CPU profile by one key, in the desktop of the window too', async () => {
      const { host, terminal } = started;
      // The engine's alone is looked at in test/integration/host.
      if (host.name !== 'electron') return;
      expect(profilesIn(host).map((name) => name.replace(/-.*\./, '.'))).toContain(
        'page.heapsnapshot',
      );
      await terminal.press('Ctrl+Shift+F9');
      const isOfPage = (name: string): boolean => /^page-.*\.cpuprofile$/.test(name);
      await eventually(() => profilesIn(host).find(isOfPage), 'profile of the page').toBeDefined();
      await terminal.page.getByTestId('status-profile').waitFor({ state: 'detached' });
      const file = profilesIn(host).find(isOfPage) ?? '';
      // Written by V8; what is wrong with it shows below.
      const profile = JSON.parse(readFileSync(join(host.dataFolder, 'profiles', file), 'utf8')) as {
        readonly nodes: readonly { readonly callFrame: { readonly url: string } }[];
        readonly samples: readonly number[];
      };
      expect(profile.samples.length).toBeGreaterThan(0);
      expect(profile.nodes.some(({ callFrame }) => callFrame.url.startsWith('app://'))).toBe(true);
    });

    it('takes a profile at a button as well, which names its key and cancels it', async () => {
      const { terminal } = started;
      await terminal.press('F9');
      const button = terminal
        .panel('performance')
        .getByRole('button', { name: 'CPU', exact: true });
      expect(await button.getAttribute('title')).toContain('(Ctrl+Shift+F9)');
      await button.click();
      await terminal.page.getByTestId('status-profile').waitFor();
      await button.and(terminal.page.locator('[aria-pressed="true"]')).click();
      await terminal.page.getByTestId('status-profile').waitFor({ state: 'detached' });
    });

    it('compares two periods, in the times of the zone that the screen has', async () => {
      const { terminal } = started;
      await terminal.press('F9');
      const panel = terminal.panel('performance');
      await panel.getByRole('radio', { name: 'Compare', exact: true }).click();
      const late = panel.getByTestId('comparison').locator('tr', { hasText: 'Event loop late' });
      // What is stored comes every ten seconds; a stretch chosen anew ends now.
      const chosenAnew = async (): Promise<string> => {
        await panel.getByRole('radio', { name: '1 h', exact: true }).click();
        await panel.getByRole('radio', { name: '5 min', exact: true }).click();
        return late.locator('td').nth(1).innerText();
      };
      await eventually(chosenAnew, 'what was measured in B').toMatch(/\d/);

      const end = panel.getByRole('textbox', { name: 'B to' });
      const clock = new Intl.DateTimeFormat('sv-SE', {
        timeZone: 'America/New_York',
        dateStyle: 'short',
        timeStyle: 'medium',
      });
      const text = await end.inputValue();
      const minutesAgo = Array.from({ length: 300 }, (_, s) =>
        clock.format(Date.now() - s * 1_000),
      );
      expect(minutesAgo).toContain(text);
      await end.fill('yesterday');
      await eventually(() => panel.innerText(), 'what is wrong with it').toContain('Needs dates');
      await end.fill(text);
      await eventually(() => late.locator('td').nth(1).innerText(), 'B').toMatch(/\d/);
      await panel.getByRole('radio', { name: 'Overview', exact: true }).click();
    });

    it('reports frames, long work, time and memory of the window as others count them', async () => {
      const { page } = started.terminal;
      await fillHeap(page, FILLED_BYTES);
      if (process.platform === 'linux') usedBefore = usedBy(await saved(started));
      const reportedMs = async (): Promise<number> => (await ownFigures(page)).reportedTaskMs;
      const before = await reportedMs();
      let spunMs = 0;
      for (let spins = 0; spins < SPINS; spins += 1) spunMs += await spin(page);
      await eventually(reportedMs, 'reported long work').toBeGreaterThanOrEqual(
        before + Math.floor(spunMs) - WHOLE_MS,
      );
      const counted = async (): Promise<number> => (await ownFigures(page)).frames.length;
      // window.fps: the next may be of a stretch in which something was pressed; the one after it is not.
      const settled = (await counted()) + 1;
      await eventually(counted, 'reports of frames').toBeGreaterThan(settled);
      const { reportedTaskMs, seenTaskMs, frames, reports } = await ownFigures(page);
      // window.long_tasks: all that was reported has been seen.
      expect(reportedTaskMs).toBeLessThanOrEqual(seenTaskMs + WHOLE_MS);
      for (const { reported, most } of frames) expect(reported).toBeLessThanOrEqual(most);
      for (const { reported, least } of frames.slice(settled)) {
        expect(reported).toBeGreaterThanOrEqual(least);
      }
      // What is counted is told a second.
      const toldS = reports.slice(1).reduce((sum, { seconds }) => sum + seconds, 0);
      const passedMs = (reports.at(-1)?.atMs ?? 0) - (reports[0]?.atMs ?? 0);
      expect(Math.abs((toldS * MS_PER_S) / passedMs - 1)).toBeLessThan(CLOCKS_APART);
      // window.heap: all else that the script holds comes and goes.
      const heapBytes = reports.at(-1)?.heapBytes ?? 0;
      expect(heapBytes).toBeGreaterThan(FILLED_BYTES);
      expect(Math.abs(heapBytes - (await heapOf(page)))).toBeLessThan(FILLED_BYTES / 2);
    });

    it.runIf(process.platform === 'linux')(
      'tells what all processes of the terminal use, as the kernel counts it',
      async () => {
        const { engine, history } = await saved(started);
        const used = usedBy({ engine });
        expect(used.pids).toEqual(usedBefore.pids);
        expect(used.pids).toContain(await started.host.enginePid());
        const memory = engine.sample.values['app.memory'] ?? 0;
        expect(Math.abs(memory / memoryBytes(used.pids) - 1)).toBeLessThan(MEMORY_APART);
        // Told a second, and by hosts every few seconds of those that have passed.
        const told = { engineS: 0, othersS: 0 };
        for (const [at, { atUs, values }] of history.entries()) {
          const fromUs = Math.max(usedBefore.atUs, history[at - 1]?.atUs ?? atUs);
          const seconds = Math.max(0, (atUs - fromUs) / US_PER_S);
          const { 'engine.cpu': engineCores = 0, 'app.cpu': cores = 0 } = values;
          told.engineS += seconds * engineCores;
          told.othersS += seconds * (cores - engineCores);
        }
        for (const each of ['engineS', 'othersS'] as const) {
          const seconds = used[each] - usedBefore[each];
          expect(told[each], each).toBeGreaterThan(seconds * (1 - PROCESSOR_APART) - LOOK_S);
          expect(told[each], each).toBeLessThan(seconds * (1 + PROCESSOR_APART) + BEFORE_S);
        }
      },
    );
  });
}

/** What the panel shows, as its button saves it. */
async function saved({ host, terminal }: Started): Promise<Saved> {
  await terminal.press('F9');
  const button = terminal.panel('performance').getByRole('button', { name: 'JSON', exact: true });
  const { text } = await host.savedFile(terminal.page, () => button.click());
  // By the panel's own types.
  return JSON.parse(text) as Saved;
}

/** What the processes that the panel tells of have used until now. */
function usedBy({ engine: { processes } }: Pick<Saved, 'engine'>): Used {
  const all = processes.filter(({ kind }) => kind === 'process');
  const ofEngine = all.filter(({ name }) => name === 'engine').map(({ pid }) => pid);
  const pids = all.map(({ pid }) => pid);
  const engineS = processorSeconds(ofEngine);
  const othersS = processorSeconds(pids) - engineS;
  return { pids, atUs: Date.now() * US_PER_MS, engineS, othersS };
}

/** Names of the profiles that were written. */
function profilesIn({ dataFolder }: { readonly dataFolder: string }): readonly string[] {
  const folder = join(dataFolder, 'profiles');
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** The snapshot, once it is whole: the window is told too, but gives up where a busy machine takes long. */
async function savedSnapshot({ host }: Started): Promise<HeapFile> {
  const folder = join(host.dataFolder, 'profiles');
  let text = '';
  const read = (): Promise<string> => {
    const name = existsSync(folder) ? readdirSync(folder)[0] : undefined;
    text = name === undefined ? '' : readFileSync(join(folder, name), 'utf8');
    return Promise.resolve(text.slice(-20).trimEnd());
  };
  await eventually(read, 'the end of the file').toMatch(/"\]\s*\}$/);
  // Written by V8; what is wrong with it shows in the test.
  return JSON.parse(text) as HeapFile;
}
