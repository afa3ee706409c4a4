import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useTerminal } from '../../../../renderer/stores/terminal.ts';
import type { PanelId } from '../../../../renderer/stores/terminal.ts';
import {
  followLinks,
  groupOf,
  linkPanel,
  nextGroup,
  symbolOf,
  takeLinks,
  unusedGroup,
  useLinks,
} from '../../../../renderer/workspace/links.ts';

/** One channel between all windows of a test, as the browser's. */
class Channel {
  static readonly all = new Set<Channel>();
  readonly posted: unknown[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  constructor() {
    Channel.all.add(this);
  }
  postMessage(data: unknown): void {
    this.posted.push(data);
  }
  close(): void {
    Channel.all.delete(this);
  }
}

let stop: () => void;
beforeEach(() => {
  vi.stubGlobal('BroadcastChannel', Channel);
  useLinks.setState({ groups: {}, symbols: {}, active: 'main' });
  useTerminal.setState({ symbol: 'AAPL', targets: {} });
  useTerminal.getState().setFocusedPanel('order-ticket');
  stop = followLinks((symbol) => symbol !== 'NOPE');
});
afterEach(() => {
  stop();
  expect(Channel.all.size).toBe(0);
  vi.unstubAllGlobals();
});

const shown = (id: string): string => {
  const links = useLinks.getState();
  return symbolOf(links, groupOf(links, id), useTerminal.getState().symbol);
};
const focus = (focusedPanel: PanelId): void => {
  useTerminal.getState().setFocusedPanel(focusedPanel);
};
const only = (): Channel => {
  const [channel] = Channel.all;
  if (channel === undefined) throw new Error('no channel');
  return channel;
};

describe('symbol link groups', () => {
  it('of one colour show one symbol, of two colours two', () => {
    linkPanel('depth-ladder', 'blue');
    focus('depth-ladder');
    useTerminal.getState().setSymbol('MSFT');
    expect([shown('chart'), shown('depth-ladder')]).toEqual(['AAPL', 'MSFT']);
    focus('chart');
    expect(useTerminal.getState().symbol).toBe('AAPL');
    useTerminal.getState().setSymbol('TSLA');
    expect([shown('chart'), shown('depth-ladder')]).toEqual(['TSLA', 'MSFT']);
    linkPanel('chart', 'blue');
    expect([shown('chart'), useTerminal.getState().symbol]).toEqual(['MSFT', 'MSFT']);
  });

  it('leave the active symbol alone when a panel without a symbol of its own is used', () => {
    linkPanel('depth-ladder', 'red');
    focus('depth-ladder');
    useTerminal.getState().setSymbol('MSFT');
    focus('order-ticket');
    expect(useTerminal.getState().symbol).toBe('MSFT');
    expect(shown('chart')).toBe('AAPL');
  });

  it('leave the active symbol to a list of orders only while it is in a coloured one', () => {
    linkPanel('depth-ladder', 'red');
    focus('depth-ladder');
    useTerminal.getState().setSymbol('MSFT');
    focus('working-orders');
    expect(useTerminal.getState().symbol).toBe('MSFT');
    linkPanel('working-orders', 'blue');
    useTerminal.getState().setSymbol('TSLA');
    focus('chart');
    focus('working-orders');
    expect([shown('working-orders'), useTerminal.getState().symbol]).toEqual(['TSLA', 'TSLA']);
    linkPanel('working-orders', 'main');
    expect(useTerminal.getState().symbol).toBe('TSLA');
  });

  it('of a colour are shared with other windows, the main one is not', () => {
    linkPanel('chart', 'green');
    useTerminal.getState().setSymbol('MSFT');
    expect(only().posted).toEqual([]);
    focus('chart');
    useTerminal.getState().setSymbol('TSLA');
    expect(only().posted).toEqual([{ group: 'green', symbol: 'TSLA' }]);
    only().onmessage?.({ data: { group: 'green', symbol: 'AMD' } });
    expect(useTerminal.getState().symbol).toBe('AMD');
    expect(only().posted).toHaveLength(1);
    for (const data of [null, { group: 'main', symbol: 'F' }, { group: 'green', symbol: 'NOPE' }]) {
      only().onmessage?.({ data });
    }
    expect(useTerminal.getState().symbol).toBe('AMD');
  });

  it('tell two panels of one kind apart', () => {
    linkPanel('chart:2', unusedGroup(useLinks.getState()));
    useTerminal.getState().setFocusedPanel('chart', 'chart:2');
    useTerminal.getState().setSymbol('TSLA');
    expect([shown('chart'), shown('chart:2')]).toEqual(['AAPL', 'TSLA']);
    expect(unusedGroup(useLinks.getState())).toBe('green');
  });

  it('come back from a workspace with their symbols, the active one as it is', () => {
    takeLinks({ groups: { 'chart:2': 'red' }, symbols: { main: 'F', red: 'TSLA' } });
    expect([shown('chart'), shown('chart:2')]).toEqual(['AAPL', 'TSLA']);
    useTerminal.getState().setFocusedPanel('chart', 'chart:2');
    expect(useTerminal.getState().symbol).toBe('TSLA');
    takeLinks({ groups: { 'chart:2': 'red' }, symbols: { red: 'MSFT' } });
    expect([shown('chart'), shown('chart:2')]).toEqual(['AAPL', 'TSLA']);
  });

  it('go round from one colour to the next', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 5; i += 1) {
      const group = nextGroup(useLinks.getState(), 'chart');
      seen.add(group);
      linkPanel('chart', group);
    }
    expect(seen.size).toBe(5);
    expect(groupOf(useLinks.getState(), 'chart')).toBe('main');
  });
});
