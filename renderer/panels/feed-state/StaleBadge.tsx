import { useEffect, useState } from 'react';
import { Badge } from '../../components/index.ts';
import { formatAge } from '../../format/time.ts';
import { useConnection } from '../../stores/connection.ts';
import { useSource } from '../../stores/market.ts';
import { feedStateText } from '../../text/feed-state.ts';
import { feedTrouble } from './feed-words.ts';

const REFRESH_MS = 1_000;

/** True while what the market panels show may be old: the engine or its data is out of reach. */
export function useStale(): boolean {
  const silent = useSource(({ status }) => status?.state === 'disconnected');
  return useOutOfReach() || silent;
}

function useOutOfReach(): boolean {
  return useConnection((connection) => connection.state !== 'ready');
}

/** Says that market data stands still and why; nothing while it flows. */
export function StaleBadge() {
  const stale = useOutOfReach();
  const source = useSource((state) => state.status);
  if (stale) return <StaleAge />;
  switch (source?.state) {
    case 'paused':
      return (
        <Badge tone="warn" title={feedStateText.pausedTitle}>
          {feedStateText.paused}
        </Badge>
      );
    case 'disconnected':
      return (
        <Badge
          tone="warn"
          title={source.problem === '' ? feedStateText.silentTitle : source.problem}
        >
          {feedTrouble(source) ?? feedStateText.silent}
        </Badge>
      );
    case 'ended':
      return (
        <Badge tone="warn" title={feedStateText.endedTitle}>
          {feedStateText.ended}
        </Badge>
      );
    case 'failed':
      return (
        <Badge tone="error" title={source.problem}>
          {feedTrouble(source) ?? feedStateText.failed}
        </Badge>
      );
    case 'running':
    case undefined:
      return null;
  }
}

function StaleAge() {
  const sinceMs = useConnection((connection) => connection.sinceMs);
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNowMs(performance.now());
    }, REFRESH_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  const age = formatAge(Math.max(0, nowMs - sinceMs) * 1_000);
  return (
    <Badge tone="warn" title={feedStateText.staleTitle}>
      {feedStateText.stale(age)}
    </Badge>
  );
}
