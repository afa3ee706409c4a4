import { useEffect, useState } from 'react';
import { useEngine } from '../client/engine-context.ts';

/**
 * Result of the trading day by the engine's account, in micros, which is what the limit of a daily loss
 * is held against; null until the engine has told it.
 */
export function useDayResult(): number | null {
  const client = useEngine();
  const [dayMicros, setDayMicros] = useState<number | null>(null);
  useEffect(
    () =>
      client.subscribe({ channel: 'account' }, ({ account }) => {
        setDayMicros(account.dayPnlMicros);
      }),
    [client],
  );
  return dayMicros;
}
