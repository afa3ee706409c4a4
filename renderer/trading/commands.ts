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
import { toggleRehearsal, usePreferences } from './preferences.ts';
import type { Preparation } from './prepared-draft.ts';
import { presetsOf } from './presets.ts';
import { CLOSE_PARTS } from './scope.ts';
import type { ScopeWish } from './scope-wish.ts';
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
  const prepared = (id: string, title: string, wanted: () => Preparation): Command => ({
    ...{ id, title, needsArmed: true, prepares: true },
    says: () => actions.describe(wanted()),
    run: () => {
      actions.prepare(wanted());
    },
  });
  const order = (id: string, title: string, side: Side, orderType: OrderType): Command =>
    prepared(id, title, () => {
      const price = isStopType(orderType) ? 'away' : 'touch';
      return { symbol: activeSymbol(), side, orderType, price };
    });
  const bracket = (id: string, title: string, side: Side): Command =>
    prepared(id, title, () => ({
      ...{ symbol: activeSymbol(), side, orderType: 'limit', price: 'touch' },
      bracket: usePreferences.getState().bracket,
    }));
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
    bracket('order.buy_bracket', words.buyBracket, 'buy'),
    bracket('order.sell_bracket', words.sellBracket, 'sell'),
    prepared('order.join', words.join, () => {
      const { side } = useTicket.getState().draft;
      return { symbol: activeSymbol(), side, orderType: 'limit', price: 'join' };
    }),
    ...presets,
    {
      id: 'order.rehearsal',
      title: words.rehearsal,
      run: () => announce('info', tradingText.rehearsing[toggleRehearsal() ? 'on' : 'off']),
    },
    { id: 'order.size_unit', title: words.sizeUnit, run: () => actions.setSizeUnit(null) },
  ];
}

function scopeCommands(actions: TradingActions): Command[] {
  const words = tradingText.commands;
  /** Cancelling needs no armed state: it only ever backs out. */
  const scope = (id: string, title: string, wish: () => ScopeWish): Command => ({
    ...{ id, title, prepares: true, needsArmed: wish().kind !== 'cancel' },
    says: () => actions.describe(wish()),
    run: () => actions.prepareScope(wish()),
  });
  const onSymbol = (kind: 'flatten' | 'reverse' | 'break_even') => (): ScopeWish => {
    return { kind, symbol: activeSymbol() };
  };
  const cancel = (id: string, title: string, side: Side | null): Command =>
    scope(id, title, () => ({ kind: 'cancel', symbol: activeSymbol(), side }));
  return [
    cancel('order.cancel_symbol', words.cancelSymbol, null),
    cancel('order.cancel_buys', words.cancelBuys, 'buy'),
    cancel('order.cancel_sells', words.cancelSells, 'sell'),
    scope('order.cancel_all', words.cancelAll, () => ({
      ...{ kind: 'cancel', symbol: null, side: null },
    })),
    scope('position.close', words.closePosition, onSymbol('flatten')),
    ...CLOSE_PARTS.map((parts) =>
      scope(`position.close_part_${parts}`, words.closePart(parts), () => {
        return { kind: 'close', symbol: activeSymbol(), parts };
      }),
    ),
    scope('position.reverse', words.reverse, onSymbol('reverse')),
    scope('position.break_even', words.breakEven, onSymbol('break_even')),
    scope('position.flatten_all', words.flattenAll, () => ({ kind: 'flatten', symbol: null })),
  ];
}

/** The kill switch works unarmed: it is the way out of everything. */
function riskCommands(actions: TradingActions): Command[] {
  const words = riskText.commands;
  return [
    {
      ...{ id: 'risk.kill', title: words.kill, prepares: true },
      says: () => actions.describe({ kind: 'kill' }),
      run: actions.prepareKill,
    },
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
