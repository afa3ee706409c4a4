/**
 * What the mouse does in the ladder: hovering, clicking, dragging own orders to another price. A drag
 * begins when the pointer has left the row it was pressed in, so that a shaky click stays a click.
 */
import type { LadderGesture } from './ladder-intent.ts';
import type { LadderTarget } from './ladder-row.ts';
import { LADDER_COLUMNS } from './ladder-row.ts';

/** Own orders of a cell on their way to another price. */
export interface LadderDrag {
  readonly from: LadderTarget;
  /** Price under the pointer; null outside of the ladder, where a release changes nothing. */
  readonly toTicks: number | null;
}

export interface LadderPointerEvents {
  /** The pointer came in or went out. */
  onInside(inside: boolean): void;
  /** Another cell, or Alt was pressed or let go; null between cells and outside. */
  onHover(cell: HTMLElement | null, alt: boolean): void;
  onGesture(target: LadderTarget, gesture: LadderGesture): void;
  /** Whether a cell has own orders that can be dragged. */
  canDrag(target: LadderTarget): boolean;
  /** A drag moves; null when it has ended without a change. */
  onDrag(drag: LadderDrag | null): void;
  onDrop(from: LadderTarget, toTicks: number): void;
}

/** See the head of the file. Listens until `signal` ends it. */
export class LadderPointer {
  readonly #host: HTMLElement;
  readonly #rowPx: number;
  readonly #events: LadderPointerEvents;
  #hovered: HTMLElement | null = null;
  #alt = false;
  /** Where the button went down on own orders. */
  #pressed: LadderTarget | null = null;
  #drag: LadderDrag | null = null;
  /** The click that the browser sends after a drag is not one. */
  #swallowClick = false;

  constructor(
    host: HTMLElement,
    rowPx: number,
    events: LadderPointerEvents,
    { signal }: { readonly signal: AbortSignal },
  ) {
    this.#host = host;
    this.#rowPx = rowPx;
    this.#events = events;
    host.addEventListener('pointermove', (event) => this.#moved(event), { signal });
    host.addEventListener('pointerdown', (event) => this.#down(event), { signal });
    host.addEventListener('pointerup', (event) => this.#up(event), { signal });
    host.addEventListener('pointercancel', () => this.cancelDrag(), { signal });
    host.addEventListener('pointerleave', () => this.#left(), { signal });
    host.addEventListener('click', (event) => this.#clicked(event), { signal });
    host.addEventListener('contextmenu', (event) => this.#rightClicked(event), { signal });
    const onAlt = (event: KeyboardEvent): void => {
      if (event.key === 'Alt') this.#setAlt(event.type === 'keydown');
    };
    window.addEventListener('keydown', onAlt, { signal });
    window.addEventListener('keyup', onAlt, { signal });
  }

  /** Ends a drag without a change; false when there was none. */
  cancelDrag(): boolean {
    const wasDragging = this.#drag !== null;
    this.#pressed = null;
    this.#drag = null;
    if (wasDragging) {
      this.#swallowClick = true;
      this.#events.onDrag(null);
    }
    return wasDragging;
  }

  #moved(event: PointerEvent): void {
    this.#events.onInside(true);
    this.#hover(cellOf(event));
    this.#setAlt(event.altKey);
    if (this.#pressed === null) return;
    const toTicks = this.#ticksAt(event);
    if (this.#drag === null && toTicks === this.#pressed.priceTicks) return;
    if (this.#drag === null) this.#host.setPointerCapture(event.pointerId);
    if (this.#drag?.toTicks === toTicks) return;
    this.#drag = { from: this.#pressed, toTicks };
    this.#events.onDrag(this.#drag);
  }

  #down(event: PointerEvent): void {
    this.#swallowClick = false;
    const target = targetOf(cellOf(event));
    if (event.button !== 0 || target === null || !this.#events.canDrag(target)) return;
    this.#pressed = target;
  }

  #up(event: PointerEvent): void {
    const drag = this.#drag;
    this.#pressed = null;
    this.#drag = null;
    if (drag === null) return;
    this.#swallowClick = true;
    const toTicks = this.#ticksAt(event);
    this.#events.onDrag(null);
    if (toTicks !== null && toTicks !== drag.from.priceTicks) {
      this.#events.onDrop(drag.from, toTicks);
    }
  }

  #left(): void {
    // A captured pointer may be anywhere: the drag goes on.
    if (this.#drag !== null) return;
    this.#pressed = null;
    this.#events.onInside(false);
    this.#hover(null);
  }

  #clicked(event: MouseEvent): void {
    const isDragsEnd = this.#swallowClick;
    this.#swallowClick = false;
    const target = targetOf(cellOf(event));
    if (target === null || isDragsEnd) return;
    this.#events.onGesture(target, event.altKey ? 'bracket' : 'limit');
  }

  #rightClicked(event: MouseEvent): void {
    event.preventDefault();
    const target = targetOf(cellOf(event));
    if (target !== null) this.#events.onGesture(target, 'stop');
  }

  #hover(cell: HTMLElement | null): void {
    if (cell === this.#hovered) return;
    this.#hovered = cell;
    this.#events.onHover(cell, this.#alt);
  }

  #setAlt(alt: boolean): void {
    if (alt === this.#alt) return;
    this.#alt = alt;
    if (this.#hovered !== null) this.#events.onHover(this.#hovered, alt);
  }

  /** By place and not by element: a captured pointer's events all come from the host. */
  #ticksAt({ clientX, clientY }: PointerEvent): number | null {
    const box = this.#host.getBoundingClientRect();
    if (clientX < box.left || clientX > box.right || clientY < box.top) return null;
    const row = this.#host.children[Math.floor((clientY - box.top) / this.#rowPx)];
    const ticks = Number(row instanceof HTMLElement ? row.dataset['ticks'] : 0);
    return ticks > 0 ? ticks : null;
  }
}

/** The ladder's cell that an event happened in; null between cells. */
function cellOf(event: Event): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('.ladder-cell') : null;
}

/** What a cell stands for now; null for one without a price. */
export function targetOf(cell: HTMLElement | null): LadderTarget | null {
  const ticks = Number(cell?.parentElement?.dataset['ticks'] ?? 0);
  const column = LADDER_COLUMNS.find((known) => known === cell?.dataset['col']);
  return column === undefined || ticks === 0 ? null : { column, priceTicks: ticks };
}
