import type { RiskLimits } from '../contract/messages.ts';
import { sideCode } from '../domain/side.ts';
import { US_PER_SECOND } from '../domain/time.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { collarTicks } from '../risk/risk-guard.ts';

const FIRST_WAIT_US = US_PER_SECOND;
/** A halt may last for hours; a closing order a minute is little to store. */
const LONGEST_WAIT_US = 60 * US_PER_SECOND;

/**
 * When a lock tries again to close what is still open: a second after the last try, and after tries
 * that changed nothing (a halt, a closed market) twice as long each time, up to a minute.
 */
export class FlattenRetry {
  /** Market time; a lock that was recovered tries at once. */
  #dueUs = Number.NEGATIVE_INFINITY;
  #waitUs = FIRST_WAIT_US;

  /** Everything has been tried now. */
  begin(nowUs: number): void {
    this.#waitUs = FIRST_WAIT_US;
    this.#dueUs = nowUs + FIRST_WAIT_US;
  }

  isDue(nowUs: number): boolean {
    return nowUs >= this.#dueUs;
  }

  /** Whether there is anyone within the price collar who would trade with the closing order. */
  hasTaker(market: InstrumentMarket, qtyLots: number, limits: RiskLimits): boolean {
    const side = qtyLots > 0 ? 'sell' : 'buy';
    const worstTicks = collarTicks(limits, side, market.referenceTicks());
    return market.wouldTake(sideCode(side), worstTicks, 1).lots > 0;
  }

  /** One more try was made; `helped`: it closed some of it. */
  tried(nowUs: number, helped: boolean): void {
    this.#waitUs = helped ? FIRST_WAIT_US : Math.min(2 * this.#waitUs, LONGEST_WAIT_US);
    this.#dueUs = nowUs + this.#waitUs;
  }
}
