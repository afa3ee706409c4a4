/**
 * Takes hold of what is drawn over the bars. Whoever draws something that can be moved offers grips;
 * where none is under the pointer the chart scrolls as ever. Must be disposed.
 */
import type { Place } from './overlays/chart-place.ts';

/** Something that the pointer has hold of. Places are in px from the chart's corner. */
export interface Grip {
  readonly cursor: string;
  move(at: Place): void;
  /** `moved`: the pointer went further than a hand trembles. */
  drop(at: Place, moved: boolean): void;
  cancel(): void;
}

/** Offers what can be taken hold of; of several the first that has something wins. */
export interface GripSource {
  /** `press`: the button goes down here; else it is only asked what the cursor should be. */
  gripAt(at: Place, press: boolean): Grip | null;
}

/** Way in px that is not yet a drag. */
const TREMBLE_PX = 3;

export class ChartPointer {
  readonly #host: HTMLElement;
  readonly #sources: readonly GripSource[];
  readonly #end = new AbortController();
  #held: { readonly grip: Grip; readonly from: Place; moved: boolean } | null = null;

  constructor(host: HTMLElement, sources: readonly GripSource[]) {
    this.#host = host;
    this.#sources = sources;
    const options = { capture: true, signal: this.#end.signal };
    host.addEventListener('pointerdown', this.#onDown, options);
    host.addEventListener('pointermove', this.#onMove, options);
    host.addEventListener('pointerup', this.#onUp, options);
    host.addEventListener('pointercancel', this.#onCancel, options);
    host.addEventListener('lostpointercapture', this.#onCancel, options);
  }

  /** Whether something is being dragged. */
  get isHolding(): boolean {
    return this.#held !== null;
  }

  /** Lets go; what is held goes back to where it was. True when there was something. */
  cancel(): boolean {
    const held = this.#held;
    this.#held = null;
    held?.grip.cancel();
    return held !== null;
  }

  dispose(): void {
    this.cancel();
    this.#end.abort();
  }

  readonly #onDown = (event: PointerEvent): void => {
    if (event.button !== 0 || event.ctrlKey) return;
    const at = this.#placeOf(event);
    const grip = this.#gripAt(at, true);
    if (grip === null) return;
    // Without the mouse events that would follow, the chart below does not begin to scroll.
    event.preventDefault();
    this.#host.closest<HTMLElement>('[data-panel]')?.focus({ preventScroll: true });
    this.#host.setPointerCapture(event.pointerId);
    this.#held = { grip, from: at, moved: false };
    this.#showCursor(grip.cursor);
  };

  readonly #onMove = (event: PointerEvent): void => {
    const at = this.#placeOf(event);
    const held = this.#held;
    if (held === null) {
      if (event.buttons === 0) this.#showCursor(this.#gripAt(at, false)?.cursor ?? '');
      return;
    }
    held.moved ||= Math.hypot(at.x - held.from.x, at.y - held.from.y) >= TREMBLE_PX;
    if (held.moved) held.grip.move(at);
  };

  readonly #onUp = (event: PointerEvent): void => {
    const held = this.#held;
    if (held === null) return;
    this.#held = null;
    held.grip.drop(this.#placeOf(event), held.moved);
  };

  readonly #onCancel = (): void => {
    this.cancel();
  };

  #gripAt(at: Place, press: boolean): Grip | null {
    for (const source of this.#sources) {
      const grip = source.gripAt(at, press);
      if (grip !== null) return grip;
    }
    return null;
  }

  #placeOf(event: PointerEvent): Place {
    const box = this.#host.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  /** '' is the chart's own. */
  #showCursor(cursor: string): void {
    if ((this.#host.dataset['cursor'] ?? '') === cursor) return;
    if (cursor === '') delete this.#host.dataset['cursor'];
    else this.#host.dataset['cursor'] = cursor;
  }
}
