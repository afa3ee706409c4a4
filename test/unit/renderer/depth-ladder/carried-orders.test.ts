import { expect, it } from 'vitest';
import { CarriedOrders } from '../../../../renderer/panels/depth-ladder/carried-orders.ts';

const FROM = { column: 'own-buy', priceTicks: 100 } as const;
const TO = { column: 'own-buy', priceTicks: 101 } as const;
const [MINE, OTHER] = [1, 2];

it('are on their way to their cell until the change is answered, and to no other', () => {
  const changing = new Set([MINE]);
  const carried = new CarriedOrders((id) => changing.has(id));
  carried.begin(TO, [MINE]);
  expect(carried.underWayTo(TO)).toEqual([MINE]);
  expect(carried.underWayTo(FROM)).toEqual([]);
  expect(carried.underWayTo({ ...TO, column: 'bid' })).toEqual([]);
  changing.clear();
  expect(carried.underWayTo(TO)).toEqual([]);
});

it('leave the other orders of a level behind', () => {
  const carried = new CarriedOrders(() => false);
  expect(carried.inHand(TO, [MINE, OTHER])).toEqual([MINE, OTHER]);
  carried.begin(TO, [MINE]);
  expect(carried.inHand(TO, [MINE, OTHER])).toEqual([MINE]);
  expect(carried.inHand(FROM, [OTHER])).toEqual([OTHER]);
});

it('are those of the cell again when they are not there, or the cell has gone elsewhere', () => {
  const carried = new CarriedOrders(() => true);
  carried.begin(TO, [MINE]);
  expect(carried.inHand(TO, [OTHER])).toEqual([OTHER]);
  carried.end();
  expect(carried.underWayTo(TO)).toEqual([]);
  expect(carried.inHand(TO, [MINE, OTHER])).toEqual([MINE, OTHER]);
});
