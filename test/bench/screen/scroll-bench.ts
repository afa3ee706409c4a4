/**
 * Scrolling back through years of minutes: frames of a wheel that never stops, over bars that have to
 * be loaded on the way, against those of the same wheel over bars that are there. Needs `npm run
 * build` and Chromium; without them it says so.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import type { Page } from 'playwright';
import { openDatabase } from '../../../engine/store/database.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { ServedTerminal } from '../../support/e2e/served-terminal.ts';
import { findChromium } from '../../support/requirements.ts';
import type { BenchFigure } from '../figure.ts';
import { percentile } from './in-page.ts';

/** Five years of minutes of the regular session. */
const BARS = 500_000;
const US_PER_MINUTE = 60_000_000;
const US_PER_MS = 1_000;
const SEED = 7;
/** Turns of the wheel, one a frame, each of so many px: 17 bars of the usual width. */
const TURNS = 600;
const WHEEL_PX = 100;
const ROUNDS = 3;
const SIZE = { width: 1920, height: 1080 };
const TAIL = 0.99;
const SYMBOL = 'AAPL';

/** Measures and returns the figures; none where there is no Chromium. */
export async function runScrollBench(): Promise<BenchFigure[]> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    process.stderr.write('scroll: there is no Chromium here, so nothing was measured\n');
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'scroll-'));
  fillBars(join(folder, 'local.db'));
  const served = await ServedTerminal.start(SEED, {}, ['--data', folder]);
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage({ viewport: SIZE });
    await page.goto(served.address);
    await page.locator('.ladder-row[data-ticks]').first().waitFor();
    // The chart's own code is loaded after the window's, and may come after the ladder's rows.
    await page.getByTestId('panel-chart').locator('canvas').first().waitFor();
    const within: number[] = [];
    const back: number[] = [];
    let bars = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      // There and back again over the newest bars, which are loaded.
      within.push(...(await turnWheel(page, TURNS, 40)));
      back.push(...(await turnWheel(page, TURNS, TURNS)));
      bars += (TURNS * WHEEL_PX) / 6;
    }
    return figures(within, back, bars);
  } finally {
    await browser.close();
    await served.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function figures(within: readonly number[], back: readonly number[], bars: number): BenchFigure[] {
  const reference = 'the same wheel over bars that are loaded, in turns';
  const details = { bars: Math.round(bars), stored: BARS, frames: back.length };
  return [0.5, TAIL].map((share): BenchFigure => {
    const value = percentile(back, share);
    return {
      ...{ name: `screen.scroll_back.p${String(share * 100)}`, unit: 'us' },
      ...{ value: Math.round(value * US_PER_MS), ratio: value / percentile(within, share) },
      ...{ reference, details },
    };
  });
}

/** A store in which a symbol has so many minutes up to now. */
function fillBars(file: string): void {
  recoverState(file, 'local');
  const db = openDatabase(file, { venue: 'local', access: 'write', cacheKib: 65_536 });
  const nowUs = Date.now() * US_PER_MS;
  const newestUs = nowUs - (nowUs % US_PER_MINUTE);
  const put = db.prepare('INSERT INTO bars VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  db.transaction(() => {
    for (let n = 1; n <= BARS; n += 1) {
      const close = 2_700_000 + Math.round(200_000 * Math.sin(n / 900) + 5_000 * Math.sin(n / 7));
      const open = close + 900 * ((n % 3) - 1);
      const [high, low] = [Math.max(open, close) + 700, Math.min(open, close) - 700];
      const startUs = newestUs - n * US_PER_MINUTE;
      put.run(SYMBOL, '1m', startUs, open, high, low, close, 1_000 + (n % 977), 20);
    }
  })();
  db.close();
}

/** Times between frames, of a wheel that turns left so often and then right again, in stretches. */
function turnWheel(page: Page, turns: number, stretch: number): Promise<readonly number[]> {
  return page.getByTestId('panel-chart').evaluate(
    async (panel, { turns, stretch, px }) => {
      const chart = panel.querySelector('canvas');
      if (chart === null) throw new Error('there is no chart');
      const box = chart.getBoundingClientRect();
      const at = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
      const gaps: number[] = [];
      let lastMs = performance.now();
      for (let turn = 0; turn < turns; turn += 1) {
        const isBack = Math.floor(turn / stretch) % 2 === 0;
        const wheel = { deltaX: isBack ? -px : px, bubbles: true, cancelable: true, ...at };
        chart.dispatchEvent(new WheelEvent('wheel', wheel));
        lastMs = await new Promise<number>((resolve) => {
          requestAnimationFrame((ms) => {
            gaps.push(ms - lastMs);
            resolve(ms);
          });
        });
      }
      return gaps.slice(1);
    },
    { turns, stretch, px: WHEEL_PX },
  );
}
