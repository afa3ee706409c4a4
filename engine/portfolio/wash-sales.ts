/**
 * Wash sales of one instrument, as a walk over its fills in the order of execution.
 *
 * Sources: 26 USC 1091 and Treas. Reg. 1.1091-1, 1.1091-2; 26 USC 1223(3) (holding period); Rev. Rul.
 * 56-602 (shares of the lot that is sold); IRS Publication 550. The rules, as they are applied here:
 * - A loss is disallowed for as many shares as were acquired within 30 days before or after the day of
 *   the sale, in proportion. Losses are taken in the order of sales, acquisitions in their order, and
 *   every acquired share makes at most one sold share's loss disallowed (1.1091-1 (b) to (e)).
 * - Of what was acquired before the sale, what is still held after the closing fill counts, but for the
 *   shares of the order that bought what is sold.
 * - What is disallowed is added to the basis of the replacing shares, whose holding period becomes longer
 *   by that of the sold ones. A replacing share may be sold at a loss in turn.
 * - A loss of closing a short position is treated alike, with short sales in place of purchases
 *   (1091(e)). Purchases that cover and sales that close replace nothing.
 */
import { assert } from '../domain/assert.ts';
import { mulDiv } from '../domain/mul-div.ts';
import type { ClosedLot, PositionSide } from '../domain/round-trip.ts';
import { LOTS_PER_SYMBOL_MAX } from './lot-queue.ts';
import { WASH_DAYS } from './tax-lot.ts';
import type { TaxLot } from './tax-lot.ts';
import { feeShare } from './trip-lots.ts';

/** Shares of one purchase that share basis and holding period. */
interface Piece {
  qtyLots: number;
  readonly orderId: number;
  /** When it was acquired. */
  readonly day: number;
  heldFromDay: number;
  carriedMicros: number;
  /** Whether it has made a loss disallowed; it does that once. */
  isUsed: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A lot that is to be reported, and how much of its loss waits for a replacement. */
interface Reported {
  readonly lot: Mutable<TaxLot>;
  readonly orderId: number;
  /** Shares that no acquisition has replaced so far; 0 when it is certain. */
  openLots: number;
  /** Their part of the loss. */
  openLossMicros: number;
}

/** What a fill has opened. */
export interface OpenedShares {
  readonly side: PositionSide;
  readonly qtyLots: number;
  readonly orderId: number;
  readonly day: number;
}

/** Places before the head at which the list is cut down to what is open. */
const SPENT_MAX = 1_024;

/**
 * Holds what is open (some LOTS_PER_SYMBOL_MAX pieces, beyond which purchases join the newest) and the
 * lots whose loss a purchase could still replace, with those that were closed after them.
 */
export class WashSales {
  readonly #applies: boolean;
  /** Of the open position, oldest first, from #head on. */
  #pieces: Piece[] = [];
  #head = 0;
  /** Pieces before it can replace nothing any more: they are used, or too old for any later day. */
  #firstFree = 0;
  /** In the order of closing; the first is not certain. */
  readonly #reported: Reported[] = [];
  /** Those of them that wait for a replacement, in order. */
  readonly #waiting: Readonly<Record<PositionSide, Reported[]>> = { long: [], short: [] };

  /** `applies`: false for what is no stock or security; then lots are only reported. */
  constructor(applies: boolean) {
    this.#applies = applies;
  }

  /** The lots that a fill on `day` has closed, in order; before `open` of the same fill. */
  close(lots: readonly ClosedLot[], day: number): void {
    for (const one of lots.flatMap((lot) => this.#take(lot, day))) {
      this.#reported.push(one);
      this.#replaceByHeld(one, day);
      if (one.openLots > 0) this.#waiting[one.lot.side].push(one);
    }
  }

  /** What a fill has opened: first for losses that wait, the earliest first. */
  open({ side, qtyLots, orderId, day }: OpenedShares): void {
    const waiting = this.#waiting[side];
    let left = qtyLots;
    let settled = 0;
    for (const loss of waiting) {
      if (!isOver(loss, day)) {
        if (left === 0) break;
        const piece = newPiece(Math.min(left, loss.openLots), orderId, day);
        replace(loss, piece);
        this.#add(piece);
        left -= piece.qtyLots;
        if (loss.openLots > 0) break;
      }
      settled += 1;
    }
    waiting.splice(0, settled);
    if (left > 0) this.#add(newPiece(left, orderId, day));
  }

  /**
   * Lots that nothing traded on `day` or later can change any more, in the order of closing; all parts of
   * a lot together.
   */
  takeCertain(day: number): TaxLot[] {
    let end = this.#reported.findIndex((one) => one.openLots > 0 && !isOver(one, day));
    if (end < 0) return this.takeRest();
    const waits = this.#reported[end];
    while (end > 0 && isSameLot(this.#reported[end - 1], waits)) end -= 1;
    return this.#reported.splice(0, end).map(({ lot }) => lot);
  }

  /** All that are left, when no more fills are known. */
  takeRest(): TaxLot[] {
    return this.#reported.splice(0).map(({ lot }) => lot);
  }

  /** Disallowed losses in the basis of what is still open, in micros. */
  get carriedMicros(): number {
    return this.#pieces.slice(this.#head).reduce((sum, piece) => sum + piece.carriedMicros, 0);
  }

  /** Takes a closed lot off the pieces; one part of it for each of them. */
  #take(lot: ClosedLot, day: number): Reported[] {
    const parts: Reported[] = [];
    let { qtyLots: left, openMicros, closeMicros, openFeeMicros, closeFeeMicros } = lot;
    while (left > 0) {
      const piece = this.#pieces[this.#head];
      assert(piece !== undefined, 'every share that is closed has been opened');
      const qtyLots = Math.min(left, piece.qtyLots);
      const part: ClosedLot = {
        ...lot,
        qtyLots,
        openMicros: mulDiv(openMicros, qtyLots, left),
        closeMicros: mulDiv(closeMicros, qtyLots, left),
        openFeeMicros: feeShare(openFeeMicros, qtyLots, left),
        closeFeeMicros: feeShare(closeFeeMicros, qtyLots, left),
      };
      const carriedMicros = mulDiv(piece.carriedMicros, qtyLots, piece.qtyLots);
      parts.push(this.#report(part, piece, carriedMicros, day));
      left -= qtyLots;
      openMicros -= part.openMicros;
      closeMicros -= part.closeMicros;
      openFeeMicros -= part.openFeeMicros;
      closeFeeMicros -= part.closeFeeMicros;
      piece.qtyLots -= qtyLots;
      piece.carriedMicros -= carriedMicros;
      if (piece.qtyLots === 0) this.#head += 1;
    }
    this.#firstFree = Math.max(this.#firstFree, this.#head);
    if (this.#head > SPENT_MAX && 2 * this.#head > this.#pieces.length) this.#cut();
    return parts;
  }

  #report(part: ClosedLot, piece: Piece, carriedMicros: number, day: number): Reported {
    const isLong = part.side === 'long';
    const bought = isLong ? part.openMicros : part.closeMicros;
    const sold = isLong ? part.closeMicros : part.openMicros;
    const proceedsMicros = sold - (isLong ? part.closeFeeMicros : part.openFeeMicros);
    const boughtFee = isLong ? part.openFeeMicros : part.closeFeeMicros;
    const basisMicros = bought + boughtFee + carriedMicros;
    const lossMicros = basisMicros - proceedsMicros;
    const waits = this.#applies && lossMicros > 0;
    const { symbol, side, qtyLots, openExecutionId, closeExecutionId, openedUs, closedUs, tag } =
      part;
    const lot: TaxLot = {
      ...{ symbol, side, qtyLots, openExecutionId, closeExecutionId, openedUs, closedUs, tag },
      openedDay: piece.day,
      closedDay: day,
      heldFromDay: piece.heldFromDay,
      proceedsMicros,
      basisMicros,
      carriedMicros,
      disallowedMicros: 0,
    };
    const { orderId } = piece;
    return { lot, orderId, openLots: waits ? qtyLots : 0, openLossMicros: waits ? lossMicros : 0 };
  }

  /** Replaces what it can of a loss by shares that were acquired before and are still held. */
  #replaceByHeld(loss: Reported, day: number): void {
    for (let i = this.#firstFree; loss.openLots > 0; i += 1) {
      const piece = this.#pieces[i];
      if (piece === undefined) return;
      if (piece.isUsed || piece.day < day - WASH_DAYS) {
        if (i === this.#firstFree) this.#firstFree += 1;
        continue;
      }
      if (piece.orderId === loss.orderId) continue;
      const surplus = piece.qtyLots - loss.openLots;
      if (surplus > 0) {
        piece.qtyLots = loss.openLots;
        this.#pieces.splice(i + 1, 0, { ...piece, qtyLots: surplus });
      }
      replace(loss, piece);
    }
  }

  /** Adds the newest piece; beyond the bound it joins the one before it, as lots do. */
  #add(piece: Piece): void {
    const newest = this.#pieces.at(-1);
    const count = this.#pieces.length - this.#head;
    // Pieces of both kinds alternate only as losses are taken, and these make room.
    if (count < LOTS_PER_SYMBOL_MAX || newest?.isUsed !== piece.isUsed) {
      this.#pieces.push(piece);
      return;
    }
    newest.qtyLots += piece.qtyLots;
    newest.carriedMicros += piece.carriedMicros;
  }

  #cut(): void {
    this.#pieces = this.#pieces.slice(this.#head);
    this.#firstFree -= this.#head;
    this.#head = 0;
  }
}

function newPiece(qtyLots: number, orderId: number, day: number): Piece {
  return { qtyLots, orderId, day, heldFromDay: day, carriedMicros: 0, isUsed: false };
}

function isSameLot(one: Reported | undefined, other: Reported | undefined): boolean {
  return (
    one?.lot.openExecutionId === other?.lot.openExecutionId &&
    one?.lot.closeExecutionId === other?.lot.closeExecutionId
  );
}

/** Whether nothing that is acquired on `day` or later can replace what was sold. */
function isOver({ lot }: Reported, day: number): boolean {
  return day > lot.closedDay + WASH_DAYS;
}

/** Lets a whole piece replace as many shares of the loss. */
function replace(loss: Reported, piece: Piece): void {
  const micros = mulDiv(loss.openLossMicros, piece.qtyLots, loss.openLots);
  loss.openLots -= piece.qtyLots;
  loss.openLossMicros -= micros;
  loss.lot.disallowedMicros += micros;
  piece.isUsed = true;
  piece.carriedMicros += micros;
  piece.heldFromDay -= loss.lot.closedDay - loss.lot.heldFromDay;
}
