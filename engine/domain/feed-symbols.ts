/** Which symbols of the real market are followed. */

/** Symbols that are followed unless others are asked for. */
export const DEFAULT_SYMBOLS: readonly string[] = [
  'AAPL',
  'MSFT',
  'NVDA',
  'AMZN',
  'GOOGL',
  'META',
  'TSLA',
  'SPY',
  'QQQ',
];

/** Each symbol has books, bars and a tape in memory. */
export const SYMBOLS_MAX = 200;

/** Crypto is traded in pairs; only those against the dollar have an account's currency. */
const SHARE = /^[A-Z][A-Z0-9.]{0,15}$/;
const PAIR = /^[A-Z0-9]{2,10}\/USD$/;

export function isPair(symbol: string): boolean {
  return PAIR.test(symbol);
}

/** Reads symbols with commas or blanks between; `problem` is one sentence for a person. */
export function readSymbols(
  text: string,
): { readonly symbols: readonly string[] } | { readonly problem: string } {
  const symbols = [...new Set(text.trim().split(/\s*,\s*|\s+/))];
  if (!symbols.every((symbol) => SHARE.test(symbol) || PAIR.test(symbol))) {
    const rule = 'must be a list of symbols with commas between, like AAPL,MSFT,BTC/USD';
    return { problem: `${rule}, not "${text}"` };
  }
  if (symbols.length <= SYMBOLS_MAX) return { symbols };
  return { problem: `must be at most ${SYMBOLS_MAX}, not ${symbols.length}` };
}
