import { performanceText } from '../../text/performance.ts';
import type { Verdict } from './targets.ts';

/** Pass or fail, in a word and a colour; empty where there is no target or no data. */
export function VerdictCell({ verdict }: { readonly verdict: Verdict }) {
  const tone = verdict === 'fail' ? 'error' : 'dim';
  return <td className={`perf-verdict ${tone}`}>{performanceText.verdict[verdict]}</td>;
}
