/**
 * The data stream's messages as they are on the wire, with Alpaca's one-letter names. Only what the
 * terminal uses is named; other fields may be there. `isX` hold a message to its type before its
 * values are used: what fails them is counted, not fatal.
 */

import { WireInstant } from './stream-codec.ts';
import type { WireTime } from './stream-codec.ts';

/** Any message; `T` says which. Values are what the codec gives. */
export interface WireMessage {
  readonly T?: unknown;
}

/** A trade; of crypto `tks` is the taker's side.  */
export interface WireTrade {
  readonly T: 't';
  readonly S: string;
  /** Crypto ids exceed 2^53, so that they come as text or as a number that is not exact. */
  readonly i?: number | string | bigint;
  /** Exchange; crypto has none. */
  readonly x?: string;
  readonly p: number;
  readonly s: number;
  readonly c?: readonly string[];
  readonly t: WireTime;
  readonly tks?: string;
}

/** Best bid and ask; a price of 0 says that the side is empty. */
export interface WireQuote {
  readonly T: 'q';
  readonly S: string;
  readonly bp: number;
  readonly bs: number;
  readonly ap: number;
  readonly as: number;
  readonly t: WireTime;
}

/** A minute bar (`b`), one that a late trade has changed (`u`), or the day's so far (`d`). */
export interface WireBar {
  readonly T: 'b' | 'u' | 'd';
  readonly S: string;
  readonly o: number;
  readonly h: number;
  readonly l: number;
  readonly c: number;
  readonly v: number;
  readonly n?: number;
  readonly vw?: number;
  readonly t: WireTime;
}

/** A trading status: `sc` and `rc` are the tape's codes of status and reason. */
export interface WireStatus {
  readonly T: 's';
  readonly S: string;
  readonly sc: string;
  readonly sm?: string;
  readonly rc?: string;
  readonly rm?: string;
  readonly z?: string;
  readonly t: WireTime;
}

/** Bands of Limit Up - Limit Down. */
export interface WireBands {
  readonly T: 'l';
  readonly S: string;
  readonly u: number;
  readonly d: number;
  readonly t: WireTime;
}

/** A level of an order book; a size of 0 takes it away. */
export interface WireLevel {
  readonly p: number;
  readonly s: number;
}

/** Levels of an order book that have changed, or with `r` all there are. */
export interface WireBook {
  readonly T: 'o';
  readonly S: string;
  /** A side without changes may be left out. */
  readonly b?: readonly WireLevel[] | null;
  readonly a?: readonly WireLevel[] | null;
  readonly r?: boolean;
  readonly t: WireTime;
}

/** A trade that was reported wrongly: original and corrected id, price, size. */
export interface WireCorrection {
  readonly T: 'c';
  readonly S: string;
  readonly x?: string;
  readonly oi: number;
  readonly op: number;
  readonly os: number;
  readonly ci: number;
  readonly cp: number;
  readonly cs: number;
  readonly t: WireTime;
}

/** A trade that never was. */
export interface WireCancel {
  readonly T: 'x';
  readonly S: string;
  readonly x?: string;
  readonly i: number;
  readonly p: number;
  readonly s: number;
  readonly t: WireTime;
}

export function isTrade(message: object): message is WireTrade {
  const { S, p, s, t } = message as Partial<WireTrade>;
  return isText(S) && isPositive(p) && isPositive(s) && isTime(t);
}

export function isQuote(message: object): message is WireQuote {
  const { S, bp, bs, ap, as, t } = message as Partial<WireQuote>;
  return isText(S) && isAmount(bp) && isAmount(bs) && isAmount(ap) && isAmount(as) && isTime(t);
}

export function isBar(message: object): message is WireBar {
  const { S, o, h, l, c, v, t } = message as Partial<WireBar>;
  const hasPrices = isPositive(o) && isPositive(h) && isPositive(l) && isPositive(c);
  return isText(S) && hasPrices && isAmount(v) && isTime(t);
}

export function isBook(message: object): message is WireBook {
  const { S, b, a, t } = message as Partial<WireBook>;
  return isText(S) && isLevels(b) && isLevels(a) && isTime(t);
}

export function isStatus(message: object): message is WireStatus {
  const { S, sc, t } = message as Partial<WireStatus>;
  return isText(S) && isText(sc) && isTime(t);
}

export function isBands(message: object): message is WireBands {
  const { S, u, d, t } = message as Partial<WireBands>;
  return isText(S) && isAmount(u) && isAmount(d) && isTime(t);
}

export function isCorrection(message: object): message is WireCorrection {
  const { S, oi, op, os, ci, cp, cs, t } = message as Partial<WireCorrection>;
  const hasIds = isAmount(oi) && isAmount(ci);
  return (
    isText(S) &&
    hasIds &&
    isPositive(op) &&
    isPositive(os) &&
    isPositive(cp) &&
    isPositive(cs) &&
    isTime(t)
  );
}

export function isCancel(message: object): message is WireCancel {
  const { S, i, t } = message as Partial<WireCancel>;
  return isText(S) && isAmount(i) && isTime(t);
}

function isLevels(value: unknown): value is readonly WireLevel[] | null | undefined {
  return (value ?? null) === null || (Array.isArray(value) && value.every(isLevel));
}

function isLevel(value: unknown): value is WireLevel {
  if (typeof value !== 'object' || value === null) return false;
  const { p, s } = value as Partial<WireLevel>;
  return isPositive(p) && isAmount(s);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0;
}

function isTime(value: unknown): value is WireTime {
  return isText(value) || value instanceof WireInstant;
}

/** Finite and not below zero. */
function isAmount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY;
}

function isPositive(value: unknown): value is number {
  return isAmount(value) && value > 0;
}
