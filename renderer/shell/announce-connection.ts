import { formatAge, formatDurationUs } from '../format/index.ts';
import { useConnection } from '../stores/connection.ts';
import type { ConnectionStore } from '../stores/connection.ts';
import { announce } from '../stores/notices.ts';
import { TEXT } from '../text/en.ts';

const US_PER_MS = 1_000;

/** Logs each loss of the line, its return and each restart of the engine. Returns what ends it. */
export function announceConnection(): () => void {
  let lostMs: number | null = null;
  return useConnection.subscribe((now, before) => {
    if (now.state === 'lost' && before.state === 'ready') {
      lostMs = now.sinceMs;
      announce('error', TEXT.connection.lostNotice(now.detail), 'connection.lost');
    }
    if (now.state === 'ready' && lostMs !== null) {
      const away = formatAge((now.sinceMs - lostMs) * US_PER_MS);
      lostMs = null;
      announce('info', TEXT.connection.backNotice(away), 'connection.back');
    }
    if (now.restart !== null && now.restart !== before.restart) {
      announce('warning', restartText(now.restart), 'engine.restarted');
    }
  });
}

/** One sentence on how the engine came back. */
export function restartText(restart: NonNullable<ConnectionStore['restart']>): string {
  return TEXT.connection.restarted(
    restart.after === 'crash',
    TEXT.connection.orders(restart.workingOrders),
    formatDurationUs(restart.tookMs * US_PER_MS),
  );
}
