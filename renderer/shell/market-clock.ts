import type { MarketClock } from '../../engine/contract/assets.ts';
import { formatDate, formatTime, zoneLabel } from '../format/index.ts';
import { marketClockText as words } from '../text/market-clock.ts';

const US_PER_MINUTE = 60_000_000;
const MINUTES_PER_DAY = 24 * 60;
const LOCAL_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What the item says, and the moment that it counts down to. */
export interface ClockWords {
  readonly text: string;
  readonly isOpen: boolean;
  /** null: nothing will change. */
  readonly untilUs: number | null;
  readonly then: (left: string) => string;
}

/** The phase in words; what is closed counts down to the regular opening, the rest to its own end. */
export function clockWords({ phase, phaseEndsUs, nextOpenUs }: MarketClock): ClockWords {
  const { text, then } = words.phases[phase];
  const untilUs = phase === 'closed' || phase === 'overnight' ? nextOpenUs : phaseEndsUs;
  return { text, then, isOpen: phase === 'regular' || phase === 'always', untilUs };
}

/** Time to go in hours and minutes, rounded up, so that it never says 0:00: 2:14, 1 d 3 h. */
export function timeLeft(us: number): string {
  const minutes = Math.max(1, Math.ceil(us / US_PER_MINUTE));
  if (minutes >= MINUTES_PER_DAY) {
    const hours = Math.floor(minutes / 60);
    return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  }
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** The next changes in the exchange's zone and in this computer's, and whose clock says so. */
export function clockTitle(clock: MarketClock): string {
  const { phase, nextOpenUs, nextCloseUs, zone, source, aheadMs } = clock;
  if (phase === 'always') return words.always;
  const moment = (us: number): string => {
    const at = (of: string): string =>
      `${formatDate(us, of)} ${formatTime(us, { zone: of }).slice(0, 5)} ${zoneLabel(of, us)}`;
    return zone === LOCAL_ZONE ? at(zone) : words.both(at(zone), at(LOCAL_ZONE));
  };
  const lines = [words.nextOpen(moment(nextOpenUs)), words.nextClose(moment(nextCloseUs))];
  if (nextCloseUs < nextOpenUs) lines.reverse();
  const ahead = aheadMs === null ? '' : words.ahead(aheadMs);
  return [words.head, ...lines, `${words.sources[source]}${ahead}`].join('\n');
}
