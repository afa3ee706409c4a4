/**
 * Goal: a chart behind another tab costs nothing and breaks nothing. The docking library takes it out of
 * the page, where it has no size, and the chart's library throws at each frame when its plot is narrower
 * than one bar. So what would be painted is kept as bits until the chart is in sight again.
 */

/** Room that the price axis and one bar of the widest zoom need; a smaller panel shows a part of it. */
const WIDTH_PX_MIN = 140;
const HEIGHT_PX_MIN = 60;

/** Follows the size of an element, and whether it is in the page at all. Must be disposed. */
export class ShownSize {
  readonly #host: HTMLElement;
  readonly #observer: ResizeObserver;
  #isShown: boolean;
  #missed = 0;

  /** `onChange`: the size is another one now. */
  constructor(host: HTMLElement, onChange: () => void) {
    this.#host = host;
    this.#isShown = host.clientWidth > 0;
    // The library's own way lays several panes out within the observation, which browsers report.
    this.#observer = new ResizeObserver(() => {
      this.#isShown = host.clientWidth > 0;
      onChange();
    });
    this.#observer.observe(host);
  }

  /** In CSS px, never smaller than a chart can be drawn in. */
  get width(): number {
    return Math.max(WIDTH_PX_MIN, this.#host.clientWidth);
  }

  get height(): number {
    return Math.max(HEIGHT_PX_MIN, this.#host.clientHeight);
  }

  /** What of a mask is to be painted now: 0 while the element is out of sight, then all of it. */
  take(mask: number): number {
    const all = mask | this.#missed;
    this.#missed = this.#isShown ? 0 : all;
    return this.#isShown ? all : 0;
  }

  dispose(): void {
    this.#observer.disconnect();
  }
}
