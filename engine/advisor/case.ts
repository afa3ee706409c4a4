/** One thing that is wrong, from the first alarm until it is over. */
import type { Cause } from '../contract/advisor-words.ts';
import { isExplained } from './causes.ts';
import type { Symptom } from './causes.ts';
import { rankCauses } from './diagnosis.ts';
import type { RankedCause, Symptoms } from './diagnosis.ts';
import { fingerprintOf } from './incident-memory.ts';
import type { Fingerprint, IncidentMemory, Recall } from './incident-memory.ts';

/** Seconds between the first alarm and the telling, for the rest of the evidence to come. */
const TOLD_AFTER_S = 4;
/** Seconds in which the ranking may still turn freely; later only for much better evidence. */
const OPEN_MINDED_S = 30;
/** How much better, in natural logarithms. */
const CHANGE_OF_MIND = 3;
/** Seconds without any alarm after which it is over. */
const OVER_AFTER_S = 15;

export class Case {
  readonly caseId: number;
  /** When the alarm was raised, and when, by the figures, it began. */
  readonly openedS: number;
  readonly sinceS: number;
  #ranked: readonly RankedCause[] = [];
  #recall: Recall | null = null;
  #symptoms: Symptoms = new Map();
  #alarmedS: number;
  #nowS: number;
  #toldS: number | null = null;
  /** The symptoms when there were most of them. */
  #fingerprint: Fingerprint = {};
  #most = 0;

  constructor(caseId: number, openedS: number, sinceS: number) {
    this.caseId = caseId;
    this.openedS = openedS;
    this.sinceS = sinceS;
    this.#alarmedS = openedS;
    this.#nowS = openedS;
  }

  /** Whether it is to be told by now. */
  get isTold(): boolean {
    return this.#toldS !== null;
  }

  get toldS(): number {
    return this.#toldS ?? this.#nowS;
  }

  /** Whether it was alarming at the last look; if not, it may be over. */
  get isAlarming(): boolean {
    return this.#alarmedS === this.#nowS;
  }

  /** All causes, the likeliest first. */
  get ranked(): readonly RankedCause[] {
    return this.#ranked;
  }

  get cause(): Cause {
    return this.#ranked[0]?.cause ?? 'event_loop_blocker';
  }

  get confidence(): number {
    return this.#ranked[0]?.confidence ?? 0;
  }

  get symptoms(): Symptoms {
    return this.#symptoms;
  }

  get fingerprint(): Fingerprint {
    return this.#fingerprint;
  }

  /** What past incidents say of it. */
  get recall(): Recall | null {
    return this.#recall;
  }

  /** Looks again: `alarms` are the symptoms that are a reason to speak and that nobody older explains. */
  look(nowS: number, symptoms: Symptoms, alarms: readonly Symptom[], memory: IncidentMemory): void {
    this.#nowS = nowS;
    const isSettled = nowS - this.openedS > OPEN_MINDED_S;
    const isMine = (symptom: Symptom): boolean => isExplained(symptom, this.cause);
    if (alarms.length === 0 || (isSettled && !alarms.some(isMine))) return;
    this.#alarmedS = nowS;
    this.#symptoms = symptoms;
    this.#recall = memory.recall(symptoms);
    this.#rank(explaining(alarms, rankCauses(symptoms, this.#recall.prior())));
    let sum = 0;
    for (const strength of symptoms.values()) sum += strength;
    if (sum >= this.#most) {
      this.#most = sum;
      this.#fingerprint = fingerprintOf(symptoms);
    }
    if (nowS - this.openedS >= TOLD_AFTER_S) this.#toldS ??= nowS;
  }

  isOver(nowS: number): boolean {
    return nowS - this.#alarmedS >= (this.isTold ? OVER_AFTER_S : TOLD_AFTER_S);
  }

  #rank(ranked: readonly RankedCause[]): void {
    const [first] = this.#ranked;
    const [best] = ranked;
    const isSettled = this.#nowS - this.openedS > OPEN_MINDED_S;
    const same = ranked.find(({ cause }) => cause === first?.cause);
    if (isSettled && same !== undefined && best !== undefined && best !== same) {
      if (best.score - same.score < CHANGE_OF_MIND) {
        this.#ranked = [same, ...ranked.filter((each) => each !== same)];
        return;
      }
    }
    this.#ranked = ranked;
  }
}

/** Causes that have to do with what alarms before all others, which without any evidence would be called likely. */
function explaining(
  alarms: readonly Symptom[],
  ranked: readonly RankedCause[],
): readonly RankedCause[] {
  const explains = ({ cause }: RankedCause): boolean =>
    alarms.some((symptom) => isExplained(symptom, cause));
  return [...ranked.filter(explains), ...ranked.filter((each) => !explains(each))];
}
