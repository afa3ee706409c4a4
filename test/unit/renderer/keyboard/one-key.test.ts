import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registerCommand, useCommands } from '../../../../renderer/keyboard/commands.ts';
import type { Command } from '../../../../renderer/keyboard/commands.ts';
import { keyOutlook } from '../../../../renderer/keyboard/key-outlook.ts';
import { DEFAULT_KEYMAP, useKeymap } from '../../../../renderer/keyboard/keymap.ts';
import { oneKey } from '../../../../renderer/keyboard/one-key.ts';
import { useTerminal } from '../../../../renderer/stores/terminal.ts';
import type { TradingActions } from '../../../../renderer/trading/actions.ts';
import { registerTradingCommands } from '../../../../renderer/trading/commands.ts';
import { useTicket } from '../../../../renderer/trading/ticket-store.ts';
import type { FakeDesk } from '../trading/fake-desk.ts';
import { openDesk } from '../trading/fake-desk.ts';
import { sampleOrder } from '../trading/sample-orders.ts';

let desk: FakeDesk;
let actions: TradingActions;
let undo: () => void;

beforeEach(() => {
  ({ desk, actions } = openDesk());
  undo = registerTradingCommands(actions);
  useTerminal.setState({ symbol: 'AAPL', armed: true });
});
afterEach(() => {
  undo();
  actions.dispose();
  useTerminal.setState({ symbol: '', armed: false });
  useKeymap.setState({ bindings: DEFAULT_KEYMAP.bindings });
});

function command(id: string): Command {
  const found = useCommands.getState().commands.get(id);
  if (found === undefined) throw new Error(`no command ${id}`);
  return found;
}
const press = (id: string): void => oneKey(command(id), actions).run();
const sent = (): string[] =>
  desk.requests.map(({ body }) => body.type).filter((type) => type !== 'order.preview');

describe('a key that sends at once', () => {
  it('prepares and sends what it has prepared', () => {
    press('order.buy_limit');
    expect(sent()).toEqual(['order.submit']);
    expect(desk.sent('order.submit')[0]?.body).toMatchObject({ side: 'buy', qtyLots: 100 });
  });

  it('never sends what another key has prepared before', () => {
    command('order.buy_limit').run();
    desk.quote = null;
    press('order.sell_limit');
    expect(sent()).toEqual([]);
    expect(useTicket.getState().stage).toBe('preview');
  });

  it('only prepares while not armed', () => {
    useTerminal.setState({ armed: false });
    desk.working = [sampleOrder()];
    press('order.cancel_symbol');
    expect(sent()).toEqual([]);
    expect(useTicket.getState().scope).toMatchObject({ kind: 'cancel', orders: 1 });
  });

  it('that is the kill switch works unarmed too', () => {
    useTerminal.setState({ armed: false });
    press('risk.kill');
    expect(sent()).toEqual(['risk.kill']);
  });
});

describe('what a key would do', () => {
  it('is every word of what it would prepare or send', () => {
    expect(keyOutlook('Alt+B')).toBe(
      'Alt+B prepares: BUY 100 AAPL LMT 187.26 DAY on LOCAL. Enter sends',
    );
    useKeymap.setState({
      bindings: [{ key: 'Alt+B', command: 'order.buy_limit', send: true }],
    });
    expect(keyOutlook('Alt+B')).toBe('Alt+B SENDS at once: BUY 100 AAPL LMT 187.26 DAY on LOCAL');
  });

  it('says that nothing happens while not armed, and what it would be armed', () => {
    useTerminal.setState({ armed: false });
    expect(keyOutlook('Alt+B')).toMatch(
      /nothing while not armed. Armed it would prepare: BUY 100 AAPL LMT 187\.26/,
    );
  });

  it('names the scope that it covers now', () => {
    desk.working = [sampleOrder()];
    expect(keyOutlook('Alt+X')).toBe('Alt+X prepares: Cancel 1 order in AAPL. Enter sends');
    expect(keyOutlook('Alt+F')).toContain('Flatten all: cancel 1 order, close 0 positions');
  });

  it('says what does nothing, and changes nothing by saying so', () => {
    expect(keyOutlook('Alt+Z')).toBe('Alt+Z: bound to nothing');
    expect(keyOutlook('Enter')).toMatch(/does nothing at the moment$/);
    const forget = registerCommand({ id: 'x.y', title: 'X', run: () => expect.fail('it ran') });
    useKeymap.setState({ bindings: [{ key: 'Alt+Z', command: 'x.y' }] });
    expect(keyOutlook('Alt+Z')).toBe('Alt+Z: X');
    forget();
    expect(desk.requests).toEqual([]);
  });
});
