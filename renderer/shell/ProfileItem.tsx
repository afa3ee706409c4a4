import { HEAP_WAIT_S } from '../../engine/contract/telemetry-requests.ts';
import { useNow } from '../components/use-now.ts';
import { useProfiling } from '../stores/profiling.ts';
import type { Profiling } from '../stores/profiling.ts';
import { performancePagesText as words } from '../text/performance-pages.ts';

const MS_PER_S = 1_000;
const SHOWN_EVERY_MS = 250;
/** Of a heap that V8 writes in a second, on a slow machine. */
const BYTES_A_SECOND = 40_000_000;

/** How far a profile is, and what ends it; nothing while none is taken. */
export function ProfileItem() {
  const now = useProfiling((store) => store.now);
  return now === null ? null : <Progress now={now} />;
}

function Progress({ now }: { readonly now: Profiling }) {
  const cancel = useProfiling((store) => store.cancel);
  const { text, canCancel } = progressOf(now, useNow(SHOWN_EVERY_MS));
  return (
    <span className="status-item" data-testid="status-profile" title={words.profileTitle}>
      {text}{' '}
      {canCancel && (
        <button type="button" className="status-cancel" onClick={cancel}>
          {words.profileCancel}
        </button>
      )}
    </span>
  );
}

/** In words, and whether it can still be cancelled: not while the engine or the window stands still. */
export function progressOf(
  now: Profiling,
  nowMs: number,
): { readonly text: string; readonly canCancel: boolean } {
  const { profileProgress: progress } = words;
  if (now.kind === 'page') return { text: progress.page, canCancel: false };
  const passedS = Math.max(0, Math.floor((nowMs - now.startedMs) / MS_PER_S));
  if (now.kind === 'cpu') {
    return { text: progress.cpu(Math.min(passedS, now.seconds), now.seconds), canCancel: true };
  }
  if (passedS < HEAP_WAIT_S) {
    return { text: progress.heapSoon(HEAP_WAIT_S - passedS), canCancel: true };
  }
  const aboutS = Math.ceil(now.heapBytes / BYTES_A_SECOND);
  return { text: progress.heap(passedS - HEAP_WAIT_S, aboutS), canCancel: false };
}
