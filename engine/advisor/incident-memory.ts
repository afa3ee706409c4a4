/**
 * What earlier incidents teach about this one: causes that had the same symptoms become likelier, and
 * cures that helped are offered first.
 */
import type { Cause, Cure } from '../contract/advisor-words.ts';
import type { CureOffer, Incident } from '../contract/advisor.ts';
import { CURES_OF } from './cures.ts';
import type { Symptoms } from './diagnosis.ts';

/** Symptoms weaker than this are left out of a fingerprint. */
const FINGERPRINT_MIN = 0.3;
/** Incidents less alike than this teach nothing of the cause. */
const SIMILAR_FROM = 0.5;
/**
 * Of a cure that was tried on the cause that is found now, however it looked then: early symptoms differ from
 * run to run, and a cure that helped is worth more than its place in the table.
 */
const SAME_CAUSE_WEIGHT = 0.5;
/** Of an incident whose cure helped: that the cause was right is as good as proved. */
const PROVED_WEIGHT = 2;
/** Of one that nothing was done about: its cause is only what the advisor thought. */
const THOUGHT_WEIGHT = 0.25;
/** Of one whose cure did not help: perhaps the cause was another. */
const DOUBTED_WEIGHT = -0.5;
/** Knowledge from another machine, with another disk and other habits. */
const ELSEWHERE_WEIGHT = 0.5;
/** From this likeness on something is taken for what a cure has helped against, before it alarms by itself. */
const FAMILIAR_FROM = 0.8;
/** Bounds of what experience may add to a cause's log-likelihood: evidence of today comes first. */
const PRIOR_MAX = 3;

/** What one place in the table of cures is worth, in incidents. */
const PLACE_WEIGHT = 0.1;

export type Fingerprint = Readonly<Record<string, number>>;

export function fingerprintOf(symptoms: Symptoms): Fingerprint {
  const strong = [...symptoms].filter(([, strength]) => strength >= FINGERPRINT_MIN);
  return Object.fromEntries(
    strong.map(([name, strength]) => [name, Math.round(strength * 100) / 100]),
  );
}

/** Cosine of two fingerprints, 0 to 1. Symptoms that only one version knew count as missing there. */
export function similarity(a: Fingerprint, b: Fingerprint): number {
  let product = 0;
  for (const [name, strength] of Object.entries(a)) product += strength * (b[name] ?? 0);
  const length = (each: Fingerprint): number =>
    Math.hypot(...Object.values(each).map((strength) => strength));
  const lengths = length(a) * length(b);
  return lengths === 0 ? 0 : product / lengths;
}

export class IncidentMemory {
  #incidents: readonly Incident[];
  readonly #machine: string;

  /** `machine`: the name of this one. */
  constructor(machine: string, incidents: readonly Incident[] = []) {
    this.#machine = machine;
    this.#incidents = incidents;
  }

  get size(): number {
    return this.#incidents.length;
  }

  /** Takes what happened, newest first; the oldest beyond `max` are forgotten. */
  add(incident: Incident, max: number): void {
    this.#incidents = [incident, ...this.#incidents].slice(0, max);
  }

  replace(incidents: readonly Incident[]): void {
    this.#incidents = incidents;
  }

  /**
   * Whether it was like this before on this machine, and a cure helped: what has hurt once is told sooner when it
   * comes again, even where it would not have been told the first time.
   */
  isFamiliar(symptoms: Symptoms): boolean {
    const proved = this.#proved();
    if (proved.length === 0) return false;
    const fingerprint = fingerprintOf(symptoms);
    return proved.some((each) => similarity(fingerprint, each.fingerprint) >= FAMILIAR_FROM);
  }

  /** Causes that a cure has helped against on this machine. */
  provedCauses(): ReadonlySet<Cause> {
    return new Set(this.#proved().map(({ cause }) => cause));
  }

  #proved(): readonly Incident[] {
    return this.#incidents.filter(
      ({ machine, outcome }) => machine === this.#machine && outcome === 'helped',
    );
  }

  /** What past incidents say of these symptoms. */
  recall(symptoms: Symptoms): Recall {
    const fingerprint = fingerprintOf(symptoms);
    return new Recall(
      this.#incidents.map((incident) => ({
        incident,
        likeness: similarity(fingerprint, incident.fingerprint),
        near: incident.machine === this.#machine ? 1 : ELSEWHERE_WEIGHT,
      })),
    );
  }
}

interface Past {
  readonly incident: Incident;
  /** How alike it was, 0 to 1. */
  readonly likeness: number;
  /** How much the place counts where it was. */
  readonly near: number;
}

/** Past incidents, as alike as they are to something, and what they teach. */
export class Recall {
  readonly #past: readonly Past[];
  readonly #alike: readonly Past[];

  constructor(past: readonly Past[]) {
    this.#past = past;
    this.#alike = past.filter(({ likeness }) => likeness >= SIMILAR_FROM);
  }

  /** What experience adds to each cause's log-likelihood. */
  prior(): ReadonlyMap<Cause, number> {
    const prior = new Map<Cause, number>();
    for (const { incident, likeness, near } of this.#alike) {
      const lesson = lessonOf(incident) * likeness * near;
      const sum = (prior.get(incident.cause) ?? 0) + lesson;
      prior.set(incident.cause, Math.min(PRIOR_MAX, Math.max(-PRIOR_MAX, sum)));
    }
    return prior;
  }

  /** Incidents with this cause. */
  seenBefore(cause: Cause): number {
    return this.#alike.filter(({ incident }) => incident.cause === cause).length;
  }

  /** Cures of a cause, those that helped before first, then as the table has them. */
  offers(cause: Cause): readonly CureOffer[] {
    const tried = this.#past.flatMap(({ incident, likeness, near }): readonly Tried[] => {
      const { cure, outcome } = incident;
      const isSame = incident.cause === cause;
      if (cure === null || outcome === null || (!isSame && likeness < SIMILAR_FROM)) return [];
      const weight = Math.max(likeness, isSame ? SAME_CAUSE_WEIGHT : 0) * near;
      return [{ cure, hasHelped: outcome === 'helped', isSame, weight }];
    });
    const learned = tried.filter(({ hasHelped, isSame }) => hasHelped && isSame);
    const cures = [...new Set<Cure>([...CURES_OF[cause], ...learned.map(({ cure }) => cure)])];
    return cures
      .map((cure, place) => rate(cure, tried, -PLACE_WEIGHT * place))
      .sort((a, b) => b.score - a.score)
      .map(({ offer }) => offer);
  }
}

/** A cure that was done about something like this. */
interface Tried {
  readonly cure: Cure;
  readonly hasHelped: boolean;
  /** Whether that had the same cause. */
  readonly isSame: boolean;
  readonly weight: number;
}

function rate(
  cure: Cure,
  tried: readonly Tried[],
  start: number,
): { readonly offer: CureOffer; readonly score: number } {
  const own = tried.filter((each) => each.cure === cure);
  const helped = own.filter(({ hasHelped }) => hasHelped).length;
  const score = own.reduce(
    (sum, { hasHelped, weight }) => sum + (hasHelped ? weight : -weight),
    start,
  );
  return { offer: { cure, helped, didNot: own.length - helped }, score };
}

function lessonOf({ outcome }: Incident): number {
  if (outcome === 'helped') return PROVED_WEIGHT;
  return outcome === null ? THOUGHT_WEIGHT : DOUBTED_WEIGHT;
}
