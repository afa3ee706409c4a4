/** One row of the ladder in the page. Rows are pooled; a cell is touched only when it has changed. */
import type { Side } from '../../../engine/domain/side.ts';
import type { OwnLevel } from './own-orders.ts';

/** Columns of a row from left to right, as the cells' `data-col` names them. */
export const LADDER_COLUMNS = ['volume', 'own-buy', 'bid', 'price', 'ask', 'own-sell'] as const;
export type LadderColumn = (typeof LADDER_COLUMNS)[number];

/** A cell of the ladder. */
export interface LadderTarget {
  readonly column: LadderColumn;
  readonly priceTicks: number;
}

const WITH_BAR: ReadonlySet<LadderColumn> = new Set(['volume', 'bid', 'ask']);
const WITH_NOTE: ReadonlySet<LadderColumn> = new Set(['own-buy', 'own-sell']);

/** A cell that remembers what it shows. */
class LadderCell {
  readonly element: HTMLElement;
  readonly #text: Text;
  readonly #bar: HTMLElement | null;
  readonly #note: HTMLElement | null;
  #shownText = '';
  #shownNote = '';
  #shownState = '';
  #shownBar = -1;

  constructor(column: LadderColumn) {
    this.element = document.createElement('span');
    this.element.className = `ladder-cell ladder-${column}`;
    this.element.dataset['col'] = column;
    this.element.setAttribute('role', 'gridcell');
    this.#bar = WITH_BAR.has(column) ? document.createElement('i') : null;
    if (this.#bar !== null) this.element.append(this.#bar);
    this.#text = document.createTextNode('');
    const inner = document.createElement('b');
    inner.append(this.#text);
    this.element.append(inner);
    this.#note = WITH_NOTE.has(column) ? document.createElement('small') : null;
    if (this.#note !== null) this.element.append(this.#note);
  }

  /** A second, smaller text beside the first. */
  note(text: string): void {
    if (this.#note === null || text === this.#shownNote) return;
    this.#shownNote = text;
    this.#note.textContent = text;
    this.element.dataset['note'] = text === '' ? '' : 'yes';
  }

  /** `share`: length of the bar, 0 to 1. */
  show(text: string, state = '', share = 0): void {
    if (text !== this.#shownText) {
      this.#shownText = text;
      this.#text.data = text;
    }
    if (state !== this.#shownState) {
      this.#shownState = state;
      this.element.dataset['state'] = state;
    }
    // Whole percents: smaller steps are not seen and would cost a style change each.
    const percent = Math.round(share * 100);
    if (this.#bar !== null && percent !== this.#shownBar) {
      this.#shownBar = percent;
      // Not a transform: each would have the browser put all its layers together anew.
      this.#bar.style.backgroundSize = `${String(percent)}% 100%`;
    }
  }
}

/** Texts and shares of one row; texts are formatted. */
export interface LadderRowContent {
  readonly priceTicks: number;
  readonly price: string;
  /** `last`: the price of the last print. */
  readonly priceState: '' | 'last';
  readonly bid: string;
  readonly bidState: '' | 'best';
  readonly bidShare: number;
  readonly ask: string;
  readonly askState: '' | 'best';
  readonly askShare: number;
  readonly volume: string;
  readonly volumeShare: number;
  readonly ownBuy: OwnLevel | undefined;
  readonly ownSell: OwnLevel | undefined;
  /** Lots ahead in the queue as the cell shows them; '' when that is not known. */
  readonly queueBuy: string;
  readonly queueSell: string;
}

/** Rows made so far, for ids that are unique in the page. */
let rowsMade = 0;

/** A pooled row. */
export class LadderRow {
  readonly element = document.createElement('div');
  /** Price it shows; 0 when it is empty. */
  priceTicks = 0;
  readonly #cells: Readonly<Record<LadderColumn, LadderCell>>;
  #cursor: LadderColumn | '' = '';
  #drop: LadderColumn | '' = '';

  constructor() {
    this.element.className = 'ladder-row';
    this.element.setAttribute('role', 'row');
    this.#cells = {
      volume: new LadderCell('volume'),
      'own-buy': new LadderCell('own-buy'),
      bid: new LadderCell('bid'),
      price: new LadderCell('price'),
      ask: new LadderCell('ask'),
      'own-sell': new LadderCell('own-sell'),
    };
    rowsMade += 1;
    for (const column of LADDER_COLUMNS) {
      const { element } = this.#cells[column];
      element.id = `ladder-${String(rowsMade)}-${column}`;
      this.element.append(element);
    }
  }

  /** `qty` formats lots. */
  show(content: LadderRowContent, qty: (lots: number) => string): void {
    if (content.priceTicks !== this.priceTicks) {
      this.priceTicks = content.priceTicks;
      this.element.dataset['ticks'] = String(content.priceTicks);
    }
    this.#cells.volume.show(content.volume, '', content.volumeShare);
    this.#cells.bid.show(content.bid, content.bidState, content.bidShare);
    this.#cells.price.show(content.price, content.priceState);
    this.#cells.ask.show(content.ask, content.askState, content.askShare);
    this.#showOwn('buy', content.ownBuy, qty);
    this.#showOwn('sell', content.ownSell, qty);
    this.#cells['own-buy'].note(content.queueBuy);
    this.#cells['own-sell'].note(content.queueSell);
  }

  /** Marks the cell that the keyboard is at, or where a dragged order would go; '' for none. */
  mark(cursor: LadderColumn | '', drop: LadderColumn | ''): void {
    if (this.#cursor !== cursor) {
      this.#cursor = cursor;
      this.element.dataset['cursor'] = cursor;
    }
    if (this.#drop !== drop) {
      this.#drop = drop;
      this.element.dataset['drop'] = drop;
    }
  }

  /** Cell of a column, to be named as the active one. */
  cell(column: LadderColumn): HTMLElement {
    return this.#cells[column].element;
  }

  /** Below the lowest price there is nothing. */
  showNothing(): void {
    this.priceTicks = 0;
    delete this.element.dataset['ticks'];
    for (const column of LADDER_COLUMNS) {
      this.#cells[column].show('');
      this.#cells[column].note('');
    }
  }

  #showOwn(side: Side, level: OwnLevel | undefined, qty: (lots: number) => string): void {
    const cell = this.#cells[side === 'buy' ? 'own-buy' : 'own-sell'];
    if (level === undefined) cell.show('');
    else cell.show(ownText(level, qty), level.state);
  }
}

/** `300`, a stop `S300`, with two orders `300·2`, partly filled `40/100`; on its way `100…`. */
export function ownText(level: OwnLevel, qty: (lots: number) => string): string {
  const left = `${level.stops > 0 ? 'S' : ''}${qty(level.leavesLots)}`;
  if (level.state === 'pending' || level.state === 'canceling') return `${left}…`;
  if (level.count > 1) return `${left}·${String(level.count)}`;
  return level.filledLots > 0 ? `${left}/${qty(level.leavesLots + level.filledLots)}` : left;
}
