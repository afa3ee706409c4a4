/** Whether what a store says of the account is what its own events and fills come to. */
import type { Instrument } from '../../domain/instrument.ts';
import type { Connection } from '../database.ts';

const GAPS = `
  SELECT coalesce(max(seq), 0) AS last, count(*) AS events FROM order_events`;
/** Fills of each symbol against its position; both ways round, so that neither side is missed. */
const QUANTITIES = `
  SELECT symbol, sum(bought) - sum(sold) AS folded,
    (SELECT qty_lots FROM positions p WHERE p.symbol = f.symbol) AS held
  FROM (
    SELECT symbol, CASE side WHEN 'buy' THEN last_qty_lots ELSE 0 END AS bought,
      CASE side WHEN 'buy' THEN 0 ELSE last_qty_lots END AS sold
    FROM trades
  ) f GROUP BY symbol`;
const STRAY = `
  SELECT symbol FROM positions p
  WHERE qty_lots <> 0 AND NOT EXISTS (SELECT 1 FROM trades t WHERE t.symbol = p.symbol)`;
const CASH = `SELECT start_cash_micros AS start, cash_micros AS cash FROM account WHERE id = 1`;
const FLOWS = 'SELECT symbol, side, gross_micros AS gross, fee_micros AS fee FROM trades';

/** What is wrong, one sentence each; nothing when all of it agrees. Reads every fill. */
export function checkFold(db: Connection, instruments: readonly Instrument[]): string[] {
  return [...gaps(db), ...quantities(db), ...cash(db, instruments)];
}

function gaps(db: Connection): string[] {
  const row = db.prepare<[], { last: number; events: number }>(GAPS).get();
  const missing = (row?.last ?? 0) - (row?.events ?? 0);
  return missing === 0 ? [] : [`${missing} events are missing from the stream of events`];
}

function quantities(db: Connection): string[] {
  const rows = db
    .prepare<[], { symbol: string; folded: number; held: number | null }>(QUANTITIES)
    .all();
  const wrong = rows.filter(({ folded, held }) => folded !== (held ?? 0));
  const strays = db.prepare<[], { symbol: string }>(STRAY).all();
  return [
    ...wrong.map(
      ({ symbol, folded, held }) =>
        `the position in ${symbol} is ${held ?? 0} lots, its fills come to ${folded}`,
    ),
    ...strays.map(({ symbol }) => `the position in ${symbol} has no fills`),
  ];
}

/** Only where every symbol is known: what is traded on margin alone moves no cash but its result. */
function cash(db: Connection, instruments: readonly Instrument[]): string[] {
  const paid = new Set(
    instruments.filter(({ assetClass }) => assetClass !== 'future').map(({ symbol }) => symbol),
  );
  const account = db.prepare<[], { start: number; cash: number }>(CASH).get();
  if (account === undefined) return ['there is no account'];
  // Big integers: a sum over millions of fills can pass 2^53 on its way.
  let folded = BigInt(account.start);
  const flows = db.prepare<[], { symbol: string; side: string; gross: number; fee: number }>(FLOWS);
  for (const { symbol, side, gross, fee } of flows.iterate()) {
    if (!paid.has(symbol)) return [];
    folded += BigInt(side === 'buy' ? -gross : gross) - BigInt(fee);
  }
  if (folded === BigInt(account.cash)) return [];
  return [`cash is ${account.cash} micros, the fills come to ${folded}`];
}
