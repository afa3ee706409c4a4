import type { Incident } from '../../contract/advisor.ts';
import type { Chore, ChoreResult } from '../../store/chores.ts';

/** Incidents that wait for a store that takes nothing: more than a day of trouble has. The oldest go first. */
const WAITING_MAX = 100;
/** Incidents of a chore: a millisecond of the writer's. */
const BATCH = 100;

/** Incidents on their way to the store. What it does not take is offered again, in order. */
export class IncidentQueue {
  readonly #machine: string;
  readonly #chore: (chore: Chore) => Promise<ChoreResult>;
  /** Oldest first. */
  #waiting: readonly Incident[] = [];
  #offering: Promise<void> | null = null;

  /** `machine`: the name of this one. */
  constructor(machine: string, chore: (chore: Chore) => Promise<ChoreResult>) {
    this.#machine = machine;
    this.#chore = chore;
  }

  add(incidents: readonly Incident[]): void {
    this.#waiting = [...this.#waiting, ...incidents].slice(-WAITING_MAX);
  }

  /** Resolves when everything is stored, or the store has taken no more. */
  offer(): Promise<void> {
    this.#offering ??= this.#offerAll().finally(() => {
      this.#offering = null;
    });
    return this.#offering;
  }

  /** Stores what has not been added. `problem`: why what is not among `stored` is not, or ''. */
  async storeNow(
    incidents: readonly Incident[],
  ): Promise<{ readonly stored: readonly Incident[]; readonly problem: string }> {
    for (let at = 0; at < incidents.length; at += BATCH) {
      const batch = incidents.slice(at, at + BATCH);
      const { problem } = await this.#chore({
        name: 'incidents.add',
        machine: this.#machine,
        incidents: batch,
      });
      if (problem !== '') return { stored: incidents.slice(0, at), problem };
    }
    return { stored: incidents, problem: '' };
  }

  async #offerAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const { stored, problem } = await this.storeNow(this.#waiting);
      this.#waiting = this.#waiting.filter((each) => !stored.includes(each));
      // A store that cannot be written says so itself, and is asked again.
      if (problem !== '') return;
    }
  }
}
