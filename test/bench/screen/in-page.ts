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

/** Watches key presses and the ticket of a page. */
export async function watchKeys(page: Page): Promise<KeyWatch> {
  await page.evaluate(() => {
    const painted: Record<string, number[]> = { preview: [], answer: [] };
    let pressedMs = 0;
    let answer = '';
    let wasPrepared = false;
    const afterPaint = (led: string): void => {
      const fromMs = pressedMs;
      requestAnimationFrame(() => {
        setTimeout(() => painted[led]?.push(performance.now() - fromMs), 0);
      });
    };
    window.addEventListener('keydown', (event) => (pressedMs = event.timeStamp), true);
    new MutationObserver(() => {
      const prepared = document.querySelector('.order-ticket[data-prepared="true"]') !== null;
      if (prepared && !wasPrepared) afterPaint('preview');
      wasPrepared = prepared;
      const status = document.querySelector('[data-testid="ticket-status"]')?.textContent ?? '';
      if (status !== answer && /\(order \d+\)/.test(status)) afterPaint('answer');
      answer = status;
    }).observe(document.body, {
      ...{ subtree: true, childList: true, characterData: true },
      ...{ attributes: true, attributeFilter: ['data-prepared'] },
    });
    Object.assign(window, { screenBench: painted });
  });
  return {
    painted: async (led) => {
      const read = await page.waitForFunction((wanted) => {
        // Put there by the call above.
        const { screenBench } = window as unknown as { screenBench: Record<string, number[]> };
        return screenBench[wanted]?.pop();
      }, led);
      return Number(await read.jsonValue());
    },
  };
}

/** The value that `share` of them do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
