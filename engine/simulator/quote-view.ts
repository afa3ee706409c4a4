import { BUY, SELL } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import type { Random } from './random.ts';

/**
 * Best quotes, those that agree with the fair value, and where orders go relative to them. All in
 * price steps.
 */
export class QuoteView {
  /** Best prices as the event found them; 0: none. */
  bid: number = 0;
  ask: number = 0;
  /** Best prices that agree with the fair value, a usual spread apart. */
  fairBid: number = 0;
  fairAsk: number = 0;
  private readonly spreadSteps: number;
  private readonly random: Random;

  constructor(spreadSteps: number, random: Random) {
    this.spreadSteps = spreadSteps;
    this.random = random;
  }

  /** Takes the quotes as they are; `middle` is the fair value. */
  look(bid: number, ask: number, middle: number): void {
    this.bid = bid;
    this.ask = ask;
    this.fairBid = Math.max(1, Math.round(middle - this.spreadSteps / 2));
    this.fairAsk = this.fairBid + this.spreadSteps;
  }

  /** The price a calibrated distance behind the best; its tick is a usual spread here. */
  stepAt(side: SideCode, distance: number): number {
    const unit = this.spreadSteps;
    if (distance < 0) return this.improved(side);
    const steps = distance === 0 ? 0 : distance * unit - this.random.below(unit);
    return side === BUY ? this.bid - steps : this.ask + steps;
  }

  /** A better price than the best, up to what the fair value allows; else the best itself. */
  private improved(side: SideCode): number {
    const room = side === BUY ? this.fairBid - this.bid : this.ask - this.fairAsk;
    const steps = room <= 0 ? 0 : 1 + this.random.below(room);
    return side === BUY ? this.bid + steps : this.ask - steps;
  }

  /** The nearest price at which an order of the side would rest and make sense. */
  passive(side: SideCode, step: number): number {
    if (side === SELL) {
      const lowest = this.ask > 0 ? Math.min(this.ask, this.fairAsk) : this.fairAsk;
      return Math.max(this.bid + 1, lowest, step);
    }
    const highest = Math.max(this.bid, this.fairBid);
    return Math.max(1, Math.min(step, highest, this.ask > 0 ? this.ask - 1 : highest));
  }
}
