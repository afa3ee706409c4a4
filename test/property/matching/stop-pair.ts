import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import * as fc from 'fast-check';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import { StopBook } from '../../../engine/matching/stop-book.ts';
import { ReferenceStopBook } from '../../support/reference-stop-book.ts';
import type { ReferenceStop } from '../../support/reference-stop-book.ts';
import { pickedId } from './order-commands.ts';

const STEP = 5;

export type StopCommand =
  | { readonly kind: 'stop'; readonly side: SideCode; readonly stopTicks: number }
  | {
      readonly kind: 'trail';
      readonly side: SideCode;
      readonly ticks: number;
      readonly bps: number;
    }
  | { readonly kind: 'cancel'; readonly pick: number }
  | { readonly kind: 'replace'; readonly pick: number; readonly stopTicks: number }
  | { readonly kind: 'retrail'; readonly pick: number; readonly trail: number }
  | { readonly kind: 'trade'; readonly ticks: number }
  | { readonly kind: 'quote'; readonly bidTicks: number; readonly askTicks: number }
  | { readonly kind: 'restart' };

const near = fc.integer({ min: 194, max: 206 }).map((level) => level * STEP);
const stopTicks = fc.oneof(
  { weight: 20, arbitrary: near },
  { weight: 1, arbitrary: fc.constantFrom(0, -5, 7, 1_002.5, 2 ** 53 - 1, 9_007_199_254_740_990) },
);
const side = fc.constantFrom<SideCode[]>(BUY, SELL);
const pick = fc.nat(1_000);
const ticks = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 60 }) },
  { weight: 1, arbitrary: fc.integer({ min: 900, max: 1_100 }) },
);
const bps = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 400 }) },
  { weight: 1, arbitrary: fc.integer({ min: 400, max: 9_999 }) },
);
const distance = fc.oneof(
  ticks.map((value) => ({ ticks: value, bps: 0 })),
  bps.map((value) => ({ ticks: 0, bps: value })),
);
const quoted = fc
  .tuple(near, fc.integer({ min: 1, max: 4 }), fc.nat(20))
  .map(([bid, spread, n]) => ({
    bidTicks: n === 0 ? 0 : bid,
    askTicks: n === 1 ? 0 : bid + spread * STEP,
  }));

/** Sequences of 1 to 150 commands; the book is asked by trades and by quotes in turns. */
export const stopSequences: fc.Arbitrary<StopCommand[]> = fc.array(
  fc.oneof<fc.WeightedArbitrary<StopCommand>[]>(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('stop'), side, stopTicks }) },
    {
      weight: 6,
      arbitrary: fc.tuple(side, distance).map(([s, d]) => ({ kind: 'trail', side: s, ...d })),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel'), pick }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('replace'), pick, stopTicks }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('retrail'), pick, trail: ticks }) },
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('trade'), ticks: near }) },
    { weight: 3, arbitrary: quoted.map((quote) => ({ kind: 'quote', ...quote })) },
    { weight: 1, arbitrary: fc.constant({ kind: 'restart' }) },
  ),
  { minLength: 1, maxLength: 150, size: 'max' },
);

/** The fast stop book and its specification side by side; throws where they differ. */
export class StopPair {
  private book = new StopBook(STEP);
  private readonly reference = new ReferenceStopBook(STEP);
  /** Handle by order id - 1; stale ones stay. */
  private handles: number[] = [];

  apply(command: StopCommand): void {
    const before = new Map(this.reference.stops.map((stop) => [stop.orderId, { ...stop }]));
    this.dispatch(command);
    if (command.kind === 'trade' || command.kind === 'quote') this.checkOneWay(before);
    this.compare();
  }

  private dispatch(command: StopCommand): void {
    const { book, reference } = this;
    const orderId = this.handles.length + 1;
    switch (command.kind) {
      case 'stop': {
        const handle = book.add(orderId, command.side, command.stopTicks);
        this.entered(handle, reference.add(orderId, command.side, command.stopTicks));
        return;
      }
      case 'trail': {
        const trail = { trailTicks: command.ticks, trailBps: command.bps };
        const stop = { orderId, side: command.side, ...trail };
        this.entered(book.addTrailing(stop), reference.addTrailing(stop));
        return;
      }
      case 'trade':
        book.onTrade(command.ticks);
        this.compareElected(reference.onTrade(command.ticks));
        return;
      case 'quote':
        book.onQuote(command.bidTicks, command.askTicks);
        this.compareElected(reference.onQuote(command.bidTicks, command.askTicks));
        return;
      case 'restart':
        this.restart();
        return;
      case 'cancel':
      case 'replace':
      case 'retrail':
        if (this.handles.length > 0) this.change(this.picked(command.pick), command);
    }
  }

  private picked(n: number): number {
    const waiting = this.reference.stops.map((stop) => stop.orderId);
    return pickedId(n, waiting, this.handles.length);
  }

  private change(
    orderId: number,
    command: Extract<StopCommand, { kind: 'cancel' | 'replace' | 'retrail' }>,
  ): void {
    const { book, reference } = this;
    const handle = this.handles[orderId - 1] ?? -1;
    if (command.kind === 'cancel') {
      strictEqual(book.cancel(handle, orderId), reference.cancel(orderId));
      return;
    }
    const [result, wanted] =
      command.kind === 'replace'
        ? [
            book.replace(handle, orderId, command.stopTicks),
            reference.replace(orderId, command.stopTicks),
          ]
        : [
            book.replaceTrail(handle, orderId, command.trail),
            reference.replaceTrail(orderId, command.trail),
          ];
    strictEqual(Math.min(result, 0), wanted);
    if (result >= 0) strictEqual(result, handle);
  }

  private entered(handle: number, wanted: number): void {
    strictEqual(Math.min(handle, 0), wanted);
    this.handles.push(handle);
  }

  /** As after a restart: orders in order of entry with their best prices, then the prices of now. */
  private restart(): void {
    this.book = new StopBook(STEP);
    this.handles = this.handles.map(() => -1);
    for (const stop of this.reference.stops) {
      const { orderId, side: s, stopTicks: ticksOfStop, hwmTicks } = stop;
      this.handles[orderId - 1] =
        hwmTicks > 0 ? this.book.addTrailing(stop) : this.book.add(orderId, s, ticksOfStop);
    }
    this.book.setReference(...this.reference.reference());
  }

  private compareElected(wanted: readonly number[]): void {
    const { elected } = this.book;
    deepStrictEqual([...elected.orderIds.subarray(0, elected.count)], wanted);
  }

  /** A price moves a trailing stop towards the market only. */
  private checkOneWay(before: ReadonlyMap<number, ReferenceStop>): void {
    for (const s of [BUY, SELL] as const) {
      this.book.visit(s, (orderId, ticksOfStop) => {
        const was = before.get(orderId)?.stopTicks ?? NaN;
        const isOneWay = s === BUY ? ticksOfStop <= was : ticksOfStop >= was;
        strictEqual(isOneWay, true, 'a trailing stop never moves back');
      });
    }
  }

  private compare(): void {
    const { book, reference } = this;
    for (const s of [BUY, SELL] as const) {
      const waiting: number[][] = [];
      book.visit(s, (...stop) => {
        waiting.push(stop.slice(0, 5));
        const [orderId, ticksOfStop, hwmTicks] = stop;
        const handle = this.handles[orderId - 1] ?? -1;
        strictEqual(book.stopTicks(handle, orderId), ticksOfStop);
        strictEqual(book.hwmTicks(handle, orderId), hwmTicks);
      });
      const wanted = reference.inOrder(s);
      deepStrictEqual(
        waiting,
        wanted.map((o) => [o.orderId, o.stopTicks, o.hwmTicks, o.trailTicks, o.trailBps]),
      );
    }
    strictEqual(book.count, reference.stops.length);
    strictEqual(book.stateHash(), reference.stateHash());
    book.checkInvariants();
  }
}
