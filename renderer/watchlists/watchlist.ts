/** Watchlists as values: their document, their order, their CSV. */

/** A named list of symbols, in the trader's order. */
export interface Watchlist {
  readonly name: string;
  readonly symbols: readonly string[];
}

export interface Watchlists {
  readonly lists: readonly Watchlist[];
  /** Name of the list that the quotes show; null: all instruments. */
  readonly shown: string | null;
}

/** Lists, and symbols of one: what one document holds with room to spare. */
export const LISTS_MAX = 50;
export const SYMBOLS_MAX = 200;
export const NAME_CHARS_MAX = 32;
const SYMBOL = /^[A-Z0-9][A-Z0-9./-]{0,15}$/;

export const NO_WATCHLISTS: Watchlists = { lists: [], shown: null };

/** Reads the document; a list that is wrong costs only itself, null: it is no such document. */
export function readWatchlists(value: unknown): Watchlists | null {
  if (!isRecord(value) || !Array.isArray(value['lists'])) return null;
  const lists: Watchlist[] = [];
  for (const one of value['lists'].slice(0, LISTS_MAX)) {
    if (!isRecord(one) || typeof one['name'] !== 'string') continue;
    if (!isListName(one['name'], lists) || !Array.isArray(one['symbols'])) continue;
    const symbols = one['symbols'].filter((text) => typeof text === 'string' && SYMBOL.test(text));
    lists.push({ name: one['name'], symbols: [...new Set(symbols)].slice(0, SYMBOLS_MAX) });
  }
  const shown = lists.find(({ name }) => name === value['shown'])?.name ?? null;
  return { lists, shown };
}

/** Whether a list can hold it. */
export function isSymbol(text: string): boolean {
  return SYMBOL.test(text);
}

/** Whether a name can be given to one more list. */
export function isListName(name: string, lists: readonly Watchlist[]): boolean {
  const isVisible = name.trim() === name && name !== '' && !/\p{C}/u.test(name);
  return isVisible && name.length <= NAME_CHARS_MAX && !lists.some((one) => one.name === name);
}

/** The list with a symbol moved to another place; both are places of now. */
export function moved(symbols: readonly string[], from: number, to: number): readonly string[] {
  const symbol = symbols[from];
  if (symbol === undefined || to < 0 || to >= symbols.length) return symbols;
  const rest = symbols.toSpliced(from, 1);
  return rest.toSpliced(to, 0, symbol);
}

/** RFC 4180: a head and one symbol a line. Symbols have nothing that needs quotes. */
export function watchlistCsv({ symbols }: Watchlist): string {
  return ['symbol', ...symbols, ''].join('\r\n');
}

/** What a CSV says: symbols of its column `symbol`, else of its first; lines whose symbol is none. */
export function readWatchlistCsv(
  text: string,
  isKnown: (symbol: string) => boolean,
): { readonly symbols: readonly string[]; readonly badLines: readonly number[] } {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const head = cellsOf(lines[0] ?? '').map((cell) => cell.toLowerCase());
  const named = head.indexOf('symbol');
  const column = Math.max(0, named);
  const symbols = new Set<string>();
  const badLines: number[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '' || (at === 0 && named >= 0)) continue;
    const symbol = (cellsOf(line)[column] ?? '').toUpperCase();
    if (!SYMBOL.test(symbol) || !isKnown(symbol)) badLines.push(at + 1);
    else if (symbols.size < SYMBOLS_MAX) symbols.add(symbol);
    else badLines.push(at + 1);
  }
  return { symbols: [...symbols], badLines };
}

function cellsOf(line: string): readonly string[] {
  return line.split(/[,;\t]/).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
