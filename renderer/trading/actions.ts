/**
 * Everything a trader can do, for keys, buttons and palette alike. Two steps: `prepare*` puts an
 * order or a scope in front of the trader, `confirm` sends it, `drop` backs out and never trades.
 */
import type { OrderType } from '../../engine/domain/order.ts';
import type { Side } from '../../engine/domain/side.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import { problemText } from '../client/errors.ts';
import { riskText } from '../text/risk.ts';
import { tradingText } from '../text/trading.ts';
import type { OrderDraft } from './draft.ts';
import { isRefusal, parseDraft, sameTerms, stepPriceText } from './draft.ts';
import type { OrderChanges } from './order-changes.ts';
import { createOrderChanges } from './order-changes.ts';
import type { SizeUnit } from './order-size.ts';
import { preparedDraft } from './prepared-draft.ts';
import type { Preparation } from './prepared-draft.ts';
import { presetsOf } from './presets.ts';
import { createPreviewer } from './previewer.ts';
import { rehearseOrder, saysRehearsed } from './rehearsal.ts';
import type { CloseParts, ScopeAction } from './scope.ts';
import { scopeOf, tradesOtherwise } from './scope-wish.ts';
import type { ScopeWish } from './scope-wish.ts';
import { sayOutcome } from './say-outcome.ts';
import { createScopeRunner } from './scope-runner.ts';
import { nextSizeUnit, readyToSize, sizeTextPatch } from './size-choices.ts';
import { marketTicks, stepTrailText } from './stop-draft.ts';
import { createSubmitter } from './submit-order.ts';
import { choicePatch, restingPrice, withTakenTime } from './ticket-choices.ts';
import { drawTicketLater, editDraft, useTicket } from './ticket-store.ts';
import type { Level, TradingContext } from './trading-context.ts';
import { refusalSentence } from './refusal-words.ts';
import { scopeText, termsShort, termsText } from './wording.ts';

/** See the head of the file. Owned by the window; disposed of with its connection. */
export interface TradingActions extends OrderChanges {
  /** First step of an order: fills the ticket and asks for its preview. False: said why it can't. */
  prepare(preparation: Preparation): boolean;
  /** What `prepare` would put into the ticket, or why it would not. */
  draftFor(preparation: Preparation): OrderDraft | string;
  /** Moves the prepared order to the best price of its own side. */
  join(symbol: string): void;
  /** First step of an action on several orders or positions; says so when it has nothing to do. */
  prepareScope(wish: ScopeWish): void;
  /** In words what preparing it now would put in front of the trader, or why nothing. */
  describe(wish: ScopeWish | Preparation): string;
  /** First step of a cancel of several orders; says so when there are none. */
  prepareCancel(symbol: string | null, side: Side | null): void;
  /** First step of closing a position, or (null) all of them with their orders. */
  prepareFlatten(symbol: string | null): void;
  /** First step of closing one of so many parts of a position. */
  prepareClose(symbol: string, parts: CloseParts): void;
  /** First step of turning a position round. */
  prepareReverse(symbol: string): void;
  /** First step of moving a position's stops to break-even; says why where there is nothing to do. */
  prepareBreakEven(symbol: string): void;
  /** First step of the kill switch. */
  readonly prepareKill: () => void;
  /** Ends the lock of the kill switch. */
  readonly unlock: () => void;
  /** Second step. `explicit`: from the ticket itself, which need not have been prepared. */
  confirm(explicit?: boolean): void;
  /** Does a scope at once, for a button that has named it. */
  runScope(scope: ScopeAction): void;
  readonly drop: () => void;
  /** True when there is something for Enter to send. */
  readonly isPrepared: () => boolean;
  nudgePrice(steps: number): void;
  /** Takes a text as the size, in the unit that the ticket uses. */
  readonly setSize: (text: string) => void;
  /** Sizes the ticket's order in another unit; null: the next one. */
  readonly setSizeUnit: (unit: SizeUnit | null) => void;
  /** Another side or type, with the stop price, trail and time in force that go with it. */
  choose(choice: { readonly side?: Side; readonly orderType?: OrderType }): void;
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
  const sendScope = createScopeRunner(context);
  const ticket = useTicket.getState;

  const say = (level: Level, text: string, code = ''): void =>
    sayOutcome(context, level, text, code);

  function prepare(preparation: Preparation): boolean {
    const draft = takenDraft(context, preparation);
    if (typeof draft === 'string') {
      say('warning', draft);
      return false;
    }
    editDraft(draft);
    useTicket.setState({ stage: 'preview', scope: null, outcome: null });
    previewer.refresh();
    return true;
  }

  function runScope(scope: ScopeAction): void {
    useTicket.setState({ scope: null });
    if (saysRehearsed(context, scopeText(scope, context.instrumentOf))) return;
    if (context.connected()) void sendScope(scope);
    else say('error', tradingText.notConnected);
  }

  function prepareScope(wish: ScopeWish): void {
    const scope = scopeOf(context, wish);
    if (typeof scope === 'string') say('info', scope);
    else useTicket.setState({ scope, stage: restStage(), outcome: null });
  }

  /** Sends a prepared scope, unless it would trade otherwise by now than the trader has read. */
  function confirmScope(scope: ScopeAction): void {
    const now = scopeOf(context, scope);
    if (typeof now === 'string') {
      useTicket.setState({ scope: null, stage: restStage(), outcome: null });
      say('info', now);
    } else if (tradesOtherwise(scope, now)) {
      useTicket.setState({ scope: now });
      say('warning', tradingText.scopeChanged(scopeText(now, context.instrumentOf)));
    } else runScope(now.kind === 'break_even' ? now : scope);
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
    } else if (context.rehearses()) {
      useTicket.setState({ stage: restStage(), outcome: null });
      void rehearseOrder(context, known);
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
    if (scope !== null) confirmScope(scope);
    else if (explicit || stage === 'preview') sendDraft();
  }

  return {
    ...changes,
    prepare,
    draftFor: (preparation) => takenDraft(context, preparation),
    join: (symbol) => {
      const { draft } = ticket();
      prepare({ symbol, side: draft.side, orderType: 'limit', price: 'join' });
    },
    prepareScope,
    prepareCancel: (symbol, side) => prepareScope({ kind: 'cancel', symbol, side }),
    prepareFlatten: (symbol) => prepareScope({ kind: 'flatten', symbol }),
    prepareClose: (symbol, parts) => prepareScope({ kind: 'close', symbol, parts }),
    prepareReverse: (symbol) => prepareScope({ kind: 'reverse', symbol }),
    prepareBreakEven: (symbol) => prepareScope({ kind: 'break_even', symbol }),
    prepareKill: () => prepareScope({ kind: 'kill' }),
    describe: (wish) => describe(context, wish),
    unlock: () => {
      context.send<'risk.unlock'>({ type: 'risk.unlock' }).catch((error: unknown) => {
        say('error', riskText.notUnlocked(problemText(error)));
      });
    },
    confirm: (explicit = false) => drawTicketLater(() => confirm(explicit)),
    runScope,
    drop: () => {
      const dropped = preparedText(context);
      useTicket.setState({ scope: null, stage: restStage(), outcome: null });
      if (dropped !== null) say('info', tradingText.dropped(dropped));
    },
    isPrepared: () => ticket().scope !== null || ticket().stage === 'preview',
    nudgePrice: (steps) => {
      const { draft } = ticket();
      const instrument = context.instrumentOf(draft.symbol);
      if (draft.orderType === 'market') say('info', tradingText.marketHasNoPrice);
      else if (instrument !== null) {
        editDraft(nudged(instrument, draft, steps, marketTicks(context.quoteOf(draft.symbol))));
      }
    },
    setSize: (text) => editDraft(sizeTextPatch(ticket().draft.sizeUnit, text)),
    setSizeUnit: (unit) => {
      const { draft } = ticket();
      const sizeUnit = unit ?? nextSizeUnit(draft.sizeUnit);
      editDraft(readyToSize(context, { ...draft, sizeUnit }));
    },
    choose: (choice) => {
      const { draft } = ticket();
      editDraft(taken(context, { ...draft, ...choicePatch(context, draft, choice) }));
    },
    restPrice: () => {
      const priceText = restingPrice(context, ticket().draft);
      if (priceText !== '') editDraft({ priceText });
    },
    setSymbol: (symbol) => {
      const { draft } = ticket();
      if (draft.symbol === symbol) return;
      const dropped = preparedText(context);
      useTicket.setState({ scope: null, stage: restStage(), outcome: null });
      const emptied = { ...draft, stopText: '', trailText: '' };
      const priceText = restingPrice(context, { ...draft, symbol });
      const next = {
        ...{ ...emptied, priceText },
        ...choicePatch(context, emptied, { symbol }),
        ...kindPatch(context, draft.symbol, symbol),
      };
      editDraft(taken(context, next));
      if (dropped !== null) say('info', tradingText.dropped(dropped));
    },
    dispose: () => {
      submitter.dispose();
      previewer.dispose();
    },
  };
}

/** A draft that is ready to be sized and has a time in force that its venue takes. */
function taken(context: TradingContext, draft: OrderDraft): OrderDraft {
  const ready = readyToSize(context, draft);
  return withTakenTime(context.venue(), context.instrumentOf(ready.symbol), ready);
}

function takenDraft(context: TradingContext, wanted: Preparation): OrderDraft | string {
  const draft = preparedDraft(context, wanted);
  return typeof draft === 'string' ? draft : taken(context, draft);
}

/** What preparing it now would put in front of the trader, or why nothing. */
function describe(context: TradingContext, wish: ScopeWish | Preparation): string {
  if ('kind' in wish) {
    const scope = scopeOf(context, wish);
    return typeof scope === 'string' ? scope : scopeText(scope, context.instrumentOf);
  }
  const draft = takenDraft(context, wish);
  const instrument = context.instrumentOf(wish.symbol);
  if (typeof draft === 'string') return draft;
  if (instrument === null) return tradingText.noInstrument(wish.symbol);
  const terms = parseDraft(instrument, draft);
  if (isRefusal(terms)) return refusalSentence(terms, instrument);
  return termsText(instrument, terms, context.venue());
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

/** The prepared order's price, stop or trail `steps` further; a stop takes its limit along. */
function nudged(
  instrument: Instrument,
  draft: OrderDraft,
  steps: number,
  nearTicks: number,
): Partial<OrderDraft> {
  if (draft.orderType === 'trailing_stop') {
    return { trailText: stepTrailText(instrument, draft, steps, nearTicks) };
  }
  const priceText = stepPriceText(instrument, draft.priceText, steps);
  if (draft.orderType === 'limit') return { priceText };
  const stopText = stepPriceText(instrument, draft.stopText, steps);
  return draft.orderType === 'stop' ? { stopText } : { stopText, priceText };
}

/**
 * A hundred shares are not a hundred contracts: another kind of instrument starts at its own size. And for the
 * day: a coin may have been good till cancelled because its venue takes nothing else.
 */
function kindPatch(context: TradingContext, before: string, after: string): Partial<OrderDraft> {
  const assetClass = context.instrumentOf(after)?.assetClass;
  if (assetClass === undefined) return {};
  if (assetClass === (context.instrumentOf(before)?.assetClass ?? 'us_equity')) return {};
  const qtyText = presetsOf(assetClass)[0];
  return {
    ...{ timeInForce: 'day', extendedHours: false },
    ...(qtyText !== undefined && { qtyText, showText: '' }),
  };
}
