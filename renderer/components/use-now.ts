import { useEffect, useState } from 'react';

/** performance.now() in milliseconds, renewed every `periodMs` while the component is there. */
export function useNow(periodMs: number): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), periodMs);
    return () => clearInterval(timer);
  }, [periodMs]);
  return now;
}
