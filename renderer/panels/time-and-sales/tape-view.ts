/**
 * The tape in the page, driven outside React: as many pooled rows as fit, painted at most once a
 * display frame. The list scrolls over a spacer of the tape's full height; it is held while the
 * pointer is in it or it is scrolled away from the newest print. Must be disposed.
 *
 * A row keeps its print: rows lie on a sheet at the place of their number, and with new prints the sheet
 * moves and the last rows come to its top. So a print costs the layout of its own row and not of all.
 */
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Trade } from '../../../engine/domain/market.ts';
import { FrameMask, displayFrames } from '../../chart/frame-mask.ts';
import type { FrameClock } from '../../chart/frame-mask.ts';
import { formatCount, formatPrice, formatSize } from '../../format/number.ts';
import { formatTime } from '../../format/time.ts';
import { timeAndSalesText } from '../../text/time-and-sales.ts';
import { Tape } from './tape.ts';
import type { TapeRow } from './tape.ts';

/** Height of a row in pixels; the style sheet has the same. */
export const TAPE_ROW_PX = 18;
const PAINT = 1;
/** Rows that the sheet moves before it starts anew: places stay whole in the browser's short floats. */
const SHEET_ROWS_MAX = 100_000;

/** Texts of one row; `kind` is its colour. */
export interface TapeTexts {
  readonly kind: 'buy' | 'sell' | 'skipped' | '';
  readonly own: boolean;
  readonly time: string;
  readonly price: string;
  readonly size: string;
  readonly side: string;
  readonly title: string;
}

const NOTHING: TapeTexts = {
  kind: '',
  own: false,
  time: '',
  price: '',
  size: '',
  side: '',
  title: '',
};

/** Texts of a row of the tape; side as arrow and word, so that colour is never alone. */
export function tapeTexts(instrument: Instrument, row: TapeRow, own: boolean): TapeTexts {
  if (row.kind === 'skipped') {
    const time = timeAndSalesText.skipped(formatCount(row.count));
    return { ...NOTHING, kind: 'skipped', time };
  }
  const { trade } = row;
  const buy = trade.aggressor === 'buy';
  return {
    kind: trade.aggressor,
    own,
    time: formatTime(trade.executedUs, { zone: instrument.zone, ms: true }),
    price: formatPrice(instrument, trade.priceTicks),
    size: formatSize(instrument, trade.qtyLots),
    side: buy ? `▲ ${timeAndSalesText.buy}` : `▼ ${timeAndSalesText.sell}`,
    title: own
      ? timeAndSalesText.own
      : buy
        ? timeAndSalesText.buyTitle
        : timeAndSalesText.sellTitle,
  };
}

const FIELDS = ['time', 'price', 'size', 'side'] as const;

/** A pooled row; a cell is touched only when it has changed. */
class TapeLine {
  readonly element = document.createElement('div');
  readonly #cells = FIELDS.map((field) => {
    const cell = document.createElement('span');
    cell.className = `tape-${field}`;
    cell.setAttribute('role', 'cell');
    this.element.append(cell);
    const text = document.createTextNode('');
    cell.append(text);
    return { field, text };
  });
  #shown: TapeTexts = NOTHING;
  #placed: number | null = null;
  /** What `#shown` was made of. */
  row: TapeRow | undefined = undefined;
  own = false;

  constructor() {
    this.element.className = 'tape-row';
    this.element.setAttribute('role', 'row');
  }

  /** Rows down from the head of the sheet. */
  place(rows: number): void {
    if (rows === this.#placed) return;
    this.#placed = rows;
    this.element.style.top = `${String(rows * TAPE_ROW_PX)}px`;
  }

  show(texts: TapeTexts): void {
    for (const { field, text } of this.#cells) {
      if (this.#shown[field] !== texts[field]) text.data = texts[field];
    }
    if (this.#shown.kind !== texts.kind) this.element.dataset['kind'] = texts.kind;
    if (this.#shown.own !== texts.own) this.element.toggleAttribute('data-own', texts.own);
    if (this.#shown.title !== texts.title) this.element.title = texts.title;
    this.#shown = texts;
  }
}

/** What the panel has to draw around the rows. */
export interface TapeStatus {
  readonly held: boolean;
  /** Prints that wait to be shown. */
  readonly waiting: number;
  readonly empty: boolean;
}

/** See the head of the file. */
export class TapeView {
  readonly #tape = new Tape();
  readonly #scroller: HTMLElement;
  readonly #spacer = document.createElement('div');
  readonly #sheet = document.createElement('div');
  /** From the top of the view down. */
  #lines: TapeLine[] = [];
  /** Number of the row that the first line shows, and of the one at the head of the sheet. */
  #topNumber = 0;
  #baseNumber = 0;
  #sheetRows = 0;
  readonly #mask: FrameMask;
  readonly #resize: ResizeObserver;
  readonly #abort = new AbortController();
  readonly #onStatus: (status: TapeStatus) => void;
  #instrument: Instrument | null = null;
  #isOwn: (trade: Trade) => boolean = () => false;
  #pointerInside = false;
  /** As of the last scroll: reading it from the page while painting would force a layout. */
  #scrollTop = 0;
  /** Rows that the spacer's height is for. */
  #spacedRows = -1;
  #status: TapeStatus = { held: false, waiting: 0, empty: true };

  constructor(
    scroller: HTMLElement,
    onStatus: (status: TapeStatus) => void,
    frames: FrameClock = displayFrames,
  ) {
    this.#scroller = scroller;
    this.#onStatus = onStatus;
    this.#spacer.className = 'tape-spacer';
    this.#sheet.className = 'tape-sheet';
    this.#spacer.append(this.#sheet);
    scroller.replaceChildren(this.#spacer);
    this.#mask = new FrameMask(() => {
      this.#paint();
    }, frames);
    this.#resize = new ResizeObserver(() => {
      this.#fit();
    });
    this.#resize.observe(scroller);
    this.#listen();
  }

  setInstrument(instrument: Instrument): void {
    this.#instrument = instrument;
    this.#scrollToTop();
    this.clear();
  }

  /** Begins anew, for instance with another run of the engine, which counts its prints anew. */
  clear(): void {
    this.#tape.clear();
    this.#holdOrRelease();
    this.#changed();
  }

  add(trades: readonly Trade[], skipped: number): void {
    this.#tape.add(trades, skipped);
    this.#changed();
  }

  /** `isOwn` tells own prints from others. */
  setOwn(isOwn: (trade: Trade) => boolean): void {
    this.#isOwn = isOwn;
    this.#changed();
  }

  /** Goes back to the newest print and lets the list run. */
  resume(): void {
    this.#scrollToTop();
    this.#pointerInside = false;
    this.#holdOrRelease();
    this.#changed();
  }

  dispose(): void {
    this.#mask.dispose();
    this.#resize.disconnect();
    this.#abort.abort();
    this.#scroller.replaceChildren();
  }

  #changed(): void {
    this.#mask.invalidate(PAINT);
  }

  #listen(): void {
    const options = { signal: this.#abort.signal };
    const point = (inside: boolean) => (): void => {
      this.#pointerInside = inside;
      this.#holdOrRelease();
      this.#changed();
    };
    this.#scroller.addEventListener('pointerenter', point(true), options);
    this.#scroller.addEventListener('pointerleave', point(false), options);
    this.#scroller.addEventListener(
      'scroll',
      () => {
        this.#scrollTop = this.#scroller.scrollTop;
        this.#holdOrRelease();
        this.#changed();
      },
      options,
    );
  }

  #scrollToTop(): void {
    this.#scroller.scrollTop = 0;
    this.#scrollTop = 0;
  }

  #holdOrRelease(): void {
    const hold = this.#pointerInside || this.#scrollTop > 0;
    if (hold) this.#tape.hold();
    else this.#tape.release();
  }

  #fit(): void {
    const count = Math.ceil(this.#scroller.clientHeight / TAPE_ROW_PX) + 1;
    while (this.#lines.length < count) {
      const line = new TapeLine();
      this.#lines.push(line);
      this.#sheet.append(line.element);
    }
    for (const line of this.#lines.splice(count)) line.element.remove();
    this.#changed();
  }

  #paint(): void {
    const first = Math.floor(this.#scrollTop / TAPE_ROW_PX);
    if (this.#tape.length !== this.#spacedRows) {
      this.#spacedRows = this.#tape.length;
      this.#spacer.style.height = `${String(this.#spacedRows * TAPE_ROW_PX)}px`;
    }
    const { newest } = this.#tape;
    this.#turn(newest - first);
    this.#moveSheet(newest);
    this.#lines.forEach((line, offset) => {
      line.place(this.#baseNumber - (this.#topNumber - offset));
      this.#show(line, this.#tape.row(first + offset));
    });
    this.#tellStatus();
  }

  /** Has the first line show row `number`; lines whose rows stay in view keep them. */
  #turn(number: number): void {
    const by = number - this.#topNumber;
    this.#topNumber = number;
    if (by === 0 || Math.abs(by) >= this.#lines.length) return;
    const cut = by > 0 ? this.#lines.length - by : -by;
    const moved = by > 0 ? this.#lines.slice(cut) : this.#lines.slice(0, cut);
    const elements = moved.map(({ element }) => element);
    if (by > 0) this.#sheet.prepend(...elements);
    else this.#sheet.append(...elements);
    this.#lines = [...this.#lines.slice(cut), ...this.#lines.slice(0, cut)];
  }

  /** Brings row `newest` to the head of the spacer. */
  #moveSheet(newest: number): void {
    const rows = newest - this.#baseNumber;
    if (rows < 0 || rows > SHEET_ROWS_MAX) this.#baseNumber = newest;
    const down = newest - this.#baseNumber;
    if (down === this.#sheetRows) return;
    this.#sheetRows = down;
    this.#sheet.style.top = `${String(down * TAPE_ROW_PX)}px`;
  }

  #show(line: TapeLine, row: TapeRow | undefined): void {
    const own = row?.kind === 'trade' && this.#isOwn(row.trade);
    if (line.row === row && line.own === own) return;
    line.row = row;
    line.own = own;
    const instrument = this.#instrument;
    line.show(row === undefined || instrument === null ? NOTHING : tapeTexts(instrument, row, own));
  }

  #tellStatus(): void {
    const status: TapeStatus = {
      held: this.#tape.isHeld,
      waiting: this.#tape.waiting,
      empty: this.#tape.length === 0,
    };
    const before = this.#status;
    const same =
      status.held === before.held &&
      status.waiting === before.waiting &&
      status.empty === before.empty;
    if (same) return;
    this.#status = status;
    this.#onStatus(status);
  }
}
