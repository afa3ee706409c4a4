/**
 * All trades that the fake has told, corrections and cancels applied, and the history that Alpaca's REST
 * would tell of them: what a terminal's bars must be in the end.
 */
import type { FakeMessage } from './data-stream.ts';
import type { FakeAnswer, FakeRequest } from './rest.ts';

/** A trade as the history has it; `u` says what has become of it. */
interface TapeTrade {
  readonly i: number | string;
  readonly x: unknown;
  p: number;
  s: number;
  readonly t: string;
  u?: 'canceled' | 'incorrect' | 'corrected';
}

type Row = Readonly<Record<string, unknown>>;

/** A page that is asked for without a limit. */
const PAGE = 1_000;

export class FakeTape {
  readonly #trades = new Map<string, TapeTrade[]>();
  readonly #quotes = new Map<string, Row>();
  /** Most rows of a page, less than asked for where pages shall be partial. */
  pageMax = 10_000;

  /** False: nothing is remembered, for a market that has a history of its own and plays for hours. */
  isKept = true;

  /** Takes what was told; what is no trade, correction, cancel or quote is none of its business. */
  add({ T, S, ...message }: FakeMessage): void {
    if (!this.isKept) return;
    if (T === 'q') this.#quotes.set(S, message);
    const trades = this.#trades.get(S) ?? [];
    this.#trades.set(S, trades);
    // Of the fields that messages of their types have.
    const { i, x, p, s, t } = message as unknown as TapeTrade;
    if (T === 't') trades.push({ i, x, p, s, t });
    else if (T === 'x') {
      const trade = trades.find((one) => one.i === i && one.x === x && isStanding(one));
      if (trade !== undefined) trade.u = 'canceled';
    } else if (T === 'c') {
      const { oi, ci, cp, cs } = message as unknown as Record<string, number>;
      const at = trades.findIndex((one) => one.i === oi && one.x === x && isStanding(one));
      const old = trades[at];
      if (old === undefined || ci === undefined || cp === undefined || cs === undefined) return;
      old.u = 'incorrect';
      trades.splice(at + 1, 0, { i: ci, x, p: cp, s: cs, t: old.t, u: 'corrected' });
    }
  }

  /** Trades that stand, in the order in which they were told. */
  standing(
    symbol: string,
  ): readonly { readonly p: number; readonly s: number; readonly t: string }[] {
    return (this.#trades.get(symbol) ?? []).filter(isStanding);
  }

  /** Answers of stocks' and crypto's history; null for other paths. */
  route({ path, query }: FakeRequest): FakeAnswer | null {
    const [, root, rest] = /^(\/v2\/stocks|\/v1beta3\/crypto\/us)\/(.*)$/.exec(path) ?? [];
    if (root === undefined || rest === undefined) return null;
    const isCrypto = root !== '/v2/stocks';
    const symbols = (query.get('symbols') ?? '').split(',').filter((symbol) => symbol !== '');
    const [own, ...what] = rest.split('/');
    if (
      what.length > 0 &&
      own !== 'latest' &&
      ['bars', 'trades', 'quotes', 'snapshot'].includes(what[0] ?? '')
    ) {
      return this.#ofOne(decodeURIComponent(own ?? ''), what.join('/'), query);
    }
    const each = (make: (symbol: string) => unknown): Row =>
      Object.fromEntries(symbols.map((symbol) => [symbol, make(symbol)]));
    switch (rest) {
      case 'bars':
      case 'trades': {
        const rows = symbols.flatMap((symbol) =>
          this.#rows(symbol, rest, query).map((row) => ({ symbol, row })),
        );
        return { status: 200, body: this.#page(rows, rest, query) };
      }
      case 'latest/trades':
      case 'trades/latest':
        return { status: 200, body: { trades: each((symbol) => this.#last(symbol)) } };
      case 'latest/quotes':
      case 'quotes/latest':
        return {
          status: 200,
          body: { quotes: each((symbol) => this.#quotes.get(symbol) ?? null) },
        };
      case 'snapshots': {
        const snapshots = each((symbol) => this.#snapshot(symbol));
        return { status: 200, body: isCrypto ? { snapshots } : snapshots };
      }
      default:
        return null;
    }
  }

  #ofOne(symbol: string, what: string, query: URLSearchParams): FakeAnswer | null {
    if (what === 'snapshot') return { status: 200, body: { symbol, ...this.#snapshot(symbol) } };
    if (what === 'trades/latest')
      return { status: 200, body: { symbol, trade: this.#last(symbol) } };
    if (what === 'quotes/latest') {
      return { status: 200, body: { symbol, quote: this.#quotes.get(symbol) ?? null } };
    }
    if (what !== 'bars' && what !== 'trades') return null;
    const rows = this.#rows(symbol, what, query).map((row) => ({ symbol, row }));
    const page = this.#page(rows, what, query);
    const items = (page[what] ?? {}) as Record<string, unknown>; // As it was made.
    return { status: 200, body: { ...page, symbol, [what]: items[symbol] ?? null } };
  }

  #page(rows: readonly { symbol: string; row: Row }[], key: string, query: URLSearchParams): Row {
    const first = Number(query.get('page_token') ?? '0');
    const limit = Math.min(this.pageMax, Number(query.get('limit') ?? PAGE));
    const page = rows.slice(first, first + limit);
    const items: Record<string, Row[]> = {};
    for (const { symbol, row } of page) (items[symbol] ??= []).push(row);
    const next = first + page.length;
    return { [key]: items, next_page_token: next < rows.length ? String(next) : null };
  }

  #rows(symbol: string, what: 'bars' | 'trades', query: URLSearchParams): readonly Row[] {
    const from = query.get('start') ?? '';
    const to = query.get('end') ?? '9';
    const all = this.#trades.get(symbol) ?? [];
    if (what === 'trades')
      return all.filter(({ t }) => t >= from && t <= to).map((one) => ({ ...one }));
    const isDay = query.get('timeframe') === '1Day';
    return this.#bars(symbol, isDay).filter(({ t }) => {
      const ms = Date.parse(String(t));
      return ms >= Date.parse(from) && ms <= Date.parse(to);
    });
  }

  /** Minutes, or days from 04:00 UTC on, by time; within one, by the order in which trades were told. */
  #bars(symbol: string, isDay: boolean): readonly Row[] {
    const bars = new Map<
      string,
      { o: number; h: number; l: number; c: number; v: number; n: number; t: string }
    >();
    for (const { p, s, t } of this.standing(symbol)) {
      const start = isDay ? `${t.slice(0, 10)}T04:00:00Z` : `${t.slice(0, 16)}:00Z`;
      const bar = bars.get(start);
      if (bar === undefined) bars.set(start, { o: p, h: p, l: p, c: p, v: s, n: 1, t: start });
      else {
        Object.assign(bar, { h: Math.max(bar.h, p), l: Math.min(bar.l, p), c: p, n: bar.n + 1 });
        bar.v += s;
      }
    }
    return [...bars.values()]
      .sort((a, b) => (a.t < b.t ? -1 : 1))
      .map((bar) => ({ ...bar, vw: bar.c }));
  }

  #last(symbol: string): Row | null {
    const last = (this.#trades.get(symbol) ?? []).findLast(isStanding);
    return last === undefined ? null : { ...last };
  }

  #snapshot(symbol: string): Row {
    return {
      latestTrade: this.#last(symbol),
      latestQuote: this.#quotes.get(symbol) ?? null,
      minuteBar: this.#bars(symbol, false).at(-1) ?? null,
      dailyBar: this.#bars(symbol, true).at(-1) ?? null,
      prevDailyBar: this.#bars(symbol, true).at(-2) ?? null,
    };
  }
}

function isStanding({ u }: TapeTrade): boolean {
  return u === undefined || u === 'corrected';
}
