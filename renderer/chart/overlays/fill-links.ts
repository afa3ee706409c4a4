/** Lines from the fills that opened a position to those that closed it, first in first out. */
import type { IPrimitivePaneView, ISeriesPrimitive } from 'lightweight-charts';
import type { Fill } from '../../../engine/domain/order.ts';
import { faded } from '../chart-theme.ts';
import type { ChartColours } from '../chart-theme.ts';
import { stroke } from './canvas.ts';
import type { DrawingTarget } from './canvas.ts';
import type { ChartPlace } from './chart-place.ts';

/** Links drawn at most, the newest ones; older ones would only cover the bars. */
export const FILL_LINKS_MAX = 200;

/** What one fill opened and another closed. */
export interface FillLink {
  readonly fromUs: number;
  readonly fromTicks: number;
  readonly toUs: number;
  readonly toTicks: number;
  readonly qtyLots: number;
  /** Whether it made money, fees apart; null: neither. */
  readonly won: boolean | null;
}

interface OpenLot {
  readonly us: number;
  readonly ticks: number;
  /** Signed: bought above zero. */
  qty: number;
  /** Opened before the first fill that is known. */
  readonly unknown: boolean;
}

/**
 * Links of one symbol, oldest first. `fills` are newest first, as the store keeps them, and may begin
 * in the middle of a position, whose size now (`qtyLots`, signed) tells what was open before them.
 */
export function fillLinks(
  symbol: string,
  fills: readonly Fill[],
  qtyLots: number,
): readonly FillLink[] {
  const own = fills.filter((fill) => fill.symbol === symbol).reverse();
  const signed = (fill: Fill): number =>
    fill.side === 'buy' ? fill.lastQtyLots : -fill.lastQtyLots;
  const before = qtyLots - own.reduce((sum, fill) => sum + signed(fill), 0);
  const open: OpenLot[] = before === 0 ? [] : [{ us: 0, ticks: 0, qty: before, unknown: true }];
  const links: FillLink[] = [];
  for (const fill of own) {
    let left = signed(fill);
    for (let lot = open[0]; lot !== undefined && left !== 0; lot = open[0]) {
      if (Math.sign(lot.qty) === Math.sign(left)) break;
      const closed = Math.min(Math.abs(lot.qty), Math.abs(left));
      if (!lot.unknown) links.push(linkOf(lot, fill, closed));
      lot.qty -= Math.sign(lot.qty) * closed;
      left -= Math.sign(left) * closed;
      if (lot.qty === 0) open.shift();
    }
    if (left !== 0) {
      open.push({ us: fill.executedUs, ticks: fill.lastPriceTicks, qty: left, unknown: false });
    }
  }
  return links.slice(-FILL_LINKS_MAX);
}

function linkOf(lot: OpenLot, fill: Fill, qtyLots: number): FillLink {
  const gain = (fill.lastPriceTicks - lot.ticks) * Math.sign(lot.qty);
  return {
    fromUs: lot.us,
    fromTicks: lot.ticks,
    toUs: fill.executedUs,
    toTicks: fill.lastPriceTicks,
    qtyLots,
    won: gain === 0 ? null : gain > 0,
  };
}

/** Draws links; attached to the bars' series. Gains are whole lines and losses broken ones. */
export class FillLinkLines implements ISeriesPrimitive {
  links: readonly FillLink[] = [];
  colours: ChartColours;
  readonly #place: ChartPlace;
  readonly #views: readonly IPrimitivePaneView[];

  constructor(place: ChartPlace, colours: ChartColours) {
    this.#place = place;
    this.colours = colours;
    const renderer = {
      draw: (target: DrawingTarget): void => {
        target.useMediaCoordinateSpace(({ context }) => {
          for (const link of this.links) this.#drawLink(context, link);
          context.setLineDash([]);
        });
      },
    };
    this.#views = [{ zOrder: () => 'top', renderer: () => renderer }];
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.#views;
  }

  #drawLink(context: CanvasRenderingContext2D, link: FillLink): void {
    const { width } = this.#place.size;
    const from = this.#at(link.fromUs, link.fromTicks);
    const to = this.#at(link.toUs, link.toTicks);
    if (from === null || to === null || to.x < 0 || from.x > width) return;
    const { buy, sell, faint } = this.colours;
    const colour = link.won === null ? faint : link.won ? buy : sell;
    context.strokeStyle = faded(colour, 0.9);
    context.fillStyle = colour;
    context.lineWidth = 1;
    context.setLineDash(link.won === true ? [] : [3, 3]);
    stroke(context, from, to);
    for (const { x, y } of [from, to]) context.fillRect(x - 2, y - 2, 4, 4);
  }

  /** At the middle of the bar that holds the fill. */
  #at(us: number, ticks: number): { readonly x: number; readonly y: number } | null {
    const x = this.#place.xOfIndex(Math.floor(this.#place.indexOf(us)));
    const y = this.#place.y(ticks);
    return x === null || y === null ? null : { x, y };
  }
}
