/** What a trader takes along for the people who make the terminal faster. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/e2e/eventually.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

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

    it('shows how long market data is on its way and what the display does', async () => {
      const { terminal } = started;
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
      await terminal.arm();
      await terminal.buyAtMarket();
    });
  });
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
