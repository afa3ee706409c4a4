/** The pages in docs/export-profiles against the code: columns, version, example. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ExportProfile } from '../../../engine/contract/export-profiles.ts';
import type { RowMaker } from '../../../engine/csv/csv-export.ts';
import { csvRow } from '../../../engine/csv/csv-row.ts';
import { FILLS_PROFILE_VERSION, fillsProfile } from '../../../engine/csv/fills-profile.ts';
import { FORM8949_PROFILE_VERSION, form8949Profile } from '../../../engine/csv/form8949-profile.ts';
import { ORDERS_PROFILE_VERSION, ordersProfile } from '../../../engine/csv/orders-profile.ts';
import {
  ROUND_TRIPS_PROFILE_VERSION,
  roundTripsProfile,
} from '../../../engine/csv/round-trips-profile.ts';
import { TRADELOG_PROFILE_VERSION, tradelogProfile } from '../../../engine/csv/tradelog-profile.ts';
import { clientOrderId, orderId } from '../../../engine/domain/ids.ts';
import { priceTicks, qtyLots } from '../../../engine/domain/price.ts';
import { rowTerms } from '../../support/export-selection.ts';
import { AAPL, FILLED_ORDER, fillWith } from '../../support/sample-fill.ts';

const TERMS = rowTerms([AAPL]);

/** Two purchases, a sale that turns the position, what covers it, and a purchase that makes a wash sale. */
const TRADES = [
  { side: 'buy', qty: 100, ticks: 1_872_500, at: '2026-03-04T15:02:11.004Z', feeMicros: 350_000 },
  { side: 'buy', qty: 50, ticks: 1_880_000, at: '2026-03-05T16:30:00.250Z', feeMicros: 180_000 },
  {
    side: 'sell',
    qty: 200,
    ticks: 1_865_000,
    at: '2026-03-06T15:45:30.500Z',
    feeMicros: 1_530_000,
  },
  { side: 'buy', qty: 50, ticks: 1_851_000, at: '2026-03-06T19:59:59.999Z', feeMicros: 180_000 },
  { side: 'buy', qty: 120, ticks: 1_840_000, at: '2026-03-10T14:00:00.000Z', feeMicros: 420_000 },
  { side: 'sell', qty: 120, ticks: 1_900_000, at: '2026-05-04T18:20:07.890Z', feeMicros: 950_000 },
] as const;
const FILLS = TRADES.map((trade, i) => fillWith({ id: i + 1, tag: 'swing, 2nd', ...trade }));

const ORDERS = [
  FILLED_ORDER,
  {
    ...FILLED_ORDER,
    orderId: orderId(18),
    clientOrderId: clientOrderId('t-2'),
    type: 'trailing_stop',
    side: 'sell',
    limitPriceTicks: null,
    stopPriceTicks: priceTicks(1_853_500),
    hwmTicks: priceTicks(1_872_200),
    trailBasisPoints: 100,
    status: 'new',
    tag: '',
    cumQtyLots: qtyLots(0),
    leavesQtyLots: qtyLots(100),
    cumTickLots: 0,
  },
] as const;

interface Documented {
  readonly version: number;
  readonly columns: readonly string[];
  /** The lines of the example. */
  readonly example: string;
}

function documented<Source>(
  version: number,
  maker: RowMaker<Source>,
  sample: readonly Source[],
): Documented {
  const rows = [maker.columns, ...maker.rows(sample), ...maker.rest()];
  return { version, columns: maker.columns, example: rows.map(csvRow).join('') };
}

const PROFILES: Readonly<Record<ExportProfile, Documented>> = {
  fills: documented(FILLS_PROFILE_VERSION, fillsProfile(TERMS), FILLS),
  orders: documented(ORDERS_PROFILE_VERSION, ordersProfile(TERMS), ORDERS),
  round_trips: documented(ROUND_TRIPS_PROFILE_VERSION, roundTripsProfile(TERMS, null), FILLS),
  form8949: documented(FORM8949_PROFILE_VERSION, form8949Profile(TERMS), FILLS),
  tradelog: documented(TRADELOG_PROFILE_VERSION, tradelogProfile(TERMS), FILLS),
};

describe.each(Object.entries(PROFILES))('the page of %s', (name, { version, columns, example }) => {
  const page = readFileSync(
    new URL(`../../../docs/export-profiles/${name}.md`, import.meta.url),
    'utf8',
  );

  test('names the version', () => {
    expect(page.split('\n')[0]).toBe(`# Export profile \`${name}\`, version ${String(version)}`);
  });

  test('has the columns, in their order', () => {
    const named = [...page.matchAll(/^\| `([\w/]+)`/gm)].map((match) => match[1]);
    expect(named).toStrictEqual([...columns]);
  });

  test('has the example as the program writes it', () => {
    const shown = /```csv\n([^`]*)```/.exec(page)?.[1];
    expect(shown).toBe(example.replaceAll('\r\n', '\n'));
  });
});
