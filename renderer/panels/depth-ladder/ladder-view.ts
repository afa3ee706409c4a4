/**
 * The ladder in the page, driven outside React: pooled rows, painted at most once a display frame
 * from the model. Must be disposed.
 */
import type { DataMap } from '../../../engine/contract/messages.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { FrameMask, displayFrames } from '../../chart/frame-mask.ts';
import type { FrameClock } from '../../chart/frame-mask.ts';
import { formatCompact, formatPrice, formatQty } from '../../format/number.ts';
import { LadderModel } from './ladder-model.ts';
import type { LadderGesture } from './ladder-intent.ts';
import { LadderPointer, targetOf } from './ladder-pointer.ts';
import type { LadderDrag } from './ladder-pointer.ts';
import { LadderRow } from './ladder-row.ts';
import type { LadderRowContent, LadderTarget } from './ladder-row.ts';
import { steadyScale } from './ladder-window.ts';
import type { OwnLevel } from './own-orders.ts';
import { ownKey } from './own-orders.ts';

/** Height of a row in pixels; the style sheet has the same. */
export const LADDER_ROW_PX = 20;
/** Rows that one notch of a wheel moves. */
const WHEEL_ROWS = 3;
const PAINT = 1;
/** Sizes from here on are shortened (12.3K), so that a column never needs more than five figures. */
const LONG_SIZE = 100_000;
/** The same where sizes have decimals, which go first. */
const LONG_SIZE_OF_PARTS = 1_000;

/** What the panel has to know about the window. */
export type LadderHint = '' | 'held' | 'scrolled' | 'above' | 'below';

export interface LadderEvents {
  onGesture(target: LadderTarget, gesture: LadderGesture): void;
  /** The cell under the pointer or null; also when its price became another without a move. */
  onHover(target: LadderTarget | null, alt: boolean): void;
  canDrag(target: LadderTarget): boolean;
  onDrag(drag: LadderDrag | null): void;
  onDrop(from: LadderTarget, toTicks: number): void;
  onHint(hint: LadderHint): void;
  /** Id of the cell that the keyboard is at; '' while it is not in view. */
  onCursorCell(id: string): void;
}

/** See the head of the file. */
export class LadderView {
  readonly model = new LadderModel();
  readonly #host: HTMLElement;
  readonly #events: LadderEvents;
  readonly #mask: FrameMask;
  readonly #resize: ResizeObserver;
  readonly #abort = new AbortController();
  readonly #rows: LadderRow[] = [];
  readonly #pointer: LadderPointer;
  #cursor: LadderTarget | null = null;
  #cursorCell = '';
  #drag: LadderDrag | null = null;
  #alt = false;
  #toldAlt = false;
  #hint: LadderHint = '';
  #hovered: HTMLElement | null = null;
  #target: LadderTarget | null = null;

  constructor(host: HTMLElement, events: LadderEvents, frames: FrameClock = displayFrames) {
    this.#host = host;
    this.#events = events;
    this.#mask = new FrameMask(() => {
      this.#paint();
    }, frames);
    this.#resize = new ResizeObserver(() => {
      this.#fit();
    });
    this.#resize.observe(host);
    this.#pointer = this.#listen();
  }

  setInstrument(instrument: Instrument | null): void {
    this.model.setInstrument(instrument);
    this.#changed();
  }

  setDepth(depth: DataMap['depth']): void {
    this.model.setDepth(depth);
    this.#changed();
  }

  addTrades(trades: DataMap['trades']['trades']): void {
    this.model.addTrades(trades);
    this.#changed();
  }

  setLast(ticks: number): void {
    this.model.setLast(ticks);
    this.#changed();
  }

  setOwn(own: ReadonlyMap<string, OwnLevel>): void {
    this.model.own = own;
    this.#changed();
  }

  /** Lots ahead of own orders, by order id. */
  setQueue(aheadLots: ReadonlyMap<number, number>): void {
    this.model.queueAhead = aheadLots;
    this.#changed();
  }

  /** Cell that the keyboard is at, which comes into view. */
  get cursor(): LadderTarget | null {
    return this.#cursor;
  }

  setCursor(cursor: LadderTarget | null): void {
    this.#cursor = cursor;
    if (cursor !== null) this.model.reveal(cursor.priceTicks);
    this.#changed();
  }

  /** Ends a drag without a change; false when there was none. */
  cancelDrag(): boolean {
    return this.#pointer.cancelDrag();
  }

  /** Another run of the engine counts its prints anew. */
  forgetVolume(): void {
    this.model.volume.clear();
    this.#changed();
  }

  recentre(): void {
    this.model.recentre();
    this.#changed();
  }

  /** Moves the window by rows, up if positive. */
  scroll(rows: number): void {
    this.model.scroll(rows);
    this.#changed();
  }

  /** Rows in view, for paging by keyboard. */
  get rowCount(): number {
    return this.#rows.length;
  }

  dispose(): void {
    this.#mask.dispose();
    this.#resize.disconnect();
    this.#abort.abort();
    this.#host.replaceChildren();
  }

  #changed(): void {
    this.#mask.invalidate(PAINT);
  }

  #listen(): LadderPointer {
    const options = { signal: this.#abort.signal };
    this.#host.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        this.scroll(event.deltaY < 0 ? WHEEL_ROWS : -WHEEL_ROWS);
      },
      { ...options, passive: false },
    );
    const events = this.#events;
    return new LadderPointer(
      this.#host,
      LADDER_ROW_PX,
      {
        onInside: (inside) => this.#point(inside),
        // The cell stays under the pointer while its price may become another: see `#paint`.
        onHover: (cell, alt) => {
          this.#hovered = cell;
          this.#alt = alt;
          this.#tellTarget();
        },
        onGesture: (target, gesture) => events.onGesture(target, gesture),
        canDrag: (target) => events.canDrag(target),
        onDrag: (drag) => {
          this.#drag = drag;
          this.#changed();
          events.onDrag(drag);
        },
        onDrop: (from, toTicks) => events.onDrop(from, toTicks),
      },
      options,
    );
  }

  #tellTarget(): void {
    const target = targetOf(this.#hovered);
    const before = this.#target;
    const isSame = before?.column === target?.column && before?.priceTicks === target?.priceTicks;
    if (isSame && this.#alt === this.#toldAlt) return;
    this.#target = target;
    this.#toldAlt = this.#alt;
    this.#events.onHover(target, this.#alt);
  }

  #point(inside: boolean): void {
    if (this.model.pointerInside === inside) return;
    this.model.pointerInside = inside;
    this.#changed();
  }

  #fit(): void {
    const count = Math.floor(this.#host.clientHeight / LADDER_ROW_PX);
    // A hidden panel measures 0; it keeps its rows for when it comes back.
    if (count === 0 || count === this.#rows.length) return;
    while (this.#rows.length < count) {
      const row = new LadderRow();
      this.#rows.push(row);
      this.#host.append(row.element);
    }
    for (const row of this.#rows.splice(count)) row.element.remove();
    this.model.setRowCount(count);
    this.#changed();
  }

  #paint(): void {
    const { model } = this;
    const { instrument } = model;
    model.settle();
    const measured = model.scales();
    const size = steadyScale(measured.size);
    const volume = steadyScale(measured.volume);
    const qty = (lots: number): string => (instrument === null ? '' : sizeText(instrument, lots));
    this.#rows.forEach((row, index) => {
      const price = model.prices[index];
      if (price === undefined || instrument === null) row.showNothing();
      else row.show(contentOf(model, instrument, price, size, volume, qty), qty);
      row.mark(
        price !== undefined && price === this.#cursor?.priceTicks ? this.#cursor.column : '',
        price !== undefined && price === this.#drag?.toTicks ? this.#drag.from.column : '',
      );
    });
    this.#tellCursor();
    this.#tellHint();
    this.#tellTarget();
  }

  #tellCursor(): void {
    const cursor = this.#cursor;
    const row = this.#rows.find((known) => known.priceTicks === cursor?.priceTicks);
    const id = cursor === null || row === undefined ? '' : row.cell(cursor.column).id;
    if (id === this.#cursorCell) return;
    this.#cursorCell = id;
    this.#events.onCursorCell(id);
  }

  #tellHint(): void {
    const place = this.model.place();
    const away = place === 'above' || place === 'below';
    const still = this.model.pointerInside ? 'held' : this.model.follows ? '' : 'scrolled';
    const hint: LadderHint = away ? place : still;
    if (hint === this.#hint) return;
    this.#hint = hint;
    this.#events.onHint(hint);
  }
}

/** A size in no more characters than its column has. */
export function sizeText(instrument: Instrument, lots: number): string {
  const { lotDecimals } = instrument;
  const units = lots / 10 ** lotDecimals;
  const long = lotDecimals === 0 ? LONG_SIZE : LONG_SIZE_OF_PARTS;
  return units >= long ? formatCompact(units) : formatQty(instrument, lots);
}

function contentOf(
  model: LadderModel,
  instrument: Instrument,
  priceTicks: number,
  sizeScale: number,
  volumeScale: number,
  qty: (lots: number) => string,
): LadderRowContent {
  const bid = model.bids.get(priceTicks)?.qtyLots ?? 0;
  const ask = model.asks.get(priceTicks)?.qtyLots ?? 0;
  const volume = model.volume.at(priceTicks);
  const ownBuy = model.own.get(ownKey('buy', priceTicks));
  const ownSell = model.own.get(ownKey('sell', priceTicks));
  return {
    priceTicks,
    price: formatPrice(instrument, priceTicks),
    priceState: priceTicks === model.lastTicks ? 'last' : '',
    bid: bid > 0 ? qty(bid) : '',
    bidState: priceTicks === model.touch.bidTicks ? 'best' : '',
    bidShare: bid / sizeScale,
    ask: ask > 0 ? qty(ask) : '',
    askState: priceTicks === model.touch.askTicks ? 'best' : '',
    askShare: ask / sizeScale,
    volume: volume > 0 ? shortCount(volume / 10 ** instrument.lotDecimals) : '',
    volumeShare: volume / volumeScale,
    ownBuy,
    ownSell,
    queueBuy: queueText(model.aheadOf(ownBuy), instrument),
    queueSell: queueText(model.aheadOf(ownSell), instrument),
  };
}

/** Place in a queue, in as few characters: what is ahead; '' when it is not known. */
function queueText(aheadLots: number | null, { lotDecimals }: Instrument): string {
  return aheadLots === null ? '' : `+${shortCount(aheadLots / 10 ** lotDecimals)}`;
}

/** Four characters for a figure that is only looked at: 950, 1.2K, 45K, then as elsewhere. */
export function shortCount(value: number): string {
  // Something is not nothing.
  if (value > 0 && value < 0.005) return '<.01';
  if (value < 10 && !Number.isInteger(value)) return value.toFixed(2);
  if (value < 1_000) return String(Math.round(value));
  if (value < 9_950) return `${(value / 1_000).toFixed(1)}K`;
  return value < 999_500 ? `${(value / 1_000).toFixed(0)}K` : formatCompact(value);
}
