import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bar } from '../../../engine/domain/bar.ts';
import { PastWriter } from '../../../engine/host/past-writer.ts';
import type { Journal, JournalWrite } from '../../../engine/ports.ts';

type BarsWrite = Extract<JournalWrite, { kind: 'bars' }>;

const bars = (count: number): Bar[] =>
  // Only the start tells the bars apart here.
  Array.from({ length: count }, (_, i) => ({ startUs: i }) as Bar);

class SlowJournal implements Journal {
  readonly appended: BarsWrite[] = [];
  waiting = 0;
  problem: string | null = null;
  append(writes: readonly JournalWrite[]): number {
    for (const write of writes) if (write.kind === 'bars') this.appended.push(write);
    return this.appended.length;
  }
  queue() {
    return { length: this.waiting, bound: 10 };
  }
  onCommitted() {
    throw new Error('not used');
  }
  onFailed() {
    throw new Error('not used');
  }
  trouble() {
    return this.problem;
  }
  onWritable() {
    throw new Error('not used');
  }
  flush() {
    return Promise.resolve();
  }
}

describe('the past of a new store', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is stored newest first, days before minutes, and completely', () => {
    const journal = new SlowJournal();
    const writer = new PastWriter(journal, [
      { kind: 'bars', symbol: 'AAPL', timeframe: '1m', bars: bars(600) },
      { kind: 'bars', symbol: 'AAPL', timeframe: '1d', bars: bars(250) },
      { kind: 'bars', symbol: 'F', timeframe: '1m', bars: bars(100) },
    ]);
    writer.start();
    vi.runAllTimers();
    const order = journal.appended.map((write) => [
      write.symbol,
      write.timeframe,
      write.bars[0]?.startUs,
      write.bars.length,
    ]);
    expect(order).toEqual([
      ['AAPL', '1d', 0, 250],
      ['AAPL', '1m', 350, 250],
      ['F', '1m', 0, 100],
      ['AAPL', '1m', 100, 250],
      ['AAPL', '1m', 0, 100],
    ]);
  });

  it('waits while orders wait for the disk, or nothing can be written', () => {
    const journal = new SlowJournal();
    journal.waiting = 1;
    const writer = new PastWriter(journal, [
      { kind: 'bars', symbol: 'AAPL', timeframe: '1m', bars: bars(1) },
    ]);
    writer.start();
    vi.advanceTimersByTime(10_000);
    expect(journal.appended).toHaveLength(0);
    journal.waiting = 0;
    journal.problem = 'disk full';
    vi.advanceTimersByTime(10_000);
    expect(journal.appended).toHaveLength(0);
    journal.problem = null;
    vi.runAllTimers();
    expect(journal.appended).toHaveLength(1);
  });
});
