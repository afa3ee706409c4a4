import type { AdvisorStatus, Finding } from '../../engine/contract/advisor.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { useAdvisor } from '../stores/advisor.ts';
import { announce } from '../stores/notices.ts';
import { CAUSE_TEXT, advisorText } from '../text/advisor.ts';
import { percent } from '../panels/advisor/finding-words.ts';

/** Findings are told in the log, aloud and on the desktop at most so often; the status bar shows all of them at once. */
const TELL_EVERY_MS = 30_000;

/** Keeps what the advisor says, and tells of what is new. */
export function followAdvisor(client: EngineClient): () => void {
  const told = new Set<string>();
  let toldMs = -TELL_EVERY_MS;
  const take = (status: AdvisorStatus): void => {
    useAdvisor.setState({ status });
    const fresh = status.findings.filter((each) => each.endedUs === null && !told.has(keyOf(each)));
    const nowMs = performance.now();
    const [newest] = fresh;
    if (newest === undefined || nowMs - toldMs < TELL_EVERY_MS) return;
    toldMs = nowMs;
    for (const each of fresh) told.add(keyOf(each));
    tell(newest);
  };
  const undo = [
    client.onState(({ state }) => {
      if (state !== 'ready') return;
      client.send<'advisor.status'>({ type: 'advisor.status' }).then(take, () => {
        // An engine without an advisor has nothing to say.
        useAdvisor.setState({ status: null });
      });
    }),
    client.onAdvisor(take),
  ];
  return () => {
    for (const stop of undo) stop();
  };
}

function tell({ causes }: Finding): void {
  const [first] = causes;
  if (first === undefined) return;
  const { name, what } = CAUSE_TEXT[first.cause];
  const text = advisorText.told(name, what, percent(first.confidence));
  announce('warning', text, 'advisor.found');
  useAdvisor.setState({ told: { text } });
}

/** Numbers of findings begin anew with each run of the engine. */
function keyOf({ findingId, foundUs }: Finding): string {
  return `${String(findingId)} ${String(Math.round(foundUs / 10_000_000))}`;
}
