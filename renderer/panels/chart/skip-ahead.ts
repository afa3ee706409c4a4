/** Plays a recording ahead by minutes of its market, then on as it was. */
import type { PaceAction, SourceStatus } from '../../../engine/contract/messages.ts';
import { US_PER_MINUTE } from '../../../engine/domain/time.ts';

/** Words of the source, and what tells of new ones. */
export interface SkipSource {
  status(): SourceStatus | null;
  /** Returns what ends it. */
  subscribe(listener: (status: SourceStatus | null) => void): () => void;
}

/**
 * Lets the recording run as fast as it goes until `minutes` of its time have passed, it ends, or
 * somebody changes its pace; then speed and pause are as before. Returns what gives it up.
 */
export function skipAhead(
  source: SkipSource,
  minutes: number,
  control: (action: PaceAction) => void,
): () => void {
  const before = source.status();
  if (before?.kind !== 'replay') return () => undefined;
  const untilUs = before.marketUs + minutes * US_PER_MINUTE;
  const wasPaused = before.state === 'paused';
  let isFast = false;
  const stop = source.subscribe((status) => {
    if (status === null) return;
    isFast ||= status.speed === 0 && status.state === 'running';
    const isLeft = isFast && (status.speed !== 0 || status.state === 'paused');
    if (status.state === 'ended' || status.state === 'failed' || isLeft) {
      stop();
      return;
    }
    if (status.marketUs < untilUs) return;
    stop();
    if (wasPaused) control({ kind: 'pause' });
    control({ kind: 'speed', speed: before.speed });
  });
  control({ kind: 'speed', speed: 0 });
  if (wasPaused) control({ kind: 'resume' });
  return stop;
}
