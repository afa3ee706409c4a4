/** Frames and long pieces of work of a page, counted beside the terminal's own count of them. */
import type { Page } from 'playwright';

/** A report of the window's, and the range in which its frames were by this count. */
interface FramesOfReport {
  readonly reported: number;
  /** Where frames have been counted for a second without a break: who has just begun has fewer. */
  readonly least: number;
  readonly most: number;
}

/** What a report says beside its frames, and when it was sent. */
interface OtherFigures {
  readonly atMs: number;
  readonly seconds: number;
  readonly heapBytes: number | null;
}

interface Observed {
  /** Milliseconds in long tasks, by this count and by all reports but the first. */
  seenTaskMs: number;
  reportedTaskMs: number;
  readonly frames: FramesOfReport[];
  readonly reports: OtherFigures[];
}

/** The page's own, with what was put there. */
type ObservedWindow = Window & { observed?: Observed };

/** Begins to count, and to read what the page sends to the engine about itself. */
export async function observeWindow(page: Page): Promise<void> {
  await page.evaluate(() => {
    const reportEveryMs = 5_000;
    const keptMs = 8_000;
    const observed: Observed = { seenTaskMs: 0, reportedTaskMs: 0, frames: [], reports: [] };
    (window as ObservedWindow).observed = observed;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) observed.seenTaskMs += duration;
    }).observe({ type: 'longtask' });

    let times: number[] = [];
    const frame = (atMs: number): void => {
      times.push(atMs);
      times = times.filter((each) => each > atMs - keptMs);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    // By the second, and by every stretch: the terminal counts in either way, and ends a stretch at a key.
    const most = (): number => {
      const rates: number[] = [];
      for (const [last, endMs] of times.entries()) {
        for (let first = 0; first < last; first += 1) {
          const passedMs = endMs - (times[first] ?? endMs);
          if (passedMs > 0 && passedMs <= 1_500) rates.push(((last - first) * 1_000) / passedMs);
        }
        rates.push(times.filter((each) => each > endMs - 1_000 && each <= endMs).length);
      }
      return Math.max(...rates) + 2;
    };

    // The same over whole seconds, and over stretches that no key ended.
    const least = (): number => {
      const rates: number[] = [];
      for (const [last, endMs] of times.entries()) {
        if (endMs - (times[0] ?? endMs) < 1_500) continue;
        for (let first = 0; first < last; first += 1) {
          const passedMs = endMs - (times[first] ?? endMs);
          if (passedMs >= 450 && passedMs <= 1_500) rates.push(((last - first) * 1_000) / passedMs);
        }
        rates.push(times.filter((each) => each > endMs - 1_000 && each <= endMs).length);
      }
      return Math.min(...rates) - 3;
    };

    let isFirst = true;
    const read = (sent: unknown): void => {
      const message = (typeof sent === 'string' ? JSON.parse(sent) : sent) as {
        body?: {
          type?: string;
          framesPerS: number | null;
          longTasks: number | null;
        } & OtherFigures;
      } | null;
      // Others send words to themselves: React wakes itself up with null.
      const body = message?.body;
      if (body?.type !== 'telemetry.window') return;
      const { seconds, heapBytes } = body;
      observed.reports.push({ atMs: performance.now(), seconds, heapBytes });
      // The first has what was before this count.
      if (!isFirst) observed.reportedTaskMs += (body.longTasks ?? 0) * reportEveryMs;
      if (!isFirst && body.framesPerS !== null) {
        observed.frames.push({ reported: body.framesPerS, least: least(), most: most() });
      }
      isFirst = false;
    };
    for (const [sender, name] of [
      [WebSocket.prototype, 'send'],
      [MessagePort.prototype, 'postMessage'],
    ] as const) {
      const send = Reflect.get(sender, name) as (...words: unknown[]) => void;
      Reflect.set(sender, name, function (this: unknown, ...words: unknown[]) {
        if (typeof words[0] === 'string' || name === 'postMessage') read(words[0]);
        send.apply(this, words);
      });
    }
  });
}

/** Holds the page up for two long tasks; returns their milliseconds. */
export async function spin(page: Page): Promise<number> {
  let spunMs = 0;
  for (let task = 0; task < 2; task += 1) {
    spunMs += await page.evaluate(
      () =>
        // A task of its own: what comes from outside is none of the page's.
        new Promise<number>((resolve) => {
          setTimeout(() => {
            const startedMs = performance.now();
            while (performance.now() - startedMs < 150);
            resolve(performance.now() - startedMs);
          });
        }),
    );
  }
  return spunMs;
}

/** Has the page's script hold so many bytes more for good. */
export async function fillHeap(page: Page, bytes: number): Promise<void> {
  await page.evaluate((numbers) => {
    Object.assign(window, { filling: new Array<number>(numbers).fill(0.5) });
  }, bytes / Float64Array.BYTES_PER_ELEMENT);
}

/** What the page's script holds, as the debugger counts it. */
export async function heapOf(page: Page): Promise<number> {
  const debug = await page.context().newCDPSession(page);
  const { usedSize } = await debug.send('Runtime.getHeapUsage');
  await debug.detach();
  return usedSize;
}

/** What was counted so far. */
export async function ownFigures(page: Page): Promise<Observed> {
  const observed = await page.evaluate(() => (window as ObservedWindow).observed);
  if (observed === undefined) throw new Error('the window is observed first');
  return observed;
}
