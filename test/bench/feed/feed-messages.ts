/** What the bench's feed says: nine symbols, two quotes a trade, 131 characters on average. */
export const FEED_SYMBOLS = [
  'AAPL',
  'MSFT',
  'NVDA',
  'AMZN',
  'GOOGL',
  'META',
  'TSLA',
  'SPY',
  'QQQ',
] as const;

/** The `n`th message, at a time of RFC 3339. */
export function feedMessage(n: number, t: string): string {
  const symbol = FEED_SYMBOLS[n % FEED_SYMBOLS.length] ?? '';
  const cents = 10_000 + ((n * 7) % 50);
  if (n % 3 === 0) {
    return `{"T":"t","S":"${symbol}","i":${String(n)},"x":"V","p":${String(cents / 100)},"s":${String(1 + (n % 300))},"c":["@","I"],"z":"C","t":"${t}"}`;
  }
  return `{"T":"q","S":"${symbol}","bx":"V","bp":${String((cents - 1) / 100)},"bs":${String(100 + (n % 900))},"ax":"V","ap":${String((cents + 1) / 100)},"as":${String(100 + (n % 700))},"c":["R"],"z":"C","t":"${t}"}`;
}
