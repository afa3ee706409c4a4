import { describe, expect, test } from 'vitest';
import type { DataMap, ReplyMap, RequestOf } from '../../../../engine/contract/messages.ts';
import type { Bar } from '../../../../engine/domain/bar.ts';
import { BARS_LOADED_MAX } from '../../../../renderer/chart/bar-series.ts';
import { BarFeed } from '../../../../renderer/chart/bar-feed.ts';
import type { BarChange, BarSource, LoadState } from '../../../../renderer/chart/bar-feed.ts';
import { bar } from '../market-samples.ts';

interface Asked {
  readonly body: RequestOf<'bars.history'>;
  readonly answer: (bars: readonly Bar[], more: boolean) => Promise<void>;
  readonly refuse: (problem: string) => Promise<void>;
}

/** An engine whose answers come when the test gives them. */
class ManualSource implements BarSource {
  readonly asked: Asked[] = [];
  readonly live = new Map<string, (data: DataMap['bars']) => void>();
  reset: () => void = () => undefined;

  subscribe(
    channel: { symbol: string; timeframe: string },
    listener: (data: DataMap['bars']) => void,
    onReset: () => void = () => undefined,
  ): () => void {
    const key = `${channel.symbol} ${channel.timeframe}`;
    this.live.set(key, listener);
    this.reset = onReset;
    return () => {
      this.live.delete(key);
    };
  }

  send(body: RequestOf<'bars.history'>): Promise<ReplyMap['bars.history']> {
    return new Promise((resolve, reject) => {
      this.asked.push({
        body,
        answer: async (bars, more) => {
          resolve({ bars, more });
          await Promise.resolve();
        },
        refuse: async (problem) => {
          reject(new Error(problem));
          await Promise.resolve();
        },
      });
    });
  }
}

function makeFeed() {
  const source = new ManualSource();
  const changes: BarChange[] = [];
  const states: LoadState[] = [];
  const feed = new BarFeed(
    source,
    (change) => changes.push(change),
    (state) => states.push(state),
  );
  return { source, changes, states, feed };
}

const settle = async (): Promise<void> => {
  for (let i = 0; i < 4; i += 1) await Promise.resolve();
};

describe('a feed of bars', () => {
  test('draws all anew when the engine tells of a bar before the last two, or one in between', async () => {
    const { source, feed, changes } = makeFeed();
    feed.open('AAPL', '1m');
    await source.asked[0]?.answer([bar(10), bar(20), bar(40), bar(50)], false);
    await settle();
    const live = source.live.get('AAPL 1m');
    live?.({ bars: [bar(10, 90, 1), bar(50, 101, 9)] });
    expect(changes.at(-1)).toEqual({ kind: 'shift', shift: 0 });
    live?.({ bars: [bar(45), bar(50, 102, 9)] });
    expect(changes.at(-1)).toEqual({ kind: 'shift', shift: 0 });
    live?.({ bars: [bar(50, 103, 9), bar(60)] });
    expect(changes.at(-1)).toEqual({ kind: 'tail', index: 4 });
    expect(feed.series.bars.map(({ startUs }) => startUs)).toEqual([10, 20, 40, 45, 50, 60]);
  });

  test('takes a bar that has lost trades, and reads all anew when bars are gone', async () => {
    const { source, feed } = makeFeed();
    feed.open('AAPL', '1m');
    await source.asked[0]?.answer([bar(10), bar(20, 100, 9)], false);
    await settle();
    source.live.get('AAPL 1m')?.({ bars: [bar(20, 99, 3)] });
    expect(feed.series.last).toMatchObject({ trades: 3 });
    source.live.get('AAPL 1m')?.({ bars: [bar(20, 99, 3)], isRewritten: true });
    expect(source.asked).toHaveLength(2);
  });

  test('joins the newest page with the live bars that came before it', async () => {
    const { source, feed } = makeFeed();
    feed.open('AAPL', '1m');
    source.live.get('AAPL 1m')?.({ bars: [bar(30, 101, 9)] });
    await source.asked[0]?.answer([bar(10), bar(20), bar(30, 100, 3)], true);
    await settle();
    expect(feed.series.bars.map(({ startUs }) => startUs)).toEqual([10, 20, 30]);
    expect(feed.series.last?.trades).toBe(9);
    expect(feed.state).toBe('ready');
  });

  test('asks for the page before its first bar and tells how far indexes moved', async () => {
    const { source, feed, changes } = makeFeed();
    feed.open('AAPL', '1m');
    await source.asked[0]?.answer([bar(30), bar(40)], true);
    await settle();
    void feed.loadOlder();
    void feed.loadOlder();
    expect(source.asked).toHaveLength(2);
    expect(source.asked[1]?.body.beforeUs).toBe(30);
    await source.asked[1]?.answer([bar(10), bar(20)], false);
    await settle();
    expect(changes.at(-1)).toEqual({ kind: 'shift', shift: 2 });
    expect(feed.state).toBe('whole');
    void feed.loadOlder();
    expect(source.asked).toHaveLength(2);
  });

  test('drops the answer for a symbol that is no longer charted', async () => {
    const { source, feed } = makeFeed();
    feed.open('AAPL', '1m');
    feed.open('MSFT', '1m');
    await source.asked[0]?.answer([bar(10)], false);
    await settle();
    expect(feed.series.length).toBe(0);
    expect([...source.live.keys()]).toEqual(['MSFT 1m']);
  });

  test('keeps the old bars after a reconnect until the new page is there', async () => {
    const { source, feed } = makeFeed();
    feed.open('AAPL', '1m');
    await source.asked[0]?.answer([bar(10), bar(20)], false);
    await settle();
    source.reset();
    expect(feed.series.length).toBe(2);
    await source.asked[1]?.answer([bar(20), bar(30)], true);
    await settle();
    expect(feed.series.bars.map(({ startUs }) => startUs)).toEqual([20, 30]);
  });

  test('drops bars of a run whose time was a later one, as of a replay that has gone back', async () => {
    const { source, feed } = makeFeed();
    feed.open('AAPL', '1m');
    await source.asked[0]?.answer([bar(10), bar(20), bar(900)], false);
    await settle();
    source.reset();
    source.live.get('AAPL 1m')?.({ bars: [bar(30)] });
    await source.asked[1]?.answer([bar(10), bar(20)], false);
    await settle();
    expect(feed.series.bars.map(({ startUs }) => startUs)).toEqual([10, 20, 30]);
  });

  test('says why bars could not be loaded and tries again when asked', async () => {
    const { source, feed, states } = makeFeed();
    feed.open('AAPL', '1m');
    await source.asked[0]?.refuse('disk is away');
    await settle();
    expect(feed.state).toBe('failed');
    expect(feed.problem).toBe('disk is away');
    feed.retry();
    await source.asked[1]?.answer([bar(10)], false);
    await settle();
    expect(states).toEqual(['loading', 'failed', 'loading', 'whole']);
  });

  test('reports live bars from the first that changed', async () => {
    const { source, feed, changes } = makeFeed();
    feed.open('AAPL', '1m');
    await source.asked[0]?.answer([bar(10), bar(20)], false);
    await settle();
    source.live.get('AAPL 1m')?.({ bars: [bar(20, 100, 2), bar(30)] });
    expect(changes.at(-1)).toEqual({ kind: 'tail', index: 1 });
  });

  test('leaves no subscription behind when it is disposed', () => {
    const { source, feed } = makeFeed();
    feed.open('AAPL', '1m');
    feed.dispose();
    expect(source.live.size).toBe(0);
  });

  test('moves a bounded window over a long history and back, without a hole', async () => {
    const all = Array.from({ length: 3 * BARS_LOADED_MAX }, (_, i) => bar(10 * i));
    const { source, feed, changes } = makeFeed();
    let view = 0;
    const stillAway = (): boolean => feed.isAway;
    const answer = async (): Promise<void> => {
      const asked = source.asked.at(-1);
      if (asked === undefined) throw new Error('nothing was asked');
      const { beforeUs, afterUs, limit } = asked.body;
      const below = beforeUs === null ? all.length : beforeUs / 10;
      const from = afterUs === undefined ? Math.max(0, below - limit) : afterUs / 10 + 1;
      const to = afterUs === undefined ? below : Math.min(all.length, from + limit);
      await asked.answer(all.slice(from, to), afterUs === undefined ? from > 0 : to < all.length);
      await settle();
    };
    const expectWindow = (): void => {
      const { bars } = feed.series;
      const first = (bars[0]?.startUs ?? 0) / 10;
      expect(bars.length).toBeLessThanOrEqual(BARS_LOADED_MAX);
      expect(bars.map(({ startUs }) => startUs)).toEqual(
        all.slice(first, first + bars.length).map(({ startUs }) => startUs),
      );
    };
    feed.open('AAPL', '1m');
    await answer();
    while (feed.state === 'ready') {
      void feed.loadOlder();
      await answer();
      expectWindow();
    }
    expect(feed.series.bars[0]?.startUs).toBe(0);
    expect(stillAway()).toBe(true);
    expect(feed.newest?.startUs).toBe(all.at(-1)?.startUs);
    source.live.get('AAPL 1m')?.({ bars: [bar(10 * all.length)] });
    expect(changes.at(-1)).toEqual({ kind: 'away' });
    expect(feed.newest?.startUs).toBe(10 * all.length);
    for (let i = 0; i < 100 && stillAway(); i += 1) {
      void feed.loadNewer();
      source.live.get('AAPL 1m')?.({ bars: [bar(10 * all.length, 7)] });
      await answer();
      const last = changes.at(-1);
      view += last?.kind === 'shift' ? last.shift : 0;
      if (stillAway()) expectWindow();
    }
    expect(view).toBeLessThan(0);
    expect(feed.series.last?.startUs).toBe(10 * all.length);
    expect(feed.state).toBe('ready');
  });

  test('comes back to the newest bars at once', async () => {
    const { source, feed, changes } = makeFeed();
    feed.open('AAPL', '1m');
    await source.asked[0]?.answer(
      Array.from({ length: BARS_LOADED_MAX }, (_, i) => bar(1_000_000 + i)),
      true,
    );
    await settle();
    void feed.loadOlder();
    await source.asked[1]?.answer([bar(1), bar(2)], true);
    await settle();
    expect(feed.series.last?.startUs).toBe(1_000_000 + BARS_LOADED_MAX - 3);
    void feed.backToNewest();
    await source.asked[2]?.answer([bar(2_000_000)], true);
    await settle();
    expect(feed.isAway).toBe(false);
    expect(feed.series.bars.map(({ startUs }) => startUs)).toEqual([2_000_000]);
    expect(changes.at(-1)).toEqual({ kind: 'reset' });
  });
});
