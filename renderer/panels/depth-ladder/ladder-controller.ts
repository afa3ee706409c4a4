/**
 * Joins the ladder's view to engine and stores, so that React draws the frame around the ladder and
 * nothing inside it. What the trader can send is worded here, next to what a click then does.
 */
import type { DataMap } from '../../../engine/contract/messages.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Side } from '../../../engine/domain/side.ts';
import { formatPrice, formatQty } from '../../format/number.ts';
import { useMarket } from '../../stores/market.ts';
import { useTrading } from '../../stores/trading.ts';
import { depthLadderText } from '../../text/depth-ladder.ts';
import type { TradingActions } from '../../trading/actions.ts';
import { useTicket } from '../../trading/ticket-store.ts';
import { typedSize } from '../../trading/wording.ts';
import { LadderView } from './ladder-view.ts';
import type { LadderHint, LadderTarget } from './ladder-view.ts';
import { ownKey, ownLevels } from './own-orders.ts';
import type { OwnLevel } from './own-orders.ts';

/** Levels a side asked for: two screens of rows, so that scrolling away from the touch shows sizes. */
const DEPTH_LEVELS = 100;

/** What the ladder needs of the engine's client. */
export interface LadderSource {
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
  /** What a click would do where the pointer is; '' elsewhere. */
  readonly hover: string;
  readonly hasBook: boolean;
}

/** See the head of the file. Owned by the panel, which disposes it. */
export class LadderController {
  readonly #view: LadderView;
  readonly #source: LadderSource;
  readonly #actions: TradingActions;
  readonly #onStatus: (patch: Partial<LadderStatus>) => void;
  readonly #undo: (() => void)[];
  #unsubscribe: (() => void)[] = [];
  #target: LadderTarget | null = null;

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
      onClick: (target) => {
        this.#click(target);
      },
      onHover: (target) => {
        this.#target = target;
        this.#word();
      },
      onHint: (hint) => {
        onStatus({ hint });
      },
    });
    this.#undo = [
      useTrading.subscribe((now, before) => {
        if (now.workingOrders !== before.workingOrders) this.#showOwn();
      }),
      useTicket.subscribe((now, before) => {
        if (now.inFlight !== before.inFlight || now.changes !== before.changes) this.#showOwn();
        if (now.draft !== before.draft) this.#word();
      }),
      useMarket.subscribe((now) => {
        this.#view.setLast(now.quotes.get(this.#symbol)?.lastTicks ?? 0);
      }),
    ];
  }

  get #symbol(): string {
    return this.#view.model.instrument?.symbol ?? '';
  }

  show(instrument: Instrument): void {
    this.#endSubscriptions();
    this.#view.setInstrument(instrument);
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

  dispose(): void {
    this.#endSubscriptions();
    for (const undo of this.#undo) undo();
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
    this.#view.setOwn(ownLevels(this.#symbol, workingOrders, sent, changes));
    this.#word();
  }

  #word(): void {
    const { instrument } = this.#view.model;
    this.#onStatus({
      hover: this.#target === null || instrument === null ? '' : this.#wordOf(instrument),
    });
  }

  #wordOf(instrument: Instrument): string {
    if (this.#target === null) return '';
    const price = formatPrice(instrument, this.#target.priceTicks);
    const own = this.#ownAt(this.#target);
    if (own !== undefined) return ownWords(instrument, own, price);
    const side = sideOfColumn(this.#target);
    if (side === null) return '';
    const { draft } = useTicket.getState();
    return depthLadderText.place(
      side,
      typedSize(draft),
      instrument.symbol,
      price,
      draft.timeInForce.toUpperCase(),
    );
  }

  #click(target: LadderTarget): void {
    const own = this.#ownAt(target);
    if (own !== undefined) {
      for (const orderId of own.orderIds) void this.#actions.cancelOrder(orderId);
      return;
    }
    const side = sideOfColumn(target);
    if (side === null) return;
    this.#actions.prepare({
      symbol: this.#symbol,
      side,
      orderType: 'limit',
      price: target.priceTicks,
    });
  }

  #ownAt(target: LadderTarget): OwnLevel | undefined {
    const { own } = this.#view.model;
    if (target.column === 'own-buy') return own.get(ownKey('buy', target.priceTicks));
    if (target.column === 'own-sell') return own.get(ownKey('sell', target.priceTicks));
    return undefined;
  }
}

/** A click on the bid column buys, on the ask column sells; elsewhere it does nothing. */
function sideOfColumn(target: LadderTarget): Side | null {
  if (target.column === 'bid') return 'buy';
  return target.column === 'ask' ? 'sell' : null;
}

function ownWords(instrument: Instrument, own: OwnLevel, price: string): string {
  const qty = formatQty(instrument, own.leavesLots);
  return own.orderIds.length === 0
    ? depthLadderText.ownPending(own.side, own.count, qty, price)
    : depthLadderText.cancelAt(own.side, own.orderIds.length, qty, price, own);
}
