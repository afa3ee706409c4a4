import { isoTimeUtc, zoneOffsetUs } from '../../engine/domain/session.ts';
import { US_PER_MINUTE, timeUs } from '../../engine/domain/time.ts';

/** Options of a time of day on screen. */
export interface TimeFormat {
  /** IANA zone; UTC when not given. */
  readonly zone?: string;
  /** With milliseconds. */
  readonly ms?: boolean;
}

/** Offsets change on quarter hours only, and asking the platform for one costs 10 us and more. */
const OFFSET_BLOCK_US = 15 * US_PER_MINUTE;
const BLOCKS_MAX = 512;

/** What a zone says about a quarter of an hour, asked of the platform once; `ask` gets its start. */
function byBlock<Value>(ask: (zone: string, us: number) => Value): typeof ask {
  const known = new Map<string, Value>();
  return (zone, us) => {
    const block = Math.floor(us / OFFSET_BLOCK_US);
    const key = `${zone} ${block}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = ask(zone, block * OFFSET_BLOCK_US);
    if (known.size >= BLOCKS_MAX) known.clear();
    known.set(key, value);
    return value;
  };
}

const offsetUs = byBlock((zone, us) => zoneOffsetUs(zone, timeUs(us)));

function wallIso(us: number, zone: string | undefined): string {
  return isoTimeUtc(zone === undefined || zone === 'UTC' ? us : us + offsetUs(zone, us));
}

/** Time of day: 15:02:11, with milliseconds 15:02:11.004. `us` since 1970. */
export function formatTime(us: number, format: TimeFormat = {}): string {
  return wallIso(us, format.zone).slice(11, format.ms === true ? 23 : 19);
}

/** Date in the zone: 2026-03-04. */
export function formatDate(us: number, zone?: string): string {
  return wallIso(us, zone).slice(0, 10);
}

/** Short name of a zone's time at `us`: EST, EDT, UTC. */
export const zoneLabel = byBlock((zone, us) => {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' });
  const parts = format.formatToParts(us / 1_000);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
});

/** How long ago, rough: 0.4 s, 12 s, 3 min, 2 h, 5 d. `us` of duration, >= 0. */
export function formatAge(us: number): string {
  const seconds = us / 1_000_000;
  if (seconds < 10) return `${Math.max(0, seconds).toFixed(1)} s`;
  if (seconds < 90) return `${seconds.toFixed(0)} s`;
  if (seconds < 5_400) return `${(seconds / 60).toFixed(0)} min`;
  if (seconds < 172_800) return `${(seconds / 3_600).toFixed(0)} h`;
  return `${(seconds / 86_400).toFixed(0)} d`;
}

/** How long a position was held: 12 s, 3m 25s, 2h 05m, 3d 4h. `us` of duration, >= 0. */
export function formatHold(us: number): string {
  const seconds = Math.floor(us / 1_000_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m ${two(seconds % 60)}s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours}h ${two(minutes % 60)}m`;
  return `${Math.floor(hours / 24)}d ${hours % 24}h`;
}

/** A measured duration with three figures: 850 µs, 1.24 ms, 35.0 ms, 2.10 s. */
export function formatDurationUs(us: number): string {
  if (us < 1_000) return `${us.toFixed(0)} µs`;
  if (us < 1_000_000) return `${threeFigures(us / 1_000)} ms`;
  return `${threeFigures(us / 1_000_000)} s`;
}

function threeFigures(value: number): string {
  if (value < 10) return value.toFixed(2);
  return value < 100 ? value.toFixed(1) : value.toFixed(0);
}
