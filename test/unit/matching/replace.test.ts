import { describe, test } from 'vitest';
import { playSession } from './session-table.ts';

describe('replace', () => {
  test('keeps the place in the queue when the quantity goes down at the same price', () => {
    playSession(`
      1 buy 10 @ 100        => rests 10
      2 buy 10 @ 100        => rests 10
      replace 1 to 4 @ 100  => rests 4
      replace 1 to 4 @ 100  => rests 4
      book                  => 1:4@100 2:10@100 |
      ahead 2               => 4
    `);
  });

  test('loses the place when the quantity goes up', () => {
    playSession(`
      1 buy 10 @ 100         => rests 10
      2 buy 10 @ 100         => rests 10
      replace 1 to 11 @ 100  => rests 11
      book                   => 2:10@100 1:11@100 |
      ahead 1                => 10
    `);
  });

  test('loses the place when the price changes, also when it comes back', () => {
    playSession(`
      1 sell 10 @ 100        => rests 10
      2 sell 10 @ 100        => rests 10
      replace 1 to 10 @ 101  => rests 10
      book                   => | 2:10@100 1:10@101
      replace 1 to 10 @ 100  => rests 10
      book                   => | 2:10@100 1:10@100
    `);
  });

  test('always goes to the back where decreases do not keep their place', () => {
    playSession(
      `
      1 buy 10 @ 100        => rests 10
      2 buy 10 @ 100        => rests 10
      replace 1 to 4 @ 100  => rests 4
      book                  => 2:10@100 1:4@100 |
    `,
      { priceStepTicks: 1, keepPlaceOnDecrease: false },
    );
  });

  test('trades as taker when the new price crosses, and rests what is left', () => {
    playSession(`
      1 sell 10 @ 102        => rests 10
      2 sell 10 @ 103        => rests 10
      3 buy 5 @ 100          => rests 5
      replace 3 to 15 @ 102  => 1:10@102, rests 5
      book                   => 3:5@102 | 2:10@103
      replace 3 to 5 @ 103   => 2:5@103, done
      cancel 3               => refused unknown
      book                   => | 2:5@103
    `);
  });

  test('leaves the order as it was when it is refused', () => {
    playSession(
      `
      1 buy 10 @ 100               => rests 10
      2 sell 10 @ 110              => rests 10
      replace 1 to 4 @ 105         => refused price step
      replace 1 to 4 @ 0           => refused price step
      replace 1 to 4 @ 90000000000 => refused price range
      book                         => 1:10@100 | 2:10@110
    `,
      { priceStepTicks: 10 },
    );
  });

  test('cancels the order when it reaches another of its owner', () => {
    playSession(`
      1 sell 10 @ 101 by 2        => rests 10
      2 sell 10 @ 102 by 1        => rests 10
      3 buy 20 @ 100 by 1         => rests 20
      replace 3 to 20 @ 102       => 1:10@101, canceled self trade 10
      book                        => | 2:10@102
    `);
  });
});

describe('self-trade prevention', () => {
  test('cancels the rest of the incoming order after its trades with others', () => {
    playSession(`
      1 sell 10 @ 101 by 2   => rests 10
      2 sell 10 @ 101 by 1   => rests 10
      3 sell 10 @ 101 by 2   => rests 10
      4 buy 25 @ 101 by 1    => 1:10@101, canceled self trade 15
      book                   => | 2:10@101 3:10@101
    `);
  });

  test('holds for market, ioc and fok orders', () => {
    playSession(`
      1 buy 10 @ 100 by 2        => rests 10
      2 buy 10 @ 99 by 1         => rests 10
      3 sell 15 @ 99 fok by 1    => canceled fok 15
      4 sell 5 fok by 1          => 1:5@100, done
      5 sell 15 @ 90 ioc by 1    => 1:5@100, canceled self trade 10
      6 sell 15 by 1             => canceled self trade 15
      book                       => 2:10@99 |
    `);
  });

  test('does not concern an order that is filled before it reaches its own', () => {
    playSession(`
      1 buy 10 @ 100 by 2   => rests 10
      2 buy 10 @ 100 by 1   => rests 10
      3 sell 10 @ 100 by 1  => 1:10@100, done
    `);
  });

  test('knows no owner in the house', () => {
    playSession(`
      1 buy 10 @ 100   => rests 10
      2 sell 10 @ 100  => 1:10@100, done
    `);
  });

  test('tells the owner of a post-only order', () => {
    playSession(`
      1 buy 10 @ 100 post by 1073741823   => rests 10
      2 sell 10 @ 100 by 1073741823       => canceled self trade 10
    `);
  });
});
