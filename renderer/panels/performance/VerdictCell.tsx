import { formatCount } from '../../format/number.ts';
import { performanceText } from '../../text/performance.ts';
import type { Verdict } from './targets.ts';

/** How far the measuring is, where it is too early for a word. */
export interface Progress {
  readonly text: string;
  readonly title: string;
}

/** Pass or fail, in a word and a colour, or how far the measuring is; empty without a target or data. */
export function VerdictCell(props: {
  readonly verdict: Verdict;
  readonly progress?: Progress | null;
}) {
  const { verdict, progress = null } = props;
  const tone = { pass: 'dim', fail: 'error', measuring: 'faint', none: 'faint' }[verdict];
  const isShown = verdict === 'measuring' && progress !== null;
  return (
    <td className={`perf-verdict ${tone}`} title={isShown ? progress.title : undefined}>
      {isShown ? progress.text : performanceText.verdict[verdict]}
    </td>
  );
}

/**
 * An engine compiles its code and fills its caches in its first seconds, all of which are in the shortest window:
 * what is over its budget then is told as being measured, with its value. Whatever is over it later is told.
 */
export const WARM_UP_S = 60;

/** How far that is; null once it is over. */
export function startingProgress(uptimeS: number): Progress | null {
  if (uptimeS >= WARM_UP_S) return null;
  const [passed, all] = [String(uptimeS), String(WARM_UP_S)];
  return {
    text: performanceText.starting(passed, all),
    title: performanceText.startingTitle(passed, all),
  };
}

/** `count` of `needed`, as a cell shows it. */
export function progressOf(count: number, needed: number): Progress {
  const [now, all] = [formatCount(count), formatCount(needed)];
  return {
    text: performanceText.measuring(now, all),
    title: performanceText.measuringTitle(now, all),
  };
}
