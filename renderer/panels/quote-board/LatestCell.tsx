import { NO_VALUE, formatAge } from '../../format/index.ts';
import { useNow } from '../../components/use-now.ts';
import { quoteBoardText } from '../../text/quote-board.ts';
import { useLatestPrices } from './latest-prices.ts';
import type { Figure } from './quote-figures.ts';

const US_PER_MS = 1_000;

/** Of a symbol that is not streamed: its last price, and beside it how old that is. */
export function LatestCell({
  symbol,
  figure,
}: {
  readonly symbol: string;
  readonly figure: Figure;
}) {
  const latest = useLatestPrices(({ prices }) => prices.get(symbol));
  const nowUs = (performance.timeOrigin + useNow(1_000)) * US_PER_MS;
  if (figure !== 'last' && figure !== 'change') return <span className="faint">{NO_VALUE}</span>;
  const price = latest?.price ?? null;
  const atUs = latest?.atUs ?? null;
  const age = atUs === null ? NO_VALUE : formatAge(Math.max(0, nowUs - atUs));
  return (
    <span
      className="quote-cell faint"
      title={price === null ? quoteBoardText.notStreamed : quoteBoardText.lastTrade(age)}
      data-testid={`quote-${symbol}-${figure}`}
    >
      {figure === 'last' ? (price ?? NO_VALUE) : age}
    </span>
  );
}
