/** Past incidents as they are shown, given to others and taken from them. */
import { INCIDENTS_MAX } from '../../contract/advisor-words.ts';
import { knowledgeSchema } from '../../contract/advisor.ts';
import type { Incident, Knowledge, StoredIncident } from '../../contract/advisor.ts';
import { refusal } from '../../domain/refusal.ts';
import type { Refusal } from '../../domain/refusal.ts';

export class KnowledgeFile {
  /** Newest first. */
  #incidents: readonly StoredIncident[];
  readonly #onChange: (incidents: readonly Incident[]) => void;
  #lastId: number;

  constructor(
    incidents: readonly StoredIncident[],
    onChange: (incidents: readonly Incident[]) => void,
  ) {
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
    return `${JSON.stringify(knowledge, null, 1)}\n`;
  }

  /** The incidents of a file, or what is wrong with it. */
  read(text: string): readonly Incident[] | Refusal {
    const rule = 'a file of incidents that an advisor has written';
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      return refusal('contract.format', 'text', problem, rule);
    }
    const parsed = knowledgeSchema.safeParse(value);
    if (parsed.success) return parsed.data.incidents;
    const [issue] = parsed.error.issues;
    const where = issue === undefined ? '' : issue.path.join('.');
    return refusal('contract.format', `text.${where}`, issue?.message ?? '', rule);
  }

  /** Adds what is not known yet, the newest in front, and returns it. */
  add(incidents: readonly Incident[]): readonly Incident[] {
    const known = new Set(this.#incidents.map(keyOf));
    const fresh = incidents.filter((incident) => {
      const key = keyOf(incident);
      if (known.has(key)) return false;
      known.add(key);
      return true;
    });
    const added = fresh.map((incident): StoredIncident => {
      this.#lastId += 1;
      return { ...incident, incidentId: this.#lastId };
    });
    this.#incidents = [...added.reverse(), ...this.#incidents].slice(0, INCIDENTS_MAX);
    this.#onChange(this.#incidents);
    return fresh;
  }
}

/** The same as the store's unique index. */
function keyOf({ machine, startedUs, cause }: Incident): string {
  return `${cause} ${String(startedUs)} ${machine}`;
}
