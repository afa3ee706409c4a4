import { registerCommand } from '../keyboard/commands.ts';
import type { Command } from '../keyboard/commands.ts';
import { instrumentOf } from '../stores/market.ts';
import { announce } from '../stores/notices.ts';
import { useTerminal } from '../stores/terminal.ts';
import { openOverlay } from '../stores/overlay.ts';
import { useTrading } from '../stores/trading.ts';
import { accountText } from '../text/account.ts';
import { riskText } from '../text/risk.ts';
import { tradingText } from '../text/trading.ts';
import { isStopType } from '../../engine/domain/order.ts';
import type { OrderType } from '../../engine/domain/order.ts';
import type { Side } from '../../engine/domain/side.ts';
import type { TradingActions } from './actions.ts';
import { presetsOf } from './presets.ts';
import { CLOSE_PARTS } from './scope.ts';
import { useTicket } from './ticket-store.ts';

/** Steps that an arrow with Shift moves the price by. */
const FAST_STEPS = 10;
const PRESET_COUNT = 4;

/** Adds the trader's commands; keys for them are in the key map. Returns what removes them. */
export function registerTradingCommands(actions: TradingActions): () => void {
  const all = [
    ...orderCommands(actions),
    ...scopeCommands(actions),
    ...riskCommands(actions),
    ...twoStep(actions),
  ];
  const undo = all.map(registerCommand);
  return () => {
    for (const remove of undo) remove();
  };
}

const activeSymbol = (): string => useTerminal.getState().symbol;

function orderCommands(actions: TradingActions): Command[] {
  const words = tradingText.commands;
  const order = (id: string, title: string, side: Side, orderType: OrderType): Command => ({
    id,
    title,
    needsArmed: true,
    run: () => {
      const price = isStopType(orderType) ? 'away' : 'touch';
      actions.prepare({ symbol: activeSymbol(), side, orderType, price });
    },
  });
  const presets = Array.from({ length: PRESET_COUNT }, (_, at): Command => {
    return {
      id: `order.preset_${at + 1}`,
      title: words.preset(at + 1),
      run: () => {
        const instrument = instrumentOf(activeSymbol());
        const { sizeUnit } = useTicket.getState().draft;
        const size =
          instrument === null ? undefined : presetsOf(instrument.assetClass, sizeUnit)[at];
        if (size !== undefined) actions.setSize(size);
      },
    };
  });
  return [
    order('order.buy_limit', words.buyLimit, 'buy', 'limit'),
    order('order.sell_limit', words.sellLimit, 'sell', 'limit'),
    order('order.buy_market', words.buyMarket, 'buy', 'market'),
    order('order.sell_market', words.sellMarket, 'sell', 'market'),
    order('order.buy_stop', words.buyStop, 'buy', 'stop'),
    order('order.sell_stop', words.sellStop, 'sell', 'stop'),
    order('order.buy_trailing', words.buyTrailing, 'buy', 'trailing_stop'),
    order('order.sell_trailing', words.sellTrailing, 'sell', 'trailing_stop'),
    {
      id: 'order.join',
      title: words.join,
      needsArmed: true,
      run: () => actions.join(activeSymbol()),
    },
    ...presets,
    { id: 'order.size_unit', title: words.sizeUnit, run: () => actions.setSizeUnit(null) },
  ];
}

function scopeCommands(actions: TradingActions): Command[] {
  const words = tradingText.commands;
  return [
    {
      id: 'order.cancel_symbol',
      title: words.cancelSymbol,
      run: () => actions.prepareCancel(activeSymbol(), null),
    },
    {
      id: 'order.cancel_all',
      title: words.cancelAll,
      run: () => actions.prepareCancel(null, null),
    },
    {
      id: 'position.close',
      title: words.closePosition,
      needsArmed: true,
      run: () => actions.prepareFlatten(activeSymbol()),
    },
    ...CLOSE_PARTS.map((parts): Command => {
      return {
        id: `position.close_part_${parts}`,
        title: words.closePart(parts),
        needsArmed: true,
        run: () => actions.prepareClose(activeSymbol(), parts),
      };
    }),
    {
      id: 'position.reverse',
      title: words.reverse,
      needsArmed: true,
      run: () => actions.prepareReverse(activeSymbol()),
    },
    {
      id: 'position.break_even',
      title: words.breakEven,
      needsArmed: true,
      run: () => actions.prepareBreakEven(activeSymbol()),
    },
    {
      id: 'position.flatten_all',
      title: words.flattenAll,
      needsArmed: true,
      run: () => actions.prepareFlatten(null),
    },
  ];
}

/** The kill switch works unarmed: it is the way out of everything. */
function riskCommands(actions: TradingActions): Command[] {
  const words = riskText.commands;
  return [
    { id: 'risk.kill', title: words.kill, run: actions.prepareKill },
    {
      id: 'risk.unlock',
      title: words.unlock,
      when: () => useTrading.getState().risk?.lockedBy === 'kill_switch',
      run: actions.unlock,
    },
    { id: 'risk.limits', title: words.limits, run: () => openOverlay('risk') },
    {
      id: 'account.settings',
      title: accountText.openSettings,
      run: () => openOverlay('account'),
    },
  ];
}

function twoStep(actions: TradingActions): Command[] {
  const words = tradingText.commands;
  const pricedPrepared = (): boolean => {
    const { stage, draft } = useTicket.getState();
    return stage === 'preview' && draft.orderType !== 'market';
  };
  const nudge = (id: string, title: string, steps: number): Command => ({
    id,
    title,
    first: true,
    repeats: true,
    when: pricedPrepared,
    run: () => actions.nudgePrice(steps),
  });
  return [
    {
      id: 'order.confirm',
      title: words.confirm,
      first: true,
      when: actions.isPrepared,
      // Cancels and the kill switch work unarmed; else what trades must be armed when Enter comes.
      run: () => {
        const kind = useTicket.getState().scope?.kind;
        const getsOut = kind === 'cancel' || kind === 'kill';
        if (getsOut || useTerminal.getState().armed) actions.confirm();
        else announce('warning', tradingText.notArmed, 'key.not_armed');
      },
    },
    {
      id: 'order.drop',
      title: words.drop,
      first: true,
      when: actions.isPrepared,
      run: actions.drop,
    },
    nudge('order.price_up', words.priceUp, 1),
    nudge('order.price_down', words.priceDown, -1),
    nudge('order.price_up_10', words.priceUpFast, FAST_STEPS),
    nudge('order.price_down_10', words.priceDownFast, -FAST_STEPS),
  ];
}
