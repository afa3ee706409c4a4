/** Measuring inside a page, so that the way of the test's own commands to it is not counted. */
import type { Page } from 'playwright';

/** Times between frames in milliseconds, over so long. */
export function countFrames(page: Page, forMs: number): Promise<readonly number[]> {
  return page.evaluate(
    (ms) =>
      new Promise<number[]>((resolve) => {
        const gaps: number[] = [];
        const startMs = performance.now();
        let lastMs = startMs;
        const frame = (atMs: number): void => {
          gaps.push(atMs - lastMs);
          lastMs = atMs;
          if (atMs - startMs >= ms) resolve(gaps.slice(1));
          else requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    forMs,
  );
}

/** What a key press leads to: the preview line, or the answer in the ticket. */
export type Led = 'preview' | 'answer';

export interface KeyWatch {
  /** Milliseconds from the last key press to the frame in which what it led to was painted. */
  painted(led: Led): Promise<number>;
}

/** What `startClock` puts into a page: `done` is called in it, `next` from outside. */
export interface KeyClock {
  pressedMs: number;
  done(led: string): void;
  next(led: string): Promise<number>;
}

/**
 * Notes key presses and times what they lead to. Nothing in it asks for frames of its own but the one that is
 * timed: a page that is asked at every frame whether it has an answer holds that answer back.
 */
export function startClock(page: Page): Promise<void> {
  return page.evaluate(() => {
    const times = new Map<string, number[]>();
    const waiting = new Map<string, (ms: number) => void>();
    const keyClock: KeyClock = {
      pressedMs: 0,
      done: (led) => {
        const fromMs = keyClock.pressedMs;
        requestAnimationFrame(() => {
          setTimeout(() => {
            const tookMs = performance.now() - fromMs;
            const take = waiting.get(led);
            waiting.delete(led);
            if (take === undefined) times.set(led, [...(times.get(led) ?? []), tookMs]);
            else take(tookMs);
          }, 0);
        });
      },
      next: (led) =>
        new Promise((resolve) => {
          const known = times.get(led)?.pop();
          if (known === undefined) waiting.set(led, resolve);
          else resolve(known);
        }),
    };
    const note = (event: KeyboardEvent): void => void (keyClock.pressedMs = event.timeStamp);
    window.addEventListener('keydown', note, true);
    Object.assign(window, { keyClock });
  });
}

/** What a page with a clock has timed. */
export function clockOf(page: Page): KeyWatch {
  return {
    painted: (led) =>
      page.evaluate((wanted) => {
        // Put there by `startClock`.
        const { keyClock } = window as unknown as { keyClock: KeyClock };
        return keyClock.next(wanted);
      }, led),
  };
}

/** Watches key presses and the ticket of a page. */
export async function watchKeys(page: Page): Promise<KeyWatch> {
  await startClock(page);
  await page.evaluate(() => {
    // Put there by `startClock`.
    const { keyClock } = window as unknown as { keyClock: KeyClock };
    let answer = '';
    let wasPrepared = false;
    new MutationObserver(() => {
      const prepared = document.querySelector('.order-ticket[data-prepared="true"]') !== null;
      if (prepared && !wasPrepared) keyClock.done('preview');
      wasPrepared = prepared;
      const status = document.querySelector('[data-testid="ticket-status"]')?.textContent ?? '';
      if (status !== answer && /\(order \d+\)/.test(status)) keyClock.done('answer');
      answer = status;
    }).observe(document.body, {
      ...{ subtree: true, childList: true, characterData: true },
      ...{ attributes: true, attributeFilter: ['data-prepared'] },
    });
  });
  return clockOf(page);
}

/** Makes an empty page change one word at each key press, at once: the least that any page takes. */
export async function watchEmptyPage(page: Page): Promise<KeyWatch> {
  await page.goto('about:blank');
  await startClock(page);
  await page.evaluate(() => {
    // Put there by `startClock`.
    const { keyClock } = window as unknown as { keyClock: KeyClock };
    let presses = 0;
    window.addEventListener('keydown', () => {
      presses += 1;
      document.body.textContent = String(presses);
      keyClock.done('answer');
    });
  });
  return clockOf(page);
}

/** The value that `share` of them do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
