/** Cures that were asked for: done, measured before and after, and taken back if they made it worse. */
import type { Advisor } from '../../advisor/advisor.ts';
import { JUDGED_BY, LASTING_CURES } from '../../advisor/cures.ts';
import { outcomeOf } from '../../advisor/outcome.ts';
import type { Cause, Cure, CureOutcome } from '../../contract/advisor-words.ts';
import type { CureRun } from '../../contract/advisor.ts';
import type { CureHands } from './cure-hands.ts';

/** Seconds after a cure at which it is judged: the means of metrics have followed by then. */
const JUDGED_AFTER_S = 15;
/** Runs that are told; older ones are in the incidents. */
const RUNS_KEPT = 20;

interface Run {
  run: CureRun;
  readonly usual: number | null;
  judgeS: number | null;
}

export class CureRuns {
  readonly #advisor: Advisor;
  readonly #hands: CureHands;
  /** Newest first. */
  #runs: Run[] = [];
  #nowS = 0;

  constructor(advisor: Advisor, hands: CureHands) {
    this.#advisor = advisor;
    this.#hands = hands;
  }

  get runs(): readonly CureRun[] {
    return this.#runs.map(({ run }) => run);
  }

  /** The last cure of a finding that has been judged. */
  judged(findingId: number): { readonly cure: Cure; readonly outcome: CureOutcome } | null {
    for (const { run } of this.#runs) {
      if (run.findingId !== findingId || run.state === 'running' || run.state === 'judging')
        continue;
      return { cure: run.cure, outcome: run.state };
    }
    return null;
  }

  isBusy(findingId: number): boolean {
    return this.#runs.some(
      ({ run }) =>
        run.findingId === findingId && (run.state === 'running' || run.state === 'judging'),
    );
  }

  /** Begins; `done` is called when the hands have done it or failed. */
  start(findingId: number, cause: Cause, cure: Cure, startedUs: number, done: () => void): CureRun {
    const metric = JUDGED_BY[cause].find((name) => this.#advisor.watch(name).mean !== null) ?? null;
    const watch = metric === null ? null : this.#advisor.watch(metric);
    const entry: Run = {
      run: {
        findingId,
        cure,
        startedUs,
        state: 'running',
        metric,
        before: watch?.mean ?? null,
        after: null,
        undone: false,
        detail: '',
      },
      usual: watch?.usual ?? null,
      judgeS: null,
    };
    this.#runs = [entry, ...this.#runs].slice(0, RUNS_KEPT);
    void this.#hands
      .apply(cure)
      .then(
        (detail) => {
          entry.judgeS = this.#nowS + JUDGED_AFTER_S;
          entry.run = { ...entry.run, state: 'judging', detail };
        },
        (error: unknown) => {
          const detail = error instanceof Error ? error.message : String(error);
          entry.run = { ...entry.run, state: 'failed', detail };
        },
      )
      .then(done);
    return entry.run;
  }

  /** A second has passed: judges what is due; true when anything was. */
  tick(nowS: number): boolean {
    this.#nowS = nowS;
    let judgedAny = false;
    for (const entry of this.#runs) {
      if (entry.judgeS === null || nowS < entry.judgeS) continue;
      entry.judgeS = null;
      entry.run = this.#judge(entry);
      judgedAny = true;
    }
    return judgedAny;
  }

  #judge({ run, usual }: Run): CureRun {
    const { metric, before, cure } = run;
    const isOver = this.#advisor.cases.every(({ caseId }) => caseId !== run.findingId);
    const after = metric === null ? null : this.#advisor.watch(metric).mean;
    const state =
      metric === null || before === null || after === null
        ? isOver
          ? 'helped'
          : 'no_change'
        : isOver
          ? 'helped'
          : outcomeOf(metric, before, after, usual);
    const undone = state === 'worse' && LASTING_CURES.has(cure);
    if (undone) this.#hands.undo(cure);
    return { ...run, state, after, undone };
  }
}
