import { timeUs } from '../../../engine/domain/time.ts';
import type { TimeUs } from '../../../engine/domain/time.ts';
import { systemClock } from '../../../engine/host/system-clock.ts';
import type { Clock } from '../../../engine/ports.ts';

/** A wall clock that goes on when it is told to; durations are still measured on the machine's. */
export class SimulatedClock implements Clock {
  readonly #machine = systemClock();
  #wallUs: number;

  constructor(startUs: number) {
    this.#wallUs = startUs;
  }

  wallUs(): TimeUs {
    return timeUs(this.#wallUs);
  }

  monotonicUs(): number {
    return this.#machine.monotonicUs();
  }

  advance(us: number): void {
    this.#wallUs += us;
  }
}
