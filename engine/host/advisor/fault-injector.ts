/**
 * Plays faults on the running engine, for a developer who wants to see what the advisor makes of them; only
 * with `--developer`. Most of them are real (an index is dropped, the loop is blocked, a client leaves more and
 * more unread); what cannot be had without a venue or the machine's clock is played as its measurement. Each ends
 * by itself. Where a cure would find the fault at work again at once, the injector ends it before the cure is done.
 */
import type { Cause, Cure } from '../../contract/advisor-words.ts';
import type { InjectedFault } from '../../contract/advisor.ts';
import { refusal } from '../../domain/refusal.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { FaultParts, Playing } from './fault-parts.ts';
import { FAULTS } from './faults.ts';

const MS_PER_S = 1_000;
const US_PER_S = 1_000_000;

/** Faults that go on for as long as they are played, whatever is done; these cures end real ones of their kind. */
const ENDED_BY: Readonly<Partial<Record<Cure, Cause>>> = {
  checkpoint: 'wal_not_checkpointed',
  restart_reader: 'slow_reader',
  shed_subscriptions: 'leaking_subscription',
  slow_client: 'chatty_client',
};

/** Faults after which the heap stays large until V8 has a reason to collect it. */
const LEAVES_GARBAGE: ReadonlySet<Cause> = new Set<Cause>([
  'growing_buffer',
  'gc_pressure',
  'large_heap',
]);

interface Running extends InjectedFault {
  readonly end: () => void;
  readonly timer: NodeJS.Timeout;
}

export class FaultInjector {
  readonly #parts: FaultParts;
  readonly #running = new Map<Cause, Running>();
  readonly #playing: Playing = {
    ballast: [],
    refusedPerS: 0,
    clockStepS: 0,
  };

  constructor(parts: FaultParts) {
    this.#parts = parts;
  }

  get refusedPerS(): number {
    return this.#playing.refusedPerS;
  }

  /** Seconds by which the clock was set on since the last call. */
  takeClockStepS(): number {
    const stepS = this.#playing.clockStepS;
    this.#playing.clockStepS = 0;
    return stepS;
  }

  running(): readonly InjectedFault[] {
    return [...this.#running.values()].map(({ fault, strength, endsUs }) => {
      return { fault, strength, endsUs };
    });
  }

  /** Starts a fault, or says why it cannot be. Strength 1 to 3. */
  start(fault: Cause, strength: number, seconds: number): Refusal | null {
    if (fault === 'cpu_contention' && 'electron' in process.versions) {
      const rule = 'an engine in plain Node: Electron lets nobody start its binary as Node';
      return refusal('advisor.cannot_play', 'fault', fault, rule);
    }
    if (fault === 'feed_burst' && this.#parts.engine().source().kind !== 'simulator') {
      return refusal('advisor.cannot_play', 'fault', fault, 'the simulated market');
    }
    this.#end(fault);
    const of = (three: readonly [number, number, number]): number =>
      three[strength - 1] ?? three[0];
    const end = FAULTS[fault](this.#parts, of, this.#playing);
    const timer = setTimeout(() => this.#end(fault), seconds * MS_PER_S);
    const endsUs = this.#parts.clock.wallUs() + seconds * US_PER_S;
    this.#running.set(fault, { fault, strength, endsUs, end, timer });
    return null;
  }

  /** A cure is about to be done that would end a fault of this kind. */
  beforeCure(cure: Cure): void {
    const fault = ENDED_BY[cure];
    if (fault !== undefined && this.#running.has(fault)) this.#end(fault);
  }

  /** Ends all of them. */
  end(): void {
    for (const fault of [...this.#running.keys()]) this.#end(fault);
  }

  #end(fault: Cause): void {
    const running = this.#running.get(fault);
    if (running === undefined) return;
    this.#running.delete(fault);
    clearTimeout(running.timer);
    running.end();
    // Where a suite has exposed it: what a fault leaves would be the next one's.
    if (LEAVES_GARBAGE.has(fault)) globalThis.gc?.();
  }
}
