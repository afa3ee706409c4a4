/** Past incidents as they are shown, given to others and taken from them. */
import { INCIDENTS_MAX } from '../../contract/advisor-words.ts';
import { knowledgeFileSchema, learnedIncidentSchema } from '../../contract/advisor.ts';
import type { Incident, Knowledge, StoredIncident } from '../../contract/advisor.ts';
import { refusal } from '../../domain/refusal.ts';
import type { Refusal } from '../../domain/refusal.ts';

/** What was read of a file. */
export interface FileOfKnowledge {
  readonly incidents: readonly Incident[];
  /** Incidents that this version does not understand. */
  readonly skipped: number;
}

export class KnowledgeFile {
  readonly #machine: string;
  /** Newest first. */
  #incidents: readonly StoredIncident[];
  readonly #onChange: (incidents: readonly Incident[]) => void;
  #lastId: number;

  /** `machine`: the name of this one. */
  constructor(
    machine: string,
    incidents: readonly StoredIncident[],
    onChange: (incidents: readonly Incident[]) => void,
  ) {
    this.#machine = machine;
    this.#incidents = incidents;
    this.#onChange = onChange;
    this.#lastId = Math.max(0, ...incidents.map(({ incidentId }) => incidentId));
  }

  get size(): number {
    return this.#incidents.length;
  }

  page(
    beforeId: number | null,
    limit: number,
  ): { readonly incidents: readonly StoredIncident[]; readonly more: boolean } {
    const below = this.#incidents.filter(({ incidentId }) => incidentId < (beforeId ?? Infinity));
    return { incidents: below.slice(0, limit), more: below.length > limit };
  }

  text(): string {
    const knowledge: Knowledge = {
      format: 'securetrade-advisor-incidents',
      version: 1,
      incidents: this.#incidents.map(({ incidentId: _, ...incident }) => incident),
    };
    return `${JSON.stringify(knowledge)}\n`;
  }

  /**
   * The incidents of a file, or what is wrong with it. What another version wrote and this one does not understand
   * is left out, unless nothing else is in it.
   */
  read(text: string): FileOfKnowledge | Refusal {
    const rule = 'a file of incidents that an advisor has written';
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      return refusal('contract.format', 'text', problem, rule);
    }
    const file = knowledgeFileSchema.safeParse(value);
    const wrong = (path: readonly PropertyKey[], what: string): Refusal =>
      refusal('contract.format', `text.${path.map(String).join('.')}`, what, rule);
    if (!file.success) {
      const [issue] = file.error.issues;
      return wrong(issue?.path ?? [], issue?.message ?? '');
    }
    const all = file.data.incidents.map((each) => learnedIncidentSchema.safeParse(each));
    const incidents = all.flatMap(({ success, data }) => (success ? [data] : []));
    const skipped = all.length - incidents.length;
    const at = all.findIndex(({ success }) => !success);
    const issue = all[at]?.error?.issues[0];
    if (incidents.length > 0 || issue === undefined) return { incidents, skipped };
    return wrong(['incidents', at, ...issue.path], issue.message);
  }

  /** What is not known yet and would not be forgotten at once, oldest first, and how many are known. */
  look(incidents: readonly Incident[]): {
    readonly fresh: readonly Incident[];
    readonly known: number;
  } {
    const keys = new Set(this.#incidents.map(keyOf));
    const unknown = incidents.filter((incident) => {
      const key = keyOf(incident);
      if (keys.has(key)) return false;
      keys.add(key);
      return true;
    });
    const kept = this.#kept<Incident>([...this.#incidents, ...unknown]);
    const fresh = unknown
      .filter((incident) => kept.has(incident))
      .sort((a, b) => a.startedUs - b.startedUs);
    return { fresh, known: incidents.length - unknown.length };
  }

  /** Adds what is not known yet, oldest first, and returns it; forgets as the store does. */
  add(incidents: readonly Incident[]): readonly Incident[] {
    const { fresh } = this.look(incidents);
    const added = fresh.map((incident): StoredIncident => {
      this.#lastId += 1;
      return { ...incident, incidentId: this.#lastId };
    });
    const all = [...added.reverse(), ...this.#incidents];
    const kept = this.#kept(all);
    this.#incidents = all.filter((incident) => kept.has(incident));
    this.#onChange(this.#incidents);
    return fresh;
  }

  /** Those of this machine before others, and the newest of each, up to the bound. */
  #kept<T extends Incident>(incidents: readonly T[]): ReadonlySet<T> {
    if (incidents.length <= INCIDENTS_MAX) return new Set(incidents);
    const own = ({ machine }: Incident): number => (machine === this.#machine ? 1 : 0);
    const ranked = [...incidents].sort((a, b) => own(b) - own(a) || b.startedUs - a.startedUs);
    return new Set(ranked.slice(0, INCIDENTS_MAX));
  }
}

/** The same as the store's unique index. */
function keyOf({ machine, startedUs, cause }: Incident): string {
  return `${cause} ${String(startedUs)} ${machine}`;
}
