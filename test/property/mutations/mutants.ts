/** A rule of the matching layer, broken on purpose by replacing text that occurs once in a file. */
export interface Mutant {
  /** What the broken engine does. */
  readonly name: string;
  /** Path below engine/. */
  readonly file: string;
  readonly edits: readonly (readonly [from: string, to: string])[];
}

function mutant(name: string, file: string, ...edits: Mutant['edits']): Mutant {
  return { name, file, edits };
}

const BOOK: readonly Mutant[] = [
  mutant('the last in trades first', 'matching/taker.ts', [
    'const owner = events.takerOwner;\n    let slot = book.ladder.heads[level] ?? -1;',
    'const owner = events.takerOwner;\n    let slot = book.ladder.tails[level] ?? -1;',
  ]),
  mutant('a new order goes to the front of its level', 'book/order-book.ts', [
    `      const last = ladder.tails[level] ?? NIL;
      pool.nexts[last] = slot;
      pool.previous[slot] = last;
    }
    ladder.tails[level] = slot;`,
    `      const first = ladder.heads[level] ?? NIL;
      pool.previous[first] = slot;
      pool.previous[slot] = NIL;
      ladder.heads[level] = slot;
      ladder.counts[level] = count + 1;
      ladder.lots[level] = (ladder.lots[level] ?? 0) + leavesLots;
      pool.leavesLots[slot] = leavesLots;
      pool.nexts[slot] = first;
      pool.levels[slot] = level;
      return;
    }
    ladder.tails[level] = slot;`,
  ]),
  mutant('the best bid moves to the wrong side', 'book/price-ladder.ts', [
    'this.bestBid = this.occupied.below(level)',
    'this.bestBid = this.occupied.above(level)',
  ]),
  mutant('the best ask stays on an empty level', 'book/price-ladder.ts', [
    'else if (level === this.bestAsk) this.bestAsk = this.occupied.above(level);',
    '',
  ]),
  mutant('a partial fill does not lower its level', 'book/order-book.ts', [
    'pool.leavesLots[slot] = leavesLots;\n    ladder.lots[level] = (ladder.lots[level] ?? 0) - lots;',
    'pool.leavesLots[slot] = leavesLots;',
  ]),
  mutant('a cancel leaves its lots on the level', 'book/order-book.ts', [
    'ladder.lots[level] = (ladder.lots[level] ?? 0) - (pool.leavesLots[slot] ?? 0);',
    '',
  ]),
  mutant('a stale handle touches the next order in its slot', 'book/order-pool.ts', [
    'orderId > 0 && this.orderIds[slot] === orderId',
    'orderId > 0 && this.orderIds[slot] !== 0',
  ]),
  mutant('orders keep their old levels when the window moves', 'book/order-book.ts', [
    'pool.levels[slot] = level;\n      }',
    '}',
  ]),
];

const TAKERS: readonly Mutant[] = [
  mutant('an order trades with its own', 'matching/taker.ts', [
    'if (owner !== 0 && book.ownerOf(slot) === owner) {',
    'if (owner < 0) {',
  ]),
  mutant('the house does not trade with the house', 'matching/taker.ts', [
    'if (owner !== 0 && book.ownerOf(slot) === owner) {',
    'if (book.ownerOf(slot) === owner) {',
  ]),
  mutant('an order does not trade at its limit itself', 'matching/taker.ts', [
    'ladder.bestAsk <= limit &&',
    'ladder.bestAsk < limit &&',
  ]),
  mutant('an order trades one level beyond its limit', 'matching/taker.ts', [
    'ladder.bestBid >= limit &&',
    'ladder.bestBid >= limit - 1 &&',
  ]),
  mutant('a level but the first trades at the best price', 'matching/taker.ts', [
    'events.priceTicks[index] = priceTicks;',
    'events.priceTicks[index] = index === 0 ? priceTicks : (events.priceTicks[0] ?? 0);',
  ]),
  mutant('an ioc order rests', 'matching/matching-engine.ts', [
    'if (timeInForce > GTC) return',
    'if (timeInForce === FOK) return',
  ]),
  mutant('a fok limit order fills partly', 'matching/matching-engine.ts', [
    `if (timeInForce === FOK && !this.taker.isFillable(side, limit)) return RESULT_CANCELED_FOK;
    this.taker.trade(side, limit);
    if (this.events.leavesLots === 0) return RESULT_DONE;
    return`,
    `this.taker.trade(side, limit);
    if (this.events.leavesLots === 0) return RESULT_DONE;
    return`,
  ]),
  mutant('a fok order counts what lies behind an own one', 'matching/taker.ts', [
    'if (owner !== 0 && book.ownerOf(slot) === owner) return lots;',
    '',
  ]),
  mutant('a fok order that fits exactly is cancelled', 'matching/taker.ts', [
    'return missing <= 0;\n  }',
    'return missing < 0;\n  }',
  ]),
  mutant('a collar lets one level too many through', 'matching/matching-engine.ts', [
    'limit = this.limitLevel(side, collarTicks);',
    'limit = this.limitLevel(side, collarTicks) + (side === BUY ? 1 : -1);',
  ]),
  mutant('a limit of a sale between two prices is rounded down', 'matching/matching-engine.ts', [
    'ladder.ceilLevel(priceTicks)',
    'Math.max(0, ladder.floorLevel(priceTicks))',
  ]),
  mutant('a post-only order takes', 'matching/matching-engine.ts', [
    'if (postOnly) return RESULT_REFUSED_POST_ONLY;\n      this.taker',
    'this.taker',
  ]),
];

const REPLACES: readonly Mutant[] = [
  mutant('a replaced post-only order takes', 'matching/matching-engine.ts', [
    'if (isCrossing && book.isPostOnly(handle)) return RESULT_REFUSED_POST_ONLY;',
    '',
  ]),
  mutant(
    'an increase keeps its place',
    'matching/matching-engine.ts',
    ['levelBefore && surplusLots >= 0 && displayLots', 'levelBefore && displayLots'],
    ['else if (surplusLots > 0) book', 'else if (surplusLots !== 0) book'],
  ),
  mutant('a decrease goes to the back', 'matching/matching-engine.ts', [
    'this.keepPlaceOnDecrease && isInPlace',
    '!this.keepPlaceOnDecrease && isInPlace',
  ]),
  mutant('a replace does not trade', 'matching/matching-engine.ts', [
    'if (isCrossing) this.taker.trade(side, level);',
    '',
  ]),
  mutant('a replaced order forgets its owner', 'matching/matching-engine.ts', [
    'this.events.takerOwner = book.ownerOf(handle);',
    '',
  ]),
];

const ICEBERGS: readonly Mutant[] = [
  mutant(
    'a new slice keeps its place',
    'book/iceberg.ts',
    ['  book.unlink(slot);\n', ''],
    [
      'book.link(slot, side, level, sliceLots);',
      `ladder.lots[level] = (ladder.lots[level] ?? 0) - book.leavesOf(slot) + sliceLots;
  book.pool.leavesLots[slot] = sliceLots;`,
    ],
  ),
  mutant('depth shows what is hidden', 'book/iceberg.ts', [
    'if (hiddenLots > 0) book.reduce(slot, hiddenLots);',
    '',
  ]),
  mutant('the second slice shows all that is left', 'book/iceberg.ts', [
    'Math.min(displayLots, hiddenLots, roomLots)',
    'Math.min(hiddenLots, roomLots)',
  ]),
  mutant('what is hidden is lost with the first slice', 'book/iceberg.ts', [
    'if (hiddenLots === 0) {',
    'if (hiddenLots >= 0) {',
  ]),
  mutant('a decrease takes from the slice first', 'book/iceberg.ts', [
    'const fromHidden = Math.min(hiddenLots, lots);',
    'const fromHidden = Math.max(0, lots - book.leavesOf(slot) + 1);',
  ]),
  mutant('an execution tells what is shown as leaves', 'matching/taker.ts', [
    'shownLots + book.hiddenOf(slot)',
    'shownLots',
  ]),
  mutant('a fok order overlooks what is hidden', 'matching/taker.ts', [
    'return lots + hiddenLots;',
    'return lots;',
  ]),
  mutant('a replaced iceberg shows all it has', 'matching/matching-engine.ts', [
    'if (sliceLots > 0) hideRest(book, handle, sliceLots, sliceLots);',
    '',
  ]),
  mutant('a plain order in the slot of an iceberg is one too', 'book/order-book.ts', [
    'this.icebergs !== null && (this.pool.owners[slot] ?? 0) < 0',
    'this.icebergs !== null && (this.icebergs.displayLots[slot] ?? 0) > 0',
  ]),
];

const STOPS: readonly Mutant[] = [
  mutant('a stop is elected only beyond its price', 'matching/waiting-stops.ts', [
    'ticks >= stopTicks : ticks <= stopTicks',
    'ticks > stopTicks : ticks < stopTicks',
  ]),
  mutant('the later of two stops is elected first', 'matching/stop-heap.ts', [
    'return (entries[a] ?? 0) < (entries[b] ?? 0);',
    'return (entries[a] ?? 0) > (entries[b] ?? 0);',
  ]),
  mutant('the farthest sell stop is elected first', 'matching/stop-heap.ts', [
    'this.side === BUY ? stopA < stopB : stopA > stopB',
    'stopA < stopB',
  ]),
  mutant('a trailing stop moves back', 'matching/trailing-stops.ts', [
    'ticks <= best : ticks >= best',
    'ticks === best : ticks === best',
  ]),
  mutant('a trailing stop is rounded towards the market', 'matching/trail.ts', [
    'Math.floor((hwmTicks - distance) / stepTicks)',
    'Math.ceil((hwmTicks - distance) / stepTicks)',
  ]),
  mutant('a new high is not seen while no stop is near', 'matching/stop-book.ts', [
    'Math.min(buyFrom, trailing.sellHwmLowest + 1)',
    'buyFrom',
  ]),
  mutant('a replaced stop keeps its place', 'matching/waiting-stops.ts', [
    'this.entry += 1;\n    this.pool.entries[slot] = this.entry;\n    this.pool.stopTicks',
    'this.pool.stopTicks',
  ]),
  mutant('a stop at the last price is taken', 'matching/stop-book.ts', [
    'stopTicks > reference : stopTicks < reference',
    'stopTicks >= reference : stopTicks <= reference',
  ]),
  mutant('a cancelled stop leaves the heap in disorder', 'matching/stop-heap.ts', [
    'this.put(place, last);\n    this.moved(last);',
    'this.put(place, last);',
  ]),
];

const AUCTIONS: readonly Mutant[] = [
  mutant('an auction overlooks the imbalance', 'matching/clearing-price.ts', [
    'Math.abs(demand - supply) === leastImbalance',
    'leastImbalance >= 0 || demand < supply',
  ]),
  mutant('an auction overlooks the reference', 'matching/clearing-price.ts', [
    'return Math.max(low, Math.min(reference, high));',
    'return low;',
  ]),
  mutant('an auction overlooks prices between the named ones', 'matching/clearing-price.ts', [
    'put(from, price - step, wanted, supply);',
    '',
  ]),
  mutant('an auction overlooks its band', 'matching/clearing-price.ts', [
    'Math.floor(highTicks / step) * step]',
    'Math.floor(Number.MAX_SAFE_INTEGER / step) * step]',
  ]),
  mutant('a better limit goes before a market order', 'matching/auction-book.ts', [
    'return -Infinity;',
    'return side === BUY ? -priceTicks : priceTicks;',
  ]),
  mutant('an auction order goes before what rests', 'matching/auction-book.ts', [
    'rank(a) === rank(b) ? 0 :',
    'rank(a) === rank(b) ? a.handle - b.handle :',
  ]),
  mutant('one lot that is left is not cancelled', 'matching/auction-book.ts', [
    'leavesLots > 0 ? [',
    'leavesLots > 1 ? [',
  ]),
  mutant('an auction takes an iceberg out with its slice', 'matching/matching-engine.ts', [
    'else if (book.isIceberg(handle)) showNextSlice(book, handle);\n      else book.remove(handle);',
    'else {\n        book.remove(handle);\n        return;\n      }',
  ]),
];

/** Every broken variant; each must fail the model-based checks. */
export const MUTANTS: readonly Mutant[] = [
  ...BOOK,
  ...TAKERS,
  ...REPLACES,
  ...ICEBERGS,
  ...STOPS,
  ...AUCTIONS,
];
