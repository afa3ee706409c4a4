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
import { LADDER_COLUMNS, LadderRow } from './ladder-row.ts';
import type { LadderColumn, LadderRowContent } from './ladder-row.ts';
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

/** A cell of the ladder. */
export interface LadderTarget {
  readonly column: LadderColumn;
  readonly priceTicks: number;
}

/** What the panel has to know about the window. */
export type LadderHint = '' | 'held' | 'scrolled' | 'above' | 'below';

export interface LadderEvents {
  onClick(target: LadderTarget): void;
  /** The cell under the pointer or null; also when its price became another without a move. */
  onHover(target: LadderTarget | null): void;
  onHint(hint: LadderHint): void;
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
    this.#listen();
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

  #listen(): void {
    const options = { signal: this.#abort.signal };
    const host = this.#host;
    host.addEventListener(
      'pointermove',
      (event) => {
        this.#point(true);
        this.#hover(cellOf(event));
      },
      options,
    );
    host.addEventListener(
      'pointerleave',
      () => {
        this.#point(false);
        this.#hover(null);
      },
      options,
    );
    host.addEventListener(
      'click',
      (event) => {
        const target = targetOf(cellOf(event));
        if (target !== null) this.#events.onClick(target);
      },
      options,
    );
    host.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        this.scroll(event.deltaY < 0 ? WHEEL_ROWS : -WHEEL_ROWS);
      },
      { ...options, passive: false },
    );
  }

  /** The cell stays under the pointer while its price may become another: see `#paint`. */
  #hover(cell: HTMLElement | null): void {
    this.#hovered = cell;
    this.#tellTarget();
  }

  #tellTarget(): void {
    const target = targetOf(this.#hovered);
    const before = this.#target;
    if (before?.column === target?.column && before?.priceTicks === target?.priceTicks) return;
    this.#target = target;
    this.#events.onHover(target);
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
    });
    this.#tellHint();
    this.#tellTarget();
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
    ownBuy: model.own.get(ownKey('buy', priceTicks)),
    ownSell: model.own.get(ownKey('sell', priceTicks)),
  };
}

/** Four characters for a figure that is only looked at: 950, 1.2K, 45K, then as elsewhere. */
export function shortCount(value: number): string {
  if (value < 10 && !Number.isInteger(value)) return value.toFixed(2);
  if (value < 1_000) return String(Math.round(value));
  if (value < 9_950) return `${(value / 1_000).toFixed(1)}K`;
  return value < 999_500 ? `${(value / 1_000).toFixed(0)}K` : formatCompact(value);
}

/** The ladder's cell that an event happened in; null between cells. */
function cellOf(event: Event): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('.ladder-cell') : null;
}

/** What a cell stands for now; null for one without a price. */
function targetOf(cell: HTMLElement | null): LadderTarget | null {
  const ticks = Number(cell?.parentElement?.dataset['ticks'] ?? 0);
  const column = LADDER_COLUMNS.find((known) => known === cell?.dataset['col']);
  return column === undefined || ticks === 0 ? null : { column, priceTicks: ticks };
}
