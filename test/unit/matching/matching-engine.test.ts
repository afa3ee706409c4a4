import { describe, test } from 'vitest';
import { playSession } from './session-table.ts';

describe('limit orders', () => {
  test('rest in order of price, then of arrival', () => {
    playSession(`
      1 buy 10 @ 99       => rests 10
      2 buy 20 @ 100      => rests 20
      3 buy 30 @ 99       => rests 30
      4 sell 40 @ 102     => rests 40
      5 sell 50 @ 101 day => rests 50
      book                => 2:20@100 1:10@99 3:30@99 | 5:50@101 4:40@102
    `);
  });

  test("trade at the maker's price, best price first and first in first, and rest what is left", () => {
    playSession(`
      1 sell 10 @ 102 => rests 10
      2 sell 10 @ 101 => rests 10
      3 sell 10 @ 101 => rests 10
      4 buy 35 @ 102  => 2:10@101, 3:10@101, 1:10@102, rests 5
      book            => 4:5@102 |
    `);
  });

  test('leave a maker in its place with what a trade has left of it', () => {
    playSession(`
      1 buy 10 @ 100  => rests 10
      2 buy 10 @ 100  => rests 10
      3 sell 4 @ 99   => 1:4@100, done
      4 sell 8 @ 100  => 1:6@100, 2:2@100, done
      book            => 2:8@100 |
    `);
  });

  test('do not trade beyond their price', () => {
    playSession(`
      1 sell 10 @ 101 => rests 10
      2 sell 10 @ 103 => rests 10
      3 buy 15 @ 102  => 1:10@101, rests 5
      book            => 3:5@102 | 2:10@103
    `);
  });
});

describe('market orders', () => {
  test('take every price they need', () => {
    playSession(`
      1 buy 10 @ 100 => rests 10
      2 buy 10 @ 90  => rests 10
      3 sell 15      => 1:10@100, 2:5@90, done
      book           => 2:5@90 |
    `);
  });

  test('are cancelled for what the book does not have', () => {
    playSession(`
      1 sell 10 @ 101 => rests 10
      2 buy 15        => 1:10@101, canceled no liquidity 5
      3 buy 1         => canceled no liquidity 1
      book            => |
    `);
  });

  test('stop at their collar on either side, which may lie between two prices', () => {
    playSession(
      `
      1 sell 10 @ 1010          => rests 10
      2 sell 10 @ 1020          => rests 10
      3 buy 15 collar 1019      => 1:10@1010, canceled collar 5
      4 buy 10 @ 1000           => rests 10
      5 buy 10 @ 990            => rests 10
      6 sell 15 collar 991      => 4:10@1000, canceled collar 5
      7 sell 15 collar 990      => 5:10@990, canceled no liquidity 5
      8 buy 4 collar 1020       => 2:4@1020, done
      9 buy 4 collar 99         => canceled collar 4
      10 buy 4 collar 9999999   => 2:4@1020, done
    `,
      { priceStepTicks: 10 },
    );
  });

  test('fill or kill within their collar', () => {
    playSession(`
      1 sell 10 @ 101          => rests 10
      2 sell 10 @ 102          => rests 10
      3 buy 15 fok collar 101  => canceled fok 15
      4 buy 21 fok             => canceled fok 21
      5 buy 15 fok collar 102  => 1:10@101, 2:5@102, done
    `);
  });

  test('are refused as post-only, since they can only take', () => {
    playSession(`
      1 buy 15 post => refused post only
      book          => |
    `);
  });
});

describe('times in force', () => {
  test('ioc trades what it can within its price and cancels the rest', () => {
    playSession(`
      1 sell 10 @ 101      => rests 10
      2 sell 10 @ 103      => rests 10
      3 buy 15 @ 102 ioc   => 1:10@101, canceled ioc 5
      4 buy 10 @ 103 ioc   => 2:10@103, done
      5 sell 10 @ 50 ioc   => canceled ioc 10
      book                 => |
    `);
  });

  test('fok trades completely or not at all', () => {
    playSession(`
      1 buy 10 @ 100       => rests 10
      2 buy 10 @ 99        => rests 10
      3 buy 10 @ 98        => rests 10
      4 sell 21 @ 99 fok   => canceled fok 21
      book                 => 1:10@100 2:10@99 3:10@98 |
      5 sell 20 @ 99 fok   => 1:10@100, 2:10@99, done
      6 sell 11 @ 1 fok    => canceled fok 11
      7 sell 10 @ 1 fok    => 3:10@98, done
    `);
  });

  test('an immediate order may be priced beyond any window', () => {
    playSession(`
      1 sell 10 @ 101               => rests 10
      2 buy 5 @ 9000000000000 ioc   => 1:5@101, done
      3 buy 5 @ 9000000000000 fok   => 1:5@101, done
    `);
  });
});

describe('post-only orders', () => {
  test('rest when they do not cross and are refused when they would', () => {
    playSession(`
      1 sell 10 @ 101       => rests 10
      2 buy 5 @ 101 post    => refused post only
      3 buy 5 @ 100 post    => rests 5
      4 sell 5 @ 100 post   => refused post only
      5 sell 5 @ 100        => 3:5@100, done
      6 buy 5 @ 101 ioc post => refused post only
      7 buy 5 @ 100 ioc post => canceled ioc 5
      book                  => | 1:10@101
    `);
  });

  test('stay post-only when they are replaced', () => {
    playSession(`
      1 sell 10 @ 101         => rests 10
      2 buy 5 @ 99 post       => rests 5
      replace 2 to 5 @ 101    => refused post only
      book                    => 2:5@99 | 1:10@101
      replace 2 to 7 @ 100    => rests 7
      book                    => 2:7@100 | 1:10@101
    `);
  });
});

describe('cancel', () => {
  test('takes orders out at the head, in the middle and at the end of a queue', () => {
    playSession(`
      1 buy 1 @ 100  => rests 1
      2 buy 2 @ 100  => rests 2
      3 buy 3 @ 100  => rests 3
      4 buy 4 @ 100  => rests 4
      cancel 2       => canceled 2
      cancel 1       => canceled 1
      cancel 4       => canceled 4
      book           => 3:3@100 |
      cancel 3       => canceled 3
      book           => |
    `);
  });

  test('refuses what no longer rests, also when another order has its slot now', () => {
    playSession(`
      1 buy 1 @ 100         => rests 1
      cancel 1              => canceled 1
      2 buy 2 @ 100         => rests 2
      cancel 1              => refused unknown
      replace 1 to 1 @ 101  => refused unknown
      ahead 1               => -1
      cancel 9              => refused unknown
      3 sell 2 @ 100        => 2:2@100, done
      cancel 2              => refused unknown
      cancel 3              => refused unknown
    `);
  });

  test('finds the next best price however far it is', () => {
    playSession(`
      1 buy 1 @ 100000  => rests 1
      2 buy 1 @ 1       => rests 1
      3 sell 1 @ 100001 => rests 1
      4 sell 1 @ 400000 => rests 1
      cancel 1          => canceled 1
      cancel 3          => canceled 1
      5 sell 1 @ 2      => rests 1
      6 buy 3           => 5:1@2, 4:1@400000, canceled no liquidity 1
      7 sell 2          => 2:1@1, canceled no liquidity 1
    `);
  });
});
