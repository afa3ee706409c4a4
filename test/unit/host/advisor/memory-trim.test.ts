import { describe, expect, it } from 'vitest';
import { MemoryTrim, collectGarbage } from '../../../../engine/host/advisor/memory-trim.ts';

describe('emptying what can be filled again', () => {
  it('says of how much of each it let go, and what that gave back once it was collected', async () => {
    let heapUsed = 48e6;
    let isCollected = false;
    const held = [
      { what: 'cached orders', trim: () => 12 },
      { what: 'recent fills', trim: () => 0 },
      { what: 'reader caches', trim: () => Promise.resolve(1) },
    ];
    const collect = (): Promise<void> => {
      heapUsed = 44e6;
      isCollected = true;
      return Promise.resolve();
    };
    const memory = () => ({ heapUsed, rss: isCollected ? 190e6 : 210e6 });
    expect(await new MemoryTrim({ held, collect, memory }).run()).toBe(
      'let go of cached orders (12), reader caches (1); heap 48.0 to 44.0 MB; memory 210.0 to 190.0 MB',
    );
  });

  it('goes on where one of them cannot be emptied', async () => {
    let emptied = 0;
    const held = [
      { what: 'reader caches', trim: () => Promise.reject(new Error('the reader has ended')) },
      { what: 'recent events', trim: () => (emptied += 1) },
    ];
    const memory = () => ({ heapUsed: 0, rss: 0 });
    const collect = () => Promise.resolve();
    expect(await new MemoryTrim({ held, collect, memory }).run()).toContain(
      'let go of reader caches (could not be emptied), recent events (1);',
    );
    expect(emptied).toBe(1);
  });

  it('has garbage collected at once', async () => {
    const gone = new WeakRef({ text: 'garbage' });
    await collectGarbage();
    expect(gone.deref()).toBeUndefined();
  });
});
