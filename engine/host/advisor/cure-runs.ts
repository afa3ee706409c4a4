/** Cures that were asked for: done, measured before and after, and taken back if they made it worse. */
import { JUDGED_BY, LASTING_CURES } from '../../advisor/cures.ts';
import { outcomeOf } from '../../advisor/outcome.ts';
import type { AdvisorMetric, Cause, Cure, CureOutcome } from '../../contract/advisor-words.ts';
import type { CureRun } from '../../contract/advisor.ts';
import type { CureHands } from './cure-hands.ts';

/** Seconds after a cure at which it is judged: the means of metrics have followed by then. */
const JUDGED_AFTER_S = 15;
/** Runs that are told; older ones are in the incidents. */
const RUNS_KEPT = 20;

/** What judging needs of the advisor. */
export interface JudgedFigures {
  watch(metric: AdvisorMetric): { readonly mean: number | null; readonly usual: number | null };
  readonly cases: readonly { readonly caseId: number }[];
}

interface Run {
  run: CureRun;
  readonly usual: number | null;
  judgeS: number | null;
}

export class CureRuns {
  readonly #advisor: JudgedFigures;
  readonly #hands: Pick<CureHands, 'apply' | 'undo'>;
  readonly #onStep: (run: CureRun) => void;
  /** Newest first. */
  #runs: Run[] = [];
  #nowS = 0;

  /** `onStep` hears of each run when it was done or has failed, when it was judged and when it was taken back. */
  constructor(
    advisor: JudgedFigures,
    hands: Pick<CureHands, 'apply' | 'undo'>,
    onStep: (run: CureRun) => void,
  ) {
    this.#advisor = advisor;
    this.#hands = hands;
    this.#onStep = onStep;
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
      .then(() => {
        this.#onStep(entry.run);
        done();
      });
    return entry.run;
  }

  /** A second has passed: judges what is due. */
  tick(nowS: number): void {
    this.#nowS = nowS;
    for (const entry of this.#runs) {
      if (entry.judgeS === null || nowS < entry.judgeS) continue;
      entry.judgeS = null;
      entry.run = this.#judge(entry);
      this.#onStep(entry.run);
    }
  }

  /** A person has taken a lasting cure back: its runs are told as that, and judged by what there is by now. */
  takenBack(cure: Cure): void {
    for (const entry of this.#runs) {
      const { run } = entry;
      if (run.cure !== cure || run.undone || run.state === 'running' || run.state === 'failed') {
        continue;
      }
      const judged = entry.judgeS === null ? run : this.#judge(entry);
      entry.judgeS = null;
      entry.run = { ...judged, undone: true };
      this.#onStep(entry.run);
    }
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
