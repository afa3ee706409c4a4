/**
 * Everything a trader can do, for keys, buttons and palette alike. Two steps: `prepare*` puts an
 * order or a scope in front of the trader, `confirm` sends it, `drop` backs out and never trades.
 */
import type { OrderType } from '../../engine/domain/order.ts';
import type { Side } from '../../engine/domain/side.ts';
import { tradingText } from '../text/trading.ts';
import type { OrderDraft } from './draft.ts';
import { isRefusal, parseDraft, priceEdit, sameTerms, stepPriceText } from './draft.ts';
import type { OrderChanges } from './order-changes.ts';
import { createOrderChanges } from './order-changes.ts';
import { presetsOf } from './presets.ts';
import { createPreviewer } from './previewer.ts';
import type { ScopeAction } from './scope.ts';
import { cancelScope, flattenScope, isEmptyScope } from './scope.ts';
import { sayOutcome } from './say-outcome.ts';
import { createScopeRunner } from './scope-runner.ts';
import { createSubmitter } from './submit-order.ts';
import { drawTicketLater, editDraft, useTicket } from './ticket-store.ts';
import type { Level, TradingContext } from './trading-context.ts';
import { refusalSentence, scopeText, termsShort } from './wording.ts';

/** What a key asks the ticket to hold. */
export interface Preparation {
  readonly symbol: string;
  readonly side: Side;
  readonly orderType: OrderType;
  /** `touch`: the opposite side's best price; `join`: the own side's; a number: ticks. */
  readonly price: 'touch' | 'join' | number;
}

/** See the head of the file. Owned by the window; disposed of with its connection. */
export interface TradingActions extends OrderChanges {
  /** First step of an order: fills the ticket and asks for its preview. */
  prepare(preparation: Preparation): void;
  /** Moves the prepared order to the best price of its own side. */
  join(symbol: string): void;
  /** First step of a cancel of several orders; says so when there are none. */
  prepareCancel(symbol: string | null, side: Side | null): void;
  /** First step of closing a position, or (null) all of them with their orders. */
  prepareFlatten(symbol: string | null): void;
  /** Second step. `explicit`: from the ticket itself, which need not have been prepared. */
  confirm(explicit?: boolean): void;
  /** Does a scope at once, for a button that has named it. */
  runScope(scope: ScopeAction): void;
  readonly drop: () => void;
  /** True when there is something for Enter to send. */
  readonly isPrepared: () => boolean;
  nudgePrice(steps: number): void;
  setQty(text: string): void;
  /** Puts the price at the own side's best, where it rests; no change without a quote. */
  restPrice(): void;
  /** Follows the window's symbol; drops what was prepared for another one. */
  setSymbol(symbol: string): void;
  dispose(): void;
}

/** Wires the actions to a context. */
export function createTradingActions(context: TradingContext): TradingActions {
  const submitter = createSubmitter(context);
  const previewer = createPreviewer(context);
  const changes = createOrderChanges(context);
  const runScope = createScopeRunner(context);
  const ticket = useTicket.getState;

  const say = (level: Level, text: string, code = ''): void =>
    sayOutcome(context, level, text, code);

  function prepare(preparation: Preparation): void {
    const patch = draftOf(context, preparation);
    if (typeof patch === 'string') {
      say('warning', patch);
      return;
    }
    editDraft(patch);
    useTicket.setState({ stage: 'preview', scope: null, outcome: null });
    previewer.refresh();
  }

  function prepareScope(scope: ScopeAction, nothing: string): void {
    if (isEmptyScope(scope)) say('info', nothing);
    else useTicket.setState({ scope, stage: restStage(), outcome: null });
  }

  function sendDraft(): void {
    const { draft, problem, previewOf, inFlight } = ticket();
    const instrument = context.instrumentOf(draft.symbol);
    const known = instrument === null ? null : parseDraft(instrument, draft);
    if (known === null) say('error', tradingText.noInstrument(draft.symbol));
    else if (isRefusal(known)) {
      useTicket.setState({ problem: known });
      say('error', refusalSentence(known, instrument), known.code);
    } else if (!context.connected()) say('error', tradingText.notConnected);
    else if (problem !== null && previewOf === draft) {
      say('error', refusalSentence(problem, instrument), problem.code);
    } else if (inFlight.some(({ terms }) => sameTerms(terms, known))) {
      // A second Enter or click that came before the answer: one wish, not two orders.
      const name = instrument === null ? draft.symbol : termsShort(instrument, known);
      say('warning', tradingText.alreadySent(name));
    } else {
      useTicket.setState({ stage: 'sending', outcome: null });
      void submitter.submit(known);
    }
  }

  function confirm(explicit: boolean): void {
    const { scope, stage } = ticket();
    if (scope !== null) {
      useTicket.setState({ scope: null });
      if (context.connected()) void runScope(scope);
      else say('error', tradingText.notConnected);
    } else if (explicit || stage === 'preview') sendDraft();
  }

  return {
    ...changes,
    prepare,
    join: (symbol) => {
      const { draft } = ticket();
      prepare({ symbol, side: draft.side, orderType: 'limit', price: 'join' });
    },
    prepareCancel: (symbol, side) =>
      prepareScope(
        cancelScope(context.workingOrders(), symbol, side),
        tradingText.nothingToCancel(symbol, side),
      ),
    prepareFlatten: (symbol) =>
      prepareScope(
        flattenScope(context.workingOrders(), context.positions(), symbol),
        tradingText.nothingToFlatten(symbol),
      ),
    confirm: (explicit = false) => drawTicketLater(() => confirm(explicit)),
    runScope: (scope) => {
      useTicket.setState({ scope: null });
      void runScope(scope);
    },
    drop: () => {
      const dropped = preparedText(context);
      useTicket.setState({ scope: null, stage: restStage(), outcome: null });
      if (dropped !== null) say('info', tradingText.dropped(dropped));
    },
    isPrepared: () => ticket().scope !== null || ticket().stage === 'preview',
    nudgePrice: (steps) => {
      const { draft } = ticket();
      const instrument = context.instrumentOf(draft.symbol);
      if (draft.orderType !== 'limit') say('info', tradingText.marketHasNoPrice);
      else if (instrument !== null) {
        editDraft({ priceText: stepPriceText(instrument, draft.priceText, steps) });
      }
    },
    setQty: (text) => editDraft({ qtyText: text }),
    restPrice: () => {
      const { draft } = ticket();
      const priceText = restingPrice(context, draft.symbol, draft.side);
      if (priceText !== '') editDraft({ priceText });
    },
    setSymbol: (symbol) => {
      const { draft } = ticket();
      if (draft.symbol === symbol) return;
      const dropped = preparedText(context);
      useTicket.setState({ scope: null, stage: restStage(), outcome: null });
      editDraft({
        symbol,
        priceText: restingPrice(context, symbol, draft.side),
        ...qtyFor(context, draft.symbol, symbol),
      });
      if (dropped !== null) say('info', tradingText.dropped(dropped));
    },
    dispose: () => {
      submitter.dispose();
      previewer.dispose();
    },
  };
}

function restStage(): 'idle' | 'sending' {
  return useTicket.getState().inFlight.length > 0 ? 'sending' : 'idle';
}

/** What is waiting for Enter, in words; null when nothing is. */
function preparedText(context: TradingContext): string | null {
  const { scope, stage, draft } = useTicket.getState();
  if (scope !== null) return scopeText(scope, context.instrumentOf);
  if (stage !== 'preview') return null;
  const instrument = context.instrumentOf(draft.symbol);
  if (instrument === null) return draft.symbol;
  const terms = parseDraft(instrument, draft);
  return isRefusal(terms) ? `${draft.side} ${draft.symbol}` : termsShort(instrument, terms);
}

/** The ticket's new values, or why there are none. */
function draftOf(context: TradingContext, wanted: Preparation): Partial<OrderDraft> | string {
  const { symbol, side, orderType, price } = wanted;
  const instrument = context.instrumentOf(symbol);
  if (instrument === null) return tradingText.noInstrument(symbol);
  if (orderType === 'market') return { symbol, side, orderType, postOnly: false };
  const quote = context.quoteOf(symbol);
  const quoted = price === 'join' ? side : side === 'buy' ? 'sell' : 'buy';
  const best = (quoted === 'buy' ? quote?.bidTicks : quote?.askTicks) ?? 0;
  const ticks = typeof price === 'number' ? price : best;
  if (ticks <= 0) return tradingText.noQuote(symbol, quoted);
  return { symbol, side, orderType, priceText: priceEdit(instrument, ticks) };
}

/** Price to start a new symbol's ticket with: the own side's best, which does not trade at once. */
function restingPrice(context: TradingContext, symbol: string, side: Side): string {
  const instrument = context.instrumentOf(symbol);
  const quote = context.quoteOf(symbol);
  const ticks = (side === 'buy' ? quote?.bidTicks : quote?.askTicks) ?? 0;
  return instrument === null || ticks <= 0 ? '' : priceEdit(instrument, ticks);
}

/** A hundred shares are not a hundred contracts: another kind of instrument starts at its own size. */
function qtyFor(context: TradingContext, before: string, after: string): Partial<OrderDraft> {
  const assetClass = context.instrumentOf(after)?.assetClass;
  if (assetClass === undefined) return {};
  if (assetClass === (context.instrumentOf(before)?.assetClass ?? 'us_equity')) return {};
  const qtyText = presetsOf(assetClass)[0];
  return qtyText === undefined ? {} : { qtyText };
}
