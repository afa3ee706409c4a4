/**
 * What the performance panel costs the window and the engine while it is open: frames a second and round
 * trips of orders at 10,000 market events a second, in short turns of open and closed, closed and open. A
 * figure's ratio is that of the rounds (test/bench/paired.ts) with its interval. Needs Chromium and a built
 * terminal (`npm run build`). `node test/bench/panel/panel-bench.ts`
 */
import { setTimeout as delay } from 'node:timers/promises';
import { chromium } from 'playwright';
import type { Page } from 'playwright';
import { setup as buildWhereOld } from '../../support/build-application.ts';
import { ServedTerminal } from '../../support/e2e/served-terminal.ts';
import { findChromium } from '../../support/requirements.ts';
import type { TestClient } from '../../support/test-client.ts';
import { printFigures } from '../figure.ts';
import type { BenchFigure } from '../figure.ts';
import { pairedRatio } from '../paired.ts';
import { setEventRate, steeringClient } from '../screen/event-rate.ts';
import { mainThreadMs, rendererPid } from '../screen/thread-time.ts';

const ROUNDS = 56;
const ROUND_MS = 1_500;
const SETTLE_MS = 400;
const EVENTS_PER_S = 10_000;
const ORDER_PAUSE_MS = 8;
/** Keys of the default key map: the panel, and the tab that hides it. */
const OPEN_KEY = 'F9';
const CLOSE_KEY = 'F6';

interface Round {
  readonly framesPerS: number;
  readonly roundTripUs: number;
  /** Processor time of the window's main thread, in milliseconds a second: the least disturbed figure. */
  readonly busyMs: number;
}

/** Takes about four minutes; without Chromium there is no figure. */
export async function runPanelBench(): Promise<BenchFigure[]> {
  const executablePath = findChromium();
  if (executablePath === undefined) return [];
  // A page of an older build cannot talk to this engine, and would be waited for in vain.
  buildWhereOld();
  const served = await ServedTerminal.start(7);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1_920, height: 1_080 } });
    await page.goto(served.address);
    await page.getByTestId('status-engine').waitFor();
    const client = await steeringClient(served.address);
    const events = await setEventRate(client, EVENTS_PER_S);
    // By now the page's process has worked more than the spare ones that the browser keeps.
    const pid = rendererPid(process.pid);
    const open: Round[] = [];
    const closed: Round[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const isOpen = round % 2 === 0;
      (isOpen ? open : closed).push(await measured(page, pid, client, isOpen));
      (isOpen ? closed : open).push(await measured(page, pid, client, !isOpen));
    }
    return [
      figureOf('panel.frames', 'frames/s', open, closed, ({ framesPerS }) => framesPerS),
      figureOf('panel.window_cpu', 'ms/s', open, closed, ({ busyMs }) => busyMs),
      figureOf('panel.frame_cpu', 'ms', open, closed, ({ busyMs, framesPerS }) => {
        return busyMs / framesPerS;
      }),
      figureOf('panel.order_round_trip', 'us', open, closed, ({ roundTripUs }) => roundTripUs),
      { name: 'panel.events', value: events, unit: 'events/s' },
    ];
  } finally {
    await browser.close();
    await served.stop();
  }
}

/** One stretch with the panel in front or behind another tab. */
async function measured(
  page: Page,
  pid: number | null,
  client: TestClient,
  isOpen: boolean,
): Promise<Round> {
  await page.keyboard.press(isOpen ? OPEN_KEY : CLOSE_KEY);
  await delay(SETTLE_MS);
  const before = pid === null ? 0 : mainThreadMs(pid);
  const startedMs = performance.now();
  const frames = page.evaluate(
    (ms) =>
      new Promise<number>((resolve) => {
        const startedMs = performance.now();
        let count = 0;
        const next = (): void => {
          count += 1;
          const passedMs = performance.now() - startedMs;
          if (passedMs < ms) requestAnimationFrame(next);
          else resolve((count * 1_000) / passedMs);
        };
        requestAnimationFrame(next);
      }),
    ROUND_MS,
  );
  let isOver = false;
  const times: number[] = [];
  const orders = async (): Promise<void> => {
    while (!isOver) {
      const startedMs = performance.now();
      await client.request(
        client.order({ orderType: 'limit', timeInForce: 'ioc', limitPriceTicks: 1_000_000 }),
      );
      times.push((performance.now() - startedMs) * 1_000);
      client.updates.length = client.heard.length = 0;
      await delay(ORDER_PAUSE_MS);
    }
  };
  const ordering = orders();
  const framesPerS = await frames;
  const passedS = (performance.now() - startedMs) / 1_000;
  const busyMs = ((pid === null ? 0 : mainThreadMs(pid)) - before) / passedS;
  isOver = true;
  await ordering;
  return { framesPerS, roundTripUs: median(times), busyMs };
}

function figureOf(
  name: string,
  unit: string,
  open: readonly Round[],
  closed: readonly Round[],
  of: (round: Round) => number,
): BenchFigure {
  const { ratio, ...interval } = pairedRatio(open.map(of), closed.map(of));
  return {
    name,
    value: Math.round(median(open.map(of)) * 10) / 10,
    unit,
    ratio,
    reference: 'the same with the panel behind another tab, in turns in this run',
    details: interval,
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

if (process.argv[1] === import.meta.filename) printFigures(await runPanelBench());
