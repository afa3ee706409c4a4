import type { TripFill } from '../../engine/domain/round-trip.ts';

/** A closed lot of the naive fold, without its fees: open and close execution, quantity, both values. */
export type NaiveLot = readonly [
  open: number,
  close: number,
  qty: bigint,
  cost: bigint,
  got: bigint,
];

export interface NaiveTrip {
  readonly side: 'long' | 'short';
  readonly executions: readonly number[];
  readonly entry: bigint;
  readonly exit: bigint;
  readonly qty: bigint;
  readonly worst: bigint;
  readonly best: bigint;
}

/**
 * Lots and trips of one symbol by cutting every fill where it turns the position, then going over the
 * pieces: lists, big integers, nothing kept. The specification of engine/portfolio/trip-fold.ts.
 */
export function naiveTrips(fills: readonly TripFill[]): { lots: NaiveLot[]; trips: NaiveTrip[] } {
  const lots: NaiveLot[] = [];
  const trips: NaiveTrip[] = [];
  let held = 0n;
  let open: { id: number; qty: bigint; price: bigint }[] = [];
  let pieces: { id: number; signed: bigint; price: bigint }[] = [];
  const add = (id: number, signed: bigint, price: bigint): void => {
    if (signed === 0n) return;
    pieces.push({ id, signed, price });
    let left = signed < 0n ? -signed : signed;
    if (held * signed >= 0n) open.push({ id, qty: left, price });
    else {
      for (const lot of open) {
        const part = lot.qty < left ? lot.qty : left;
        if (part > 0n) lots.push([lot.id, id, part, part * lot.price, part * price]);
        lot.qty -= part;
        left -= part;
      }
      open = open.filter(({ qty }) => qty > 0n);
    }
    held += signed;
    if (held !== 0n) return;
    trips.push(tripOf(pieces));
    pieces = [];
  };
  for (const fill of fills) {
    const signed = BigInt(fill.side === 'buy' ? fill.lastQtyLots : -fill.lastQtyLots);
    const price = BigInt(fill.grossMicros) / BigInt(fill.lastQtyLots);
    const turns = held * signed < 0n && (held + signed) * held < 0n;
    const first = turns ? -held : signed;
    add(fill.executionId, first, price);
    add(fill.executionId, signed - first, price);
  }
  return { lots, trips };
}

function tripOf(pieces: readonly { id: number; signed: bigint; price: bigint }[]): NaiveTrip {
  const way = (pieces[0]?.signed ?? 1n) > 0n ? 1n : -1n;
  const sum = { entry: 0n, exit: 0n, qty: 0n, held: 0n, moved: 0n, worst: 0n, best: 0n };
  for (const { signed, price } of pieces) {
    const made = sum.moved + sum.held * price;
    if (made < sum.worst) sum.worst = made;
    if (made > sum.best) sum.best = made;
    if (signed * way > 0n) {
      sum.entry += signed * way * price;
      sum.qty += signed * way;
    } else sum.exit -= signed * way * price;
    sum.held += signed;
    sum.moved -= signed * price;
  }
  const { entry, exit, qty, worst, best } = sum;
  const executions = pieces.map(({ id }) => id);
  return { side: way > 0n ? 'long' : 'short', executions, entry, exit, qty, worst, best };
}
