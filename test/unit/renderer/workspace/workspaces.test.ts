import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

/** dockview looks for a window when it is loaded; nothing of it is used here. */
beforeAll(() => {
  vi.stubGlobal('window', { addEventListener: () => undefined });
});
afterAll(() => {
  vi.unstubAllGlobals();
});

async function modules() {
  const templates = await import('../../../../renderer/workspace/templates.ts');
  const file = await import('../../../../renderer/workspace/workspace-file.ts');
  const desk = await import('../../../../renderer/workspace/workspace-desk.ts');
  return { ...templates, ...file, ...desk };
}

describe('workspaces', () => {
  it.each(['day', 'swing', 'performance'] as const)(
    'from the template %s are files that can be read back, at any size',
    async (name) => {
      const { template, readWorkspace } = await modules();
      for (const [width, height] of [
        [1_280, 740],
        [1_920, 1_020],
      ] as const) {
        const made = template(name, width, height);
        expect(readWorkspace(JSON.parse(JSON.stringify(made)))).toEqual(made);
      }
    },
  );

  it('keep the colour of panels, and drop what is no panel and no colour', async () => {
    const { template, readWorkspace, readWindow } = await modules();
    const made = template('day', 1_280, 740);
    const groups = { chart: 'blue', log: 'red', 'depth-ladder': 'pink', 'quote-board': 'main' };
    const read = readWorkspace({ ...made, groups });
    expect(read?.groups).toEqual({ chart: 'blue' });
    expect(readWindow({ workspace: read, name: 'Mine' })).toEqual({
      workspace: read,
      name: 'Mine',
    });
    expect(readWindow({ workspace: { ...made, version: 9 }, name: null })).toBeNull();
    expect(readWorkspace({ ...made, layout: { panels: {} } })).toBeNull();
  });

  it('keep several panels of a kind, with the symbol of each colour and their timeframes', async () => {
    const { template, readWorkspace } = await modules();
    const made = template('swing', 1_280, 740);
    const second = { id: 'chart:2', contentComponent: 'chart', title: 'Chart 2' };
    const layout = { ...made.layout, panels: { ...made.layout.panels, 'chart:2': second } };
    const read = readWorkspace({
      ...made,
      layout,
      groups: { 'chart:2': 'red', 'order-ticket:2': 'red' },
      symbols: { red: 'TSLA', pink: 'AAPL', blue: 'no symbol' },
      timeframes: { 'chart:2': '5m', 'chart:3': 'never', fills: '1m' },
    });
    expect(read).toMatchObject({ layout, groups: { 'chart:2': 'red' } });
    expect(read?.symbols).toEqual({ red: 'TSLA' });
    expect(read?.timeframes).toEqual({ 'chart:2': '5m' });
    const wrong = { ...second, contentComponent: 'fills' };
    const panels = { ...made.layout.panels, 'chart:2': wrong };
    expect(readWorkspace({ ...made, layout: { ...layout, panels } })).toBeNull();
  });

  it('have names that are free, short and visible', async () => {
    const { nameProblem, freeName } = await modules();
    expect(nameProblem('Day', ['Swing'])).toBeNull();
    for (const name of ['', ' Day', 'x'.repeat(49), 'a\u0000']) {
      expect(nameProblem(name, []), name).not.toBeNull();
    }
    expect(nameProblem('Day', ['Day'])).toContain('Day');
    expect(freeName('Day', ['Day', 'Day 2'])).toBe('Day 3');
  });
});
