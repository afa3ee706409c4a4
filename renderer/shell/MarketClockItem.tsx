import { useEffect, useState } from 'react';
import type { MarketClock } from '../../engine/contract/assets.ts';
import { useEngine } from '../client/engine-context.ts';
import { useNow } from '../components/use-now.ts';
import { useConnection } from '../stores/connection.ts';
import { useInstrument } from '../stores/market.ts';
import { useTerminal } from '../stores/terminal.ts';
import { clockTitle, clockWords, timeLeft } from './market-clock.ts';
import { marketClockText } from '../text/market-clock.ts';

/** Asked again this often: a closure that was not foreseen is seen within it. */
const ASK_EVERY_MS = 60_000;
const US_PER_MS = 1_000;

/** Whether shares trade now and when that changes; of a coin, that it always does. */
export function MarketClockItem() {
  const clock = useMarketClock();
  const symbol = useTerminal((terminal) => terminal.symbol);
  const assetClass = useInstrument(symbol)?.assetClass ?? null;
  const wallUs = (performance.timeOrigin + useNow(1_000)) * US_PER_MS;
  if (clock === null) return <span className="status-item status-market" />;
  const isCoin = assetClass === 'crypto' && clock.phase !== 'always';
  const words = isCoin ? marketClockText.coin : clockWords(clock);
  const untilUs = isCoin ? null : words.untilUs;
  return (
    <span
      className="status-item status-market"
      data-testid="status-market"
      data-phase={isCoin ? 'always' : clock.phase}
      title={isCoin ? marketClockText.coinTitle : clockTitle(clock)}
    >
      <span className={words.isOpen ? 'buy' : 'faint'} aria-hidden="true">
        {words.isOpen ? '● ' : '○ '}
      </span>
      {words.text}
      {untilUs !== null && <span className="dim">, {words.then(timeLeft(untilUs - wallUs))}</span>}
    </span>
  );
}

/** The engine's answer of some moments ago; null before the first. */
function useMarketClock(): MarketClock | null {
  const client = useEngine();
  const isReady = useConnection((connection) => connection.state === 'ready');
  const [clock, setClock] = useState<MarketClock | null>(null);
  const endsUs = clock?.phaseEndsUs ?? null;
  const [asks, setAsks] = useState(0);
  useEffect(() => {
    if (!isReady) return undefined;
    let isCurrent = true;
    client.send({ type: 'market.clock' }).then(
      (answer) => {
        if (isCurrent) setClock(answer);
      },
      // The last answer stays, and is asked for again; the connection's own item tells of its loss.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [client, isReady, asks]);
  useEffect(() => {
    // At the change itself too, and never more often than once a second.
    const untilEndMs = endsUs === null ? ASK_EVERY_MS : endsUs / US_PER_MS - Date.now();
    const waitMs = Math.max(1_000, Math.min(ASK_EVERY_MS, untilEndMs));
    const timer = setTimeout(() => setAsks((count) => count + 1), waitMs);
    return () => clearTimeout(timer);
  }, [endsUs, asks]);
  return clock;
}
