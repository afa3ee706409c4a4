/**
 * Joins the ladder's view to engine and stores, so that React draws the frame around the ladder and
 * nothing inside it. Mouse and keyboard mean the same here: a cell and one of three gestures.
 */
import type { DataMap, ReplyMap, RequestOf } from '../../../engine/contract/messages.ts';
import { stepPriceTicks } from '../../../engine/domain/instrument.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Side } from '../../../engine/domain/side.ts';
import { browserEnvironment } from '../../client/environment.ts';
import { stopTriggerNow } from '../../stores/account.ts';
import { useConnection } from '../../stores/connection.ts';
import { useMarket } from '../../stores/market.ts';
import { announce } from '../../stores/notices.ts';
import { useTerminal } from '../../stores/terminal.ts';
import { useTrading } from '../../stores/trading.ts';
import { depthLadderText } from '../../text/depth-ladder.ts';
import type { TradingActions } from '../../trading/actions.ts';
import { moveTo } from '../../trading/move-order.ts';
import { usePreferences, useRehearsal } from '../../trading/preferences.ts';
import { stopMarketTicks, stopWaits } from '../../trading/stop-draft.ts';
import { useTicket } from '../../trading/ticket-store.ts';
import { CarriedOrders } from './carried-orders.ts';
import { ownAt, preparationFor, sideOfColumn } from './ladder-intent.ts';
import type { LadderGesture } from './ladder-intent.ts';
import type { LadderDrag } from './ladder-pointer.ts';
import type { LadderTarget } from './ladder-row.ts';
import { LadderView } from './ladder-view.ts';
import type { LadderHint } from './ladder-view.ts';
import { NO_HOVER, dragWords, ownWords, placeWords } from './ladder-words.ts';
import type { ClickMode, HoverWords } from './ladder-words.ts';
import { ownLevels } from './own-orders.ts';
import type { OwnLevel } from './own-orders.ts';
import { QueueWatch } from './queue-watch.ts';

/** Levels a side asked for: two screens of rows, so that scrolling away from the touch shows sizes. */
const DEPTH_LEVELS = 100;

/** What the ladder needs of the engine's client. */
export interface LadderSource {
  send(body: RequestOf<'order.explain'>): Promise<ReplyMap['order.explain']>;
  subscribe(
    channel: { channel: 'depth'; symbol: string; levels: number },
    listener: (data: DataMap['depth']) => void,
  ): () => void;
  subscribe(
    channel: { channel: 'trades'; symbol: string },
    listener: (data: DataMap['trades']) => void,
    onReset: () => void,
  ): () => void;
}

/** What the panel draws around the rows. */
export interface LadderStatus {
  readonly hint: LadderHint;
  /** What clicks would do where the pointer or the keyboard is. */
  readonly hover: HoverWords;
  readonly hasBook: boolean;
  /** Id of the cell that the keyboard is at; '' without one in view. */
  readonly cursorCell: string;
}

/** See the head of the file. Owned by the panel, which disposes it. */
export class LadderController {
  readonly #view: LadderView;
  readonly #source: LadderSource;
  readonly #actions: TradingActions;
  readonly #onStatus: (patch: Partial<LadderStatus>) => void;
  readonly #queue: QueueWatch;
  readonly #carried = new CarriedOrders(isChanging);
  readonly #undo: (() => void)[];
  #unsubscribe: (() => void)[] = [];
  #pointed: LadderTarget | null = null;
  /** Keys have moved since the pointer did: what they would do is what is said. */
  #byKeys = false;
  #alt = false;
  #drag: LadderDrag | null = null;
  #hover: HoverWords = NO_HOVER;

  constructor(
    host: HTMLElement,
    source: LadderSource,
    actions: TradingActions,
    onStatus: (patch: Partial<LadderStatus>) => void,
  ) {
    this.#source = source;
    this.#actions = actions;
    this.#onStatus = onStatus;
    this.#view = new LadderView(host, {
      onGesture: (target, gesture) => this.#act(target, gesture),
      onHover: (target, alt) => {
        // Alt alone is not a move of the pointer.
        if (!isSameCell(target, this.#pointed)) this.#byKeys = false;
        this.#pointed = target;
        this.#alt = alt;
        this.#word();
      },
      canDrag: (target) => this.#movable(target) !== null,
      onDrag: (drag) => {
        this.#drag = drag;
        this.#word();
      },
      onDrop: (from, toTicks) => {
        void this.#moveTo(this.#movable(from)?.orderIds ?? [], toTicks);
      },
      onHint: (hint) => onStatus({ hint }),
      onCursorCell: (cursorCell) => onStatus({ cursorCell }),
    });
    const { after } = browserEnvironment;
    this.#queue = new QueueWatch({ send: (body) => source.send(body), after }, (aheadLots) => {
      this.#view.setQueue(aheadLots);
      this.#word();
    });
    this.#undo = this.#follow();
  }

  #follow(): (() => void)[] {
    const word = (): void => this.#word();
    return [
      useTrading.subscribe((now, before) => {
        if (now.workingOrders !== before.workingOrders) this.#showOwn();
      }),
      useTicket.subscribe((now, before) => {
        if (now.inFlight !== before.inFlight || now.changes !== before.changes) this.#showOwn();
        if (now.draft !== before.draft) word();
      }),
      useMarket.subscribe((now) => {
        this.#view.setLast(now.quotes.get(this.#symbol)?.lastTicks ?? 0);
      }),
      usePreferences.subscribe(word),
      useRehearsal.subscribe(word),
      useTerminal.subscribe((now, before) => {
        if (now.armed !== before.armed) word();
      }),
    ];
  }

  get #symbol(): string {
    return this.#view.model.instrument?.symbol ?? '';
  }

  show(instrument: Instrument): void {
    this.#endSubscriptions();
    this.#view.setInstrument(instrument);
    this.#view.setCursor(null);
    this.#carried.end();
    this.#onStatus({ hasBook: false });
    const { symbol } = instrument;
    this.#view.setLast(useMarket.getState().quotes.get(symbol)?.lastTicks ?? 0);
    this.#unsubscribe = [
      this.#source.subscribe({ channel: 'depth', symbol, levels: DEPTH_LEVELS }, (depth) => {
        if (!this.#view.model.hasBook) this.#onStatus({ hasBook: true });
        this.#view.setDepth(depth);
      }),
      this.#source.subscribe(
        { channel: 'trades', symbol },
        ({ trades }) => {
          this.#view.addTrades(trades);
        },
        () => {
          this.#view.forgetVolume();
        },
      ),
    ];
    this.#showOwn();
  }

  recentre(): void {
    this.#view.recentre();
  }

  /** Moves the window by rows or, with `pages`, by screens; up if positive. */
  scroll(rows: number, pages = 0): void {
    this.#view.scroll(rows + pages * Math.max(1, this.#view.rowCount - 2));
  }

  /** Moves the keyboard's cell by prices (up if positive); the first move begins at the market. */
  moveCursor(rows: number): void {
    const { instrument, touch, lastTicks } = this.#view.model;
    const at = this.#view.cursor;
    if (instrument === null) return;
    this.#carried.end();
    const start = touch.bidTicks || touch.askTicks || lastTicks;
    const priceTicks =
      at === null ? start : Math.max(1, stepPriceTicks(instrument, at.priceTicks, rows));
    if (priceTicks > 0) this.#view.setCursor({ column: at?.column ?? 'bid', priceTicks });
    this.#byKeys = true;
    this.#word();
  }

  /** Moves the keyboard's cell to the next column that does something. */
  turnCursor(columns: number): void {
    const at = this.#view.cursor;
    if (at === null) {
      this.moveCursor(0);
      return;
    }
    this.#carried.end();
    const place = CURSOR_COLUMNS.findIndex((column) => column === at.column) + columns;
    const column = CURSOR_COLUMNS[Math.max(0, Math.min(CURSOR_COLUMNS.length - 1, place))];
    if (column !== undefined) this.#view.setCursor({ ...at, column });
    this.#byKeys = true;
    this.#word();
  }

  /** What a click does, at the keyboard's cell; false without one. */
  press(gesture: LadderGesture): boolean {
    const at = this.#view.cursor;
    // What it means is not known before the orders are there.
    if (at !== null && this.#carried.underWayTo(at).length === 0) this.#act(at, gesture);
    return at !== null;
  }

  /**
   * Moves the own orders at the keyboard's cell by price steps, and the cell with them; false without any. While
   * they are on their way it does nothing: a key that is held goes on with the answer.
   */
  nudge(steps: number): boolean {
    const at = this.#view.cursor;
    const { instrument } = this.#view.model;
    if (at === null || instrument === null) return false;
    if (this.#carried.underWayTo(at).length > 0) return true;
    if (this.#own(at) === undefined) return false;
    const orderIds = this.#carried.inHand(at, this.#movable(at)?.orderIds ?? []);
    const to = { ...at, priceTicks: Math.max(1, stepPriceTicks(instrument, at.priceTicks, steps)) };
    if (orderIds.length > 0) void this.#carry(orderIds, at, to);
    return true;
  }

  /** Cancels the own orders at the keyboard's price, or those on their way there; false when there are none. */
  cancelAtCursor(): boolean {
    const at = this.#view.cursor;
    if (at === null) return false;
    const moving = this.#carried.underWayTo(at);
    const orderIds = moving.length > 0 ? moving : (this.#own(at)?.orderIds ?? []);
    this.#cancel(orderIds);
    return moving.length > 0 || this.#own(at) !== undefined;
  }

  /** Ends a drag without a change; false when there was none. */
  cancelDrag(): boolean {
    return this.#view.cancelDrag();
  }

  dispose(): void {
    this.#endSubscriptions();
    for (const undo of this.#undo) undo();
    this.#queue.dispose();
    this.#view.dispose();
  }

  #endSubscriptions(): void {
    for (const end of this.#unsubscribe) end();
    this.#unsubscribe = [];
  }

  #showOwn(): void {
    const { workingOrders } = useTrading.getState();
    const { inFlight, changes } = useTicket.getState();
    const sent = inFlight.map((order) => order.terms);
    const own = ownLevels(this.#symbol, workingOrders, sent, changes);
    this.#view.setOwn(own);
    const resting = [...own.values()].filter(({ state }) => state !== 'waiting');
    this.#queue.follow(resting.flatMap(({ orderIds }) => orderIds));
    this.#word();
  }

  /** Status is told when it changes only: prices move under a still pointer many times a second. */
  #word(): void {
    const { instrument } = this.#view.model;
    const hover = instrument === null ? NO_HOVER : this.#wordsIn(instrument);
    if (hover.main === this.#hover.main && hover.other === this.#hover.other) return;
    this.#hover = hover;
    this.#onStatus({ hover });
  }

  #wordsIn(instrument: Instrument): HoverWords {
    if (this.#drag !== null) {
      const dragged = this.#own(this.#drag.from);
      return dragged === undefined ? NO_HOVER : dragWords(instrument, dragged, this.#drag.toTicks);
    }
    const target = (this.#byKeys ? null : this.#pointed) ?? this.#view.cursor;
    if (target === null) return NO_HOVER;
    const own = this.#own(target);
    if (own !== undefined) return ownWords(instrument, own, this.#view.model.aheadOf(own));
    const side = sideOfColumn(target);
    if (side === null) return NO_HOVER;
    const context = {
      ...{ instrument, actions: this.#actions, mode: clickMode() },
      template: usePreferences.getState().bracket,
      venue: useConnection.getState().welcome?.venue ?? 'local',
      nearTicks: this.#near(side),
    } as const;
    return placeWords(context, target, this.#alt ? 'bracket' : 'limit');
  }

  /** Price that stops of a side wait away from. */
  #near(side: Side): number {
    const quote = useMarket.getState().quotes.get(this.#symbol) ?? null;
    return stopMarketTicks(quote, side, stopTriggerNow());
  }

  #act(target: LadderTarget, gesture: LadderGesture): void {
    const own = this.#own(target);
    if (own !== undefined) {
      if (gesture !== 'stop') this.#cancel(own.orderIds);
      return;
    }
    const { bracket } = usePreferences.getState();
    const preparation = preparationFor(this.#symbol, target, gesture, bracket);
    if (preparation === null) return;
    const { side } = preparation;
    if (gesture === 'stop' && !stopWaits(side, target.priceTicks, this.#near(side))) {
      announce('warning', depthLadderText.cannot(depthLadderText.stopPassed));
      return;
    }
    const isReady = this.#actions.prepare(preparation);
    if (isReady && clickMode() !== 'prepares') this.#actions.confirm();
  }

  #cancel(orderIds: readonly number[]): void {
    for (const orderId of orderIds) void this.#actions.cancelOrder(orderId);
  }

  /** Own orders of a cell that have a price of their own and are not being changed. */
  #movable(target: LadderTarget): OwnLevel | null {
    const own = this.#own(target);
    const still = own !== undefined && own.state !== 'pending' && own.state !== 'canceling';
    return still && own.orderIds.length > 0 ? own : null;
  }

  /** The keyboard's cell goes ahead of its orders, and back where none of them can be moved. */
  async #carry(orderIds: readonly number[], from: LadderTarget, to: LadderTarget): Promise<void> {
    this.#carried.begin(to, orderIds);
    this.#view.setCursor(to);
    const isMoved = await this.#moveTo(orderIds, to.priceTicks);
    if (isMoved || !isSameCell(this.#view.cursor, to)) return;
    this.#carried.end();
    this.#view.setCursor(from);
  }

  /** Whether any of them is at that price now, or on its way on another venue. */
  async #moveTo(orderIds: readonly number[], toTicks: number): Promise<boolean> {
    const { orders } = useTrading.getState();
    const moves = orderIds.flatMap((orderId) => {
      const order = orders.get(orderId);
      const change = order === undefined ? null : moveTo(order, toTicks);
      return change === null ? [] : [{ orderId, change }];
    });
    if (moves.length === 0 && orderIds.length > 0) {
      announce('warning', depthLadderText.cannotMove);
    }
    const moved = await Promise.all(
      moves.map(({ orderId, change }) => this.#actions.replaceOrder(orderId, change)),
    );
    return moved.includes(true);
  }

  #own(target: LadderTarget): OwnLevel | undefined {
    return ownAt(this.#view.model.own, target);
  }
}

/** Columns that the keyboard goes through, from left to right. */
const CURSOR_COLUMNS = ['own-buy', 'bid', 'ask', 'own-sell'] as const;

function isSameCell(a: LadderTarget | null, b: LadderTarget | null): boolean {
  return a?.column === b?.column && a?.priceTicks === b?.priceTicks;
}

/** A change has been sent that the engine, or the venue behind it, has not answered. */
function isChanging(orderId: number): boolean {
  const status = useTrading.getState().orders.get(orderId)?.status;
  const isPending = status === 'pending_replace' || status === 'pending_cancel';
  return isPending || useTicket.getState().changes.has(orderId);
}

/** A click sends only where the trader has asked for it, while armed; a rehearsal sends nothing. */
function clickMode(): ClickMode {
  const { oneClick } = usePreferences.getState();
  if (!oneClick || !useTerminal.getState().armed) return 'prepares';
  return useRehearsal.getState().on ? 'rehearses' : 'sends';
}
