import { describe, expect, test, vi } from 'vitest';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { BookMarket } from '../../../engine/replay/book-market.ts';
import { CATALOGUE } from '../../../engine/simulator/catalogue.ts';
import { Random } from '../../../engine/simulator/random.ts';
import { HouseOrders } from '../../../engine/simulator/traders/house-orders.ts';
import { MomentumTraders } from '../../../engine/simulator/traders/momentum-traders.ts';
import { Takers } from '../../../engine/simulator/traders/takers.ts';

const [SPEC] = CATALOGUE;
const START_STEP = 26_840;

/** Lets the quotes move by `stepsPerEvent` and says who has taken what in a thousand chances. */
function taken(stepsPerEvent: number, jumps = false): { buys: number; sells: number } {
  if (SPEC === undefined) throw new Error('the catalogue is empty');
  const market = new BookMarket([SPEC.instrument], [SPEC.startPriceTicks], () => undefined);
  const take = vi.spyOn(market, 'take');
  const orders = new HouseOrders(SPEC, 0, SPEC.startPriceTicks, new Random(5));
  const momentum = new MomentumTraders(orders, new Takers(orders));
  const { view } = orders;
  for (let event = 0; event < 1_000; event += 1) {
    view.bid = START_STEP + Math.round(event * stepsPerEvent);
    view.ask = view.bid + 1;
    if (jumps) momentum.forget((view.bid + view.ask) / 2);
    momentum.watch();
    momentum.follow(market);
  }
  const on = (side: number) => take.mock.calls.filter((call) => call[1] === side).length;
  return { buys: on(BUY), sells: on(SELL) };
}

describe('momentum traders', () => {
  test('buy what rises and sell what falls', () => {
    const [rise, fall] = [taken(0.05), taken(-0.05)];
    expect(rise.buys).toBeGreaterThan(100);
    expect(rise.sells).toBe(0);
    expect(fall.sells).toBeGreaterThan(100);
    expect(fall.buys).toBe(0);
  });

  test('leave a market alone that stands still, and see no trend in a jump', () => {
    expect(taken(0)).toEqual({ buys: 0, sells: 0 });
    expect(taken(0.05, true)).toEqual({ buys: 0, sells: 0 });
  });
});
