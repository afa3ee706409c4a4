import { expect, test } from 'vitest';
import {
  VOLUME_PRICES_MAX,
  VolumeAtPrice,
} from '../../../../renderer/panels/depth-ladder/volume-at-price.ts';
import { dollars, trade } from '../market-samples.ts';

test('volume adds up by price, and a repeated print counts once', () => {
  const volume = new VolumeAtPrice();
  volume.add([trade(1, 100, 50), trade(2, 101, 70)]);
  volume.add([trade(1, 100, 50), trade(2, 101, 70), trade(3, 100, 5)]);
  expect(volume.at(dollars(100))).toBe(55);
  expect(volume.at(dollars(101))).toBe(70);
  expect(volume.at(dollars(102))).toBe(0);
});

test('volume forgets the prices farthest from the market when there are too many', () => {
  const volume = new VolumeAtPrice();
  const prints = Array.from({ length: VOLUME_PRICES_MAX + 1 }, (_, i) =>
    trade(i + 1, 10 + i / 100),
  );
  volume.add(prints);
  expect(volume.at(dollars(10))).toBe(0);
  expect(volume.at(prints.at(-1)?.priceTicks ?? 0)).toBe(100);
});

test('volume of another run of the engine counts from its first print', () => {
  const volume = new VolumeAtPrice();
  volume.add([trade(9, 100)]);
  volume.clear();
  volume.add([trade(1, 100, 7)]);
  expect(volume.at(dollars(100))).toBe(7);
});
