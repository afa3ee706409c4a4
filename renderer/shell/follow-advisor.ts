import type { AdvisorStatus } from '../../engine/contract/advisor.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { useAdvisor } from '../stores/advisor.ts';
import { useConnection } from '../stores/connection.ts';
import { announce } from '../stores/notices.ts';
import { CAUSE_TEXT, CURE_TEXT, advisorText } from '../text/advisor.ts';
import { causeName, forecastText, percent, runFigures } from '../panels/advisor/finding-words.ts';
import { nearLimits } from '../panels/advisor/near-limits.ts';

/** What is new is told in the log, aloud and on the desktop at most so often; the status bar shows all at once. */
const TELL_EVERY_MS = 30_000;
/** A limit that is near stays so for some seconds before it is told: a finding may have it by then. */
const NEAR_FOR_MS = 10_000;
/** What comes and goes is told again after an hour. */
const TOLD_FOR_MS = 3_600_000;

/** Something that a person has to hear of, once. */
interface Word {
  readonly key: string;
  readonly text: string;
}

/** Keeps what the advisor says, and tells of what is new. `clockMs`: monotonic. */
export function followAdvisor(
  client: Pick<EngineClient, 'onState' | 'onAdvisor' | 'send'>,
  clockMs: () => number = () => performance.now(),
): () => void {
  const words = new NewWords();
  const take = (status: AdvisorStatus): void => {
    const before = useAdvisor.getState().status;
    useAdvisor.setState({ status });
    tellEnded(before, status);
    tellCures(before, status);
    const fresh = words.take(status, clockMs());
    const [first, ...more] = fresh;
    if (first === undefined) return;
    for (const { text } of fresh) announce('warning', text, 'advisor.found');
    const text = more.length === 0 ? first.text : advisorText.andMore(first.text, more.length);
    useAdvisor.setState({ told: { text } });
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

/** Says what was not said yet, and not too often. */
class NewWords {
  /** When each was told; no more than there are findings and limits in an hour. */
  readonly #toldMs = new Map<string, number>();
  /** Since when each limit is near. */
  readonly #nearMs = new Map<string, number>();
  #lastMs = Number.NEGATIVE_INFINITY;

  take(status: AdvisorStatus, nowMs: number): readonly Word[] {
    const known = [...findingWords(status), ...this.#limitWords(status, nowMs)];
    const keys = new Set(known.map(({ key }) => key));
    for (const [key, toldMs] of this.#toldMs) {
      if (!keys.has(key) && nowMs - toldMs > TOLD_FOR_MS) this.#toldMs.delete(key);
    }
    const fresh = known.filter(({ key }) => !this.#toldMs.has(key));
    if (fresh.length === 0 || nowMs - this.#lastMs < TELL_EVERY_MS) return [];
    this.#lastMs = nowMs;
    for (const { key } of fresh) this.#toldMs.set(key, nowMs);
    return fresh;
  }

  #limitWords(status: AdvisorStatus, nowMs: number): readonly Word[] {
    const near = nearLimits(status);
    for (const key of this.#nearMs.keys()) {
      if (!near.some(({ metric }) => metric === key)) this.#nearMs.delete(key);
    }
    return near.flatMap((forecast): readonly Word[] => {
      const sinceMs = this.#nearMs.get(forecast.metric) ?? nowMs;
      this.#nearMs.set(forecast.metric, sinceMs);
      if (nowMs - sinceMs < NEAR_FOR_MS) return [];
      return [{ key: `limit ${forecast.metric}`, text: forecastText(forecast) }];
    });
  }
}

/** Of open findings. Their numbers begin anew with each run of the engine. */
function findingWords({ findings }: AdvisorStatus): readonly Word[] {
  const runId = useConnection.getState().welcome?.engineRunId ?? '';
  return findings.flatMap(({ findingId, endedUs, causes: [first] }): readonly Word[] => {
    if (endedUs !== null || first === undefined) return [];
    const { name, what } = CAUSE_TEXT[first.cause];
    const text = advisorText.told(name, what, percent(first.confidence));
    return [{ key: `${runId} ${String(findingId)}`, text }];
  });
}

/** What became of a cure goes into the log, once it is known. */
function tellCures(before: AdvisorStatus | null, { cures }: AdvisorStatus): void {
  if (before === null) return;
  for (const run of cures) {
    const { state, undone } = run;
    if (state === 'running' || state === 'judging') continue;
    const last = before.cures.find(
      ({ startedUs, cure }) => startedUs === run.startedUs && cure === run.cure,
    );
    if (last?.state === state && last.undone === undone) continue;
    const { name } = CURE_TEXT[run.cure];
    const text = advisorText.cureTold(name, advisorText.outcome(state), undone, runFigures(run));
    announce(state === 'helped' ? 'info' : 'warning', text, 'advisor.cure');
  }
}

/** What was open before and is over now goes into the log. */
function tellEnded(before: AdvisorStatus | null, { findings }: AdvisorStatus): void {
  for (const { findingId, endedUs } of before?.findings ?? []) {
    const now = findings.find((each) => each.findingId === findingId);
    if (endedUs === null && now !== undefined && now.endedUs !== null) {
      announce('info', advisorText.ended(causeName(now)), 'advisor.over');
    }
  }
}
