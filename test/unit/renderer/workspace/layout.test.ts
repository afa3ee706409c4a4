import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SerializedDockview } from 'dockview-react';
import { PANEL_IDS } from '../../../../renderer/stores/terminal.ts';

/** dockview looks for a window when it is loaded; nothing of it is used here. */
beforeAll(() => {
  vi.stubGlobal('window', { addEventListener: () => undefined });
});
afterAll(() => {
  vi.unstubAllGlobals();
});

async function modules() {
  const { defaultLayout } = await import('../../../../renderer/workspace/default-workspace.ts');
  const { readOldLayout: readLayout } =
    await import('../../../../renderer/workspace/saved-layout.ts');
  return { defaultLayout, readLayout };
}

type Node = SerializedDockview['grid']['root'];

function leaves(node: Node): { view: string; size: number }[] {
  if (Array.isArray(node.data)) return node.data.flatMap(leaves);
  return [{ view: node.data.views[0] ?? '', size: node.size ?? 0 }];
}

describe('the default workspace', () => {
  it.each([
    [1_280, 740],
    [1_920, 1_020],
  ])('at %i x %i gives the chart the most room', async (width, height) => {
    const { defaultLayout } = await modules();
    const layout = defaultLayout(width, height);
    const sizes = new Map(leaves(layout.grid.root).map(({ view, size }) => [view, size]));
    const side = ['quote-board', 'depth-ladder'].map((id) => sizes.get(id) ?? 0);
    expect(sizes.get('chart')).toBeGreaterThan(Math.max(...side) * 1.5);
    expect(Object.keys(layout.panels).sort()).toEqual([...PANEL_IDS].sort());
  });

  it('can be saved and read back', async () => {
    const { defaultLayout, readLayout } = await modules();
    const layout = defaultLayout(1_280, 740);
    expect(readLayout(JSON.stringify({ version: 1, layout }))).toEqual(layout);
  });
});

describe('a saved workspace', () => {
  it('is not used when it is damaged, of another version or names an unknown panel', async () => {
    const { defaultLayout, readLayout } = await modules();
    const layout = defaultLayout(1_280, 740);
    const alien = { ...layout, panels: { x: { id: 'x', contentComponent: 'x' } } };
    const wrong = [
      '{',
      'null',
      '[]',
      JSON.stringify({ version: 2, layout }),
      JSON.stringify({ version: 1, layout: { ...layout, grid: 7 } }),
      JSON.stringify({ version: 1, layout: { ...layout, panels: {} } }),
      JSON.stringify({ version: 1, layout: alien }),
    ];
    for (const text of wrong) expect(readLayout(text), text.slice(0, 60)).toBeNull();
  });
});
