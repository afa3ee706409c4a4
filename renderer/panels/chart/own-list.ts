/**
 * What the chart draws of the trader's own, in words: a canvas says nothing to a screen reader.
 * Written outside React, like the legend, as lines and markers change. Must be disposed.
 */
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { FillMarker } from '../../chart/fill-markers.ts';
import type { LineSpec } from '../../chart/order-lines.ts';
import { formatPrice } from '../../format/number.ts';
import { chartText } from '../../text/chart.ts';

/** Sentences on the lines: `BUY 100 LMT at 187.25`, `LONG 100 +3.00 at 187.2467`. */
export function lineTexts(instrument: Instrument, lines: readonly LineSpec[]): readonly string[] {
  return lines.map(({ title, priceTicks }) =>
    // An average price may lie between two ticks; as a place on the chart the nearest one will do.
    chartText.ownLine(title, formatPrice(instrument, Math.round(priceTicks))),
  );
}

/** Sentences on the markers, newest first: `Bought 100 @ 187.25`. */
export function markerTexts(markers: readonly FillMarker[]): readonly string[] {
  return markers.map(({ side, text }) => chartText.ownFill(side, text)).reverse();
}

/** A list beside the chart that only assistive technology shows. */
export class OwnList {
  readonly #list = document.createElement('ul');
  #lines: readonly string[] = [];
  #markers: readonly string[] = [];

  /** Puts itself after `chart`. */
  constructor(chart: Pick<HTMLElement, 'after'>) {
    this.#list.className = 'unseen';
    this.#list.setAttribute('aria-label', chartText.own);
    chart.after(this.#list);
  }

  setLines(texts: readonly string[]): void {
    this.#lines = texts;
    this.#write();
  }

  setMarkers(texts: readonly string[]): void {
    this.#markers = texts;
    this.#write();
  }

  dispose(): void {
    this.#list.remove();
  }

  /** Touches only what has changed: the position's line changes with every print. */
  #write(): void {
    const texts = [...this.#lines, ...this.#markers];
    while (this.#list.children.length > texts.length) this.#list.lastElementChild?.remove();
    texts.forEach((text, at) => {
      const item = this.#list.children[at] ?? this.#list.appendChild(document.createElement('li'));
      if (item.textContent !== text) item.textContent = text;
    });
  }
}
