import { afterPaint, browserEnvironment } from '../client/environment.ts';
import { useEngine } from '../client/engine-context.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { useConnection } from '../stores/connection.ts';
import { instrumentOf, useMarket } from '../stores/market.ts';
import { announce } from '../stores/notices.ts';
import { useTerminal } from '../stores/terminal.ts';
import { useTrading } from '../stores/trading.ts';
import { createTradingActions } from './actions.ts';
import type { TradingActions } from './actions.ts';
import { registerTradingCommands } from './commands.ts';
import { newClientOrderId } from './client-order-id.ts';
import { useRehearsal } from './preferences.ts';
import { useTicket } from './ticket-store.ts';

/** One set of actions for each client; there is one client a window. */
const actionsByClient = new WeakMap<EngineClient, TradingActions>();

/** The trading actions over a client; made at the first call, they last as long as the window. */
export function tradingActions(client: EngineClient): TradingActions {
  let actions = actionsByClient.get(client);
  if (actions === undefined) {
    actions = wire(client);
    actionsByClient.set(client, actions);
  }
  return actions;
}

/** The same for a panel. */
export function useTradingActions(): TradingActions {
  return tradingActions(useEngine());
}

function wire(client: EngineClient): TradingActions {
  const actions = createTradingActions({
    send: (body) => client.send(body),
    connected: () => client.connection.state === 'ready',
    onConnected: (listener) =>
      client.onState((connection) => {
        if (connection.state === 'ready') listener();
      }),
    venue: () => useConnection.getState().welcome?.venue ?? 'local',
    rehearses: () => useRehearsal.getState().on,
    instrumentOf,
    quoteOf: (symbol) => useMarket.getState().quotes.get(symbol) ?? null,
    workingOrders: () => useTrading.getState().workingOrders,
    orderOf: (orderId) => useTrading.getState().orders.get(orderId) ?? null,
    positions: () => useTrading.getState().positions.values(),
    announce,
    newClientOrderId,
    after: browserEnvironment.after,
    // A task later: what times this very answer, or a key pressed meanwhile, goes before the work that follows.
    afterPaint: (callback) =>
      afterPaint(browserEnvironment, () => void browserEnvironment.after(0, callback)),
  });
  actions.setSymbol(useTerminal.getState().symbol);
  useTerminal.subscribe(({ symbol }) => actions.setSymbol(symbol));
  fillPriceOnce(actions);
  registerTradingCommands(actions);
  return actions;
}

/** The first symbol is set before its first quote is there; its price follows once, when it comes. */
function fillPriceOnce(actions: TradingActions): void {
  const stop = useMarket.subscribe(({ quotes }) => {
    const { draft } = useTicket.getState();
    if (draft.symbol === '' || !quotes.has(draft.symbol)) return;
    stop();
    if (draft.priceText === '') actions.restPrice();
  });
}
