import { expect } from 'vitest';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import { MatchingEngine } from '../../../engine/matching/matching-engine.ts';
import type { MatchingOptions } from '../../../engine/matching/matching-engine.ts';
import { DAY, FOK, GTC, IOC, LIMIT, MARKET } from '../../../engine/matching/order-codes.ts';
import * as codes from '../../../engine/matching/result-codes.ts';

const OUTCOMES = new Map<number, string>([
  [codes.RESULT_DONE, 'done'],
  [codes.RESULT_CANCELED_IOC, 'canceled ioc'],
  [codes.RESULT_CANCELED_NO_LIQUIDITY, 'canceled no liquidity'],
  [codes.RESULT_CANCELED_COLLAR, 'canceled collar'],
  [codes.RESULT_CANCELED_FOK, 'canceled fok'],
  [codes.RESULT_CANCELED_SELF_TRADE, 'canceled self trade'],
  [codes.RESULT_CANCELED_BOOK_FULL, 'canceled book full'],
  [codes.RESULT_REFUSED_POST_ONLY, 'refused post only'],
  [codes.RESULT_REFUSED_PRICE_STEP, 'refused price step'],
  [codes.RESULT_REFUSED_PRICE_RANGE, 'refused price range'],
  [codes.RESULT_REFUSED_UNKNOWN, 'refused unknown'],
  [codes.RESULT_REFUSED_DISPLAY, 'refused display'],
]);

const TIMES_IN_FORCE = { day: DAY, gtc: GTC, ioc: IOC, fok: FOK } as const;

/**
 * Plays a session written as a table, one line a command with what must come of it:
 *
 *     1 sell 10 @ 101             => rests 10
 *     2 buy 15 @ 102 ioc          => 1:10@101, canceled ioc 5
 *     replace 1 to 5 @ 101        => ...
 *     cancel 1                    => canceled 5
 *     book                        => bids | asks 1:10@101 in order of priority
 *
 * A new order may add `ioc`, `fok`, `day`, `post`, `by OWNER`, `collar PRICE`, `show LOTS`; without
 * a price it is a market order. An iceberg stands in the book as shown+hidden, 1:3+7@101. Trades are `maker:lots@price`; the number after the outcome is what was left.
 */
export function playSession(table: string, options: MatchingOptions = { priceStepTicks: 1 }): void {
  const lines = table.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  const session = new Session(options);
  const wanted = lines.map((line) => line.replace(/\s+/g, ' '));
  const actual = wanted.map((line) => {
    const command = (line.split(' =>')[0] ?? '').trim();
    return `${command} => ${session.run(command)}`.trim();
  });
  expect(actual).toEqual(wanted);
}

class Session {
  private readonly engine: MatchingEngine;
  private readonly handles = new Map<number, number>();

  constructor(options: MatchingOptions) {
    this.engine = new MatchingEngine(options);
  }

  run(command: string): string {
    const words = command.split(' ');
    const id = Number(words[1]);
    const handle = this.handles.get(id) ?? -1;
    const outcome = this.dispatch(command, words, id, handle);
    this.engine.checkInvariants();
    return outcome;
  }

  private dispatch(command: string, words: string[], id: number, handle: number): string {
    if (command === 'book') return `${this.side(BUY)} | ${this.side(SELL)}`.trim();
    if (words[0] === 'ahead') return String(this.engine.queueAheadLots(handle, id));
    if (words[0] === 'cancel') {
      const isCanceled = this.engine.cancel(handle, id);
      return isCanceled ? `canceled ${String(this.engine.events.leavesLots)}` : 'refused unknown';
    }
    if (words[0] === 'replace') {
      return this.outcome(this.engine.replace(handle, id, Number(words[5]), Number(words[3])));
    }
    return this.submit(words);
  }

  private submit(words: string[]): string {
    const after = (word: string): number =>
      words.includes(word) ? Number(words[words.indexOf(word) + 1]) : 0;
    const id = Number(words[0]);
    const timeInForce = (['day', 'ioc', 'fok'] as const).find((word) => words.includes(word));
    if (words.includes('show')) return this.submitIceberg(id, words, after);
    const result = this.engine.submit(
      id,
      after('by'),
      words[1] === 'buy' ? BUY : SELL,
      words.includes('@') ? LIMIT : MARKET,
      TIMES_IN_FORCE[timeInForce ?? 'gtc'],
      words.includes('post'),
      after('@'),
      Number(words[2]),
      after('collar'),
    );
    this.handles.set(id, result);
    return this.outcome(result);
  }

  private submitIceberg(id: number, words: string[], after: (word: string) => number): string {
    const result = this.engine.submitIceberg({
      orderId: id,
      owner: after('by'),
      side: words[1] === 'buy' ? BUY : SELL,
      postOnly: words.includes('post'),
      priceTicks: after('@'),
      qtyLots: Number(words[2]),
      displayLots: after('show'),
      ...(words.includes('left') ? { shownLots: after('left') } : {}),
    });
    this.handles.set(id, result);
    return this.outcome(result);
  }

  private outcome(result: number): string {
    const { events } = this.engine;
    const parts: string[] = [];
    for (let index = 0; index < events.count; index += 1) {
      const lots = String(events.qtyLots[index]);
      parts.push(
        `${String(events.makerOrderId[index])}:${lots}@${String(events.priceTicks[index])}`,
      );
    }
    const word = result >= 0 ? 'rests' : (OUTCOMES.get(result) ?? String(result));
    const left = String(events.leavesLots);
    parts.push(result === codes.RESULT_DONE || codes.isRefused(result) ? word : `${word} ${left}`);
    return parts.join(', ');
  }

  private side(side: SideCode): string {
    const orders: string[] = [];
    this.engine.visitOrders(side, (orderId, _owner, priceTicks, leavesLots, hiddenLots, slice) => {
      const shown = String(leavesLots - hiddenLots);
      const lots = slice > 0 ? `${shown}+${String(hiddenLots)}` : shown;
      orders.push(`${String(orderId)}:${lots}@${String(priceTicks)}`);
    });
    return orders.join(' ');
  }
}
