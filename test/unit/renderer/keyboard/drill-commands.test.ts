import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { SourceStatus } from '../../../../engine/contract/messages.ts';
import type { EngineClient } from '../../../../renderer/client/engine-client.ts';
import { isFeedStale } from '../../../../renderer/keyboard/arming.ts';
import { drillCommands } from '../../../../renderer/keyboard/drill-commands.ts';
import { useMarket, useSource } from '../../../../renderer/stores/market.ts';
import { useTerminal } from '../../../../renderer/stores/terminal.ts';

const STATUS: SourceStatus = {
  kind: 'simulator',
  label: 'Simulated market',
  state: 'running',
  speed: 1,
  marketUs: 0,
  eventsDone: 0,
  eventsTotal: 0,
  problem: '',
  drills: [],
  feed: null,
};

const send = vi.fn(() => Promise.resolve({}));
// The commands use nothing else of a client.
const commands = drillCommands({ send } as unknown as EngineClient);

beforeEach(() => {
  send.mockClear();
  useSource.setState({ status: STATUS });
  useTerminal.setState({ symbol: 'NVDA' });
});

describe('drills in the palette', () => {
  test('are there while the market is simulated, not while a recording plays', () => {
    expect(commands.every(({ when }) => when?.() === true)).toBe(true);
    useSource.setState({ status: { ...STATUS, kind: 'replay' } });
    expect(commands.some(({ when }) => when?.() === true)).toBe(false);
  });

  test('ask for a drill of the chosen symbol', () => {
    commands.find(({ id }) => id === 'drill.gap_down')?.run();
    expect(send).toHaveBeenCalledWith({
      type: 'source.control',
      action: { kind: 'drill_gap', symbol: 'NVDA', basisPoints: -300 },
    });
  });

  test('ask for each kind once, and for their end', () => {
    for (const command of commands) command.run();
    const asked = JSON.stringify(send.mock.calls);
    for (const kind of ['disconnect', 'fast_tape', 'gap', 'reject', 'halt', 'end']) {
      expect(asked).toContain(`drill_${kind}`);
    }
  });
});

test('a feed that a drill has stopped is stale at once, so that keys disarm', () => {
  useMarket.setState({ heardMs: 1_000 });
  expect(isFeedStale(1_000)).toBe(false);
  useSource.setState({ status: { ...STATUS, state: 'disconnected' } });
  expect(isFeedStale(1_000)).toBe(true);
});
