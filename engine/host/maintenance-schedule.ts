import type {
  MaintenanceJob,
  MaintenanceRun,
  MaintenanceSettings,
} from '../contract/maintenance.ts';
import { US_PER_HOUR, US_PER_MINUTE } from '../domain/time.ts';

/** The soonest after a start, so that nothing comes between the trader and the first minute. */
const REST_AFTER_START_US: Readonly<Record<MaintenanceJob, number>> = {
  checkpoint: 0,
  ticks: US_PER_MINUTE,
  optimize: 2 * US_PER_MINUTE,
  vacuum: 4 * US_PER_MINUTE,
  backup: 5 * US_PER_MINUTE,
  integrity: 15 * US_PER_MINUTE,
};
/** A run that failed or was put off is tried again after so long, or sooner if it is due sooner. */
const RETRY_US = 30 * US_PER_MINUTE;

/** Time between two runs; null: not by the clock. */
function everyUs(job: MaintenanceJob, settings: MaintenanceSettings): number | null {
  switch (job) {
    case 'checkpoint':
      return null;
    case 'ticks':
      return 10 * US_PER_MINUTE;
    case 'optimize':
      return 6 * US_PER_HOUR;
    case 'vacuum':
      return US_PER_HOUR;
    case 'integrity':
      return 24 * US_PER_HOUR;
    case 'backup':
      return settings.backupEveryHours === 0 ? null : settings.backupEveryHours * US_PER_HOUR;
  }
}

/** What the time of a run depends on. */
export interface ScheduleFacts {
  readonly settings: MaintenanceSettings;
  readonly lastRun: MaintenanceRun | null;
  /** When the engine started, by the wall clock. */
  readonly startedUs: number;
  readonly nowUs: number;
}

/** When a job is due; null: never by itself. A clock that was set back puts it off by one pause at most. */
export function nextRunUs(
  job: MaintenanceJob,
  { settings, lastRun, startedUs, nowUs }: ScheduleFacts,
): number | null {
  const every = everyUs(job, settings);
  if (every === null) return null;
  const rested = Math.min(startedUs, nowUs) + REST_AFTER_START_US[job];
  if (lastRun === null) return rested;
  const pause = lastRun.result === 'done' ? every : Math.min(every, RETRY_US);
  return Math.max(rested, Math.min(lastRun.startedUs, nowUs) + pause);
}
