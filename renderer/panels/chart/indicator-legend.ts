/**
 * Names and values of the indicators in the corner of their panes, written outside React as the
 * crosshair moves. A name is a button that changes the indicator. Must be disposed.
 */
import type { ChartIndicator } from '../../chart/chart-look.ts';
import type { IndicatorReading } from '../../chart/indicator-view.ts';
import { indicatorName } from '../../chart/indicator-words.ts';
import { indicatorsText } from '../../text/indicators.ts';

/** Height of one indicator in the legend, and the room above the first of a pane, in px. */
const ROW_PX = 18;
const TOP_PX = 2;

export interface IndicatorLegendEvents {
  readonly onEdit: (id: number) => void;
  readonly onRemove: (id: number) => void;
}

interface Row {
  readonly element: HTMLElement;
  readonly values: HTMLElement;
}

export class IndicatorLegend {
  readonly #host = document.createElement('div');
  readonly #events: IndicatorLegendEvents;
  readonly #rows = new Map<number, Row>();
  #indicators: readonly ChartIndicator[] = [];

  /** Puts itself after `chart`. */
  constructor(chart: HTMLElement, events: IndicatorLegendEvents) {
    this.#events = events;
    this.#host.className = 'chart-indicators';
    chart.after(this.#host);
  }

  show(indicators: readonly ChartIndicator[]): void {
    if (indicators === this.#indicators) return;
    this.#indicators = indicators;
    this.#rows.clear();
    this.#host.replaceChildren(...indicators.map((indicator) => this.#makeRow(indicator)));
  }

  /**
   * `paneTops`: where each pane begins, in px; `rowsAbove`: rows of other words in the corner of the
   * first.
   */
  write(
    readings: readonly IndicatorReading[],
    paneTops: readonly number[],
    rowsAbove: number,
  ): void {
    const used = new Map<number, number>([[0, rowsAbove]]);
    for (const { id, pane, values } of readings) {
      const row = this.#rows.get(id);
      if (row === undefined) continue;
      const at = used.get(pane) ?? 0;
      used.set(pane, at + 1);
      const top = `${String((paneTops[pane] ?? 0) + TOP_PX + at * ROW_PX)}px`;
      if (row.element.style.top !== top) row.element.style.top = top;
      values.forEach(({ text, colour }, line) => {
        const span =
          row.values.children[line] ?? row.values.appendChild(document.createElement('span'));
        if (span.textContent !== text) span.textContent = text;
        if (span instanceof HTMLElement && span.dataset['colour'] !== colour) {
          span.dataset['colour'] = colour;
          span.style.color = colour;
        }
      });
    }
  }

  dispose(): void {
    this.#host.remove();
  }

  #makeRow({ id, spec }: ChartIndicator): HTMLElement {
    const name = indicatorName(spec);
    const element = document.createElement('div');
    element.className = 'chart-indicator';
    element.dataset['indicator'] = name;
    const edit = button(name, indicatorsText.edit(name), () => {
      this.#events.onEdit(id);
    });
    const values = document.createElement('span');
    values.className = 'chart-indicator-values';
    const remove = button('✕', indicatorsText.remove(name), () => {
      this.#events.onRemove(id);
    });
    element.append(edit, values, remove);
    this.#rows.set(id, { element, values });
    return element;
  }
}

function button(text: string, title: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.title = title;
  made.setAttribute('aria-label', title);
  made.addEventListener('click', onClick);
  return made;
}
