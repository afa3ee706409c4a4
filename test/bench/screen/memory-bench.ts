/**
 * Hours of a market in a window with twelve panels in view: bars made here are replayed fast, so that the
 * page lives through a trading day in minutes. `node test/bench/screen/memory-bench.ts --hours 8` prints
 * the heap after collections of garbage and its slope over the second half; ends with 1 when it grows.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import type { CDPSession, Page } from 'playwright';
import { setup as buildWhereOld } from '../../support/build-application.ts';
import { ServedTerminal } from '../../support/e2e/served-terminal.ts';
import { showWorkspace, workspaceText } from '../../support/e2e/workspace-file.ts';
import { findChromium } from '../../support/requirements.ts';
import { printFigures } from '../figure.ts';

const SEED = 7;
/** Seconds of the market in one of the clock. */
const SPEED = 120;
/** Of the market: each bar is a few prints, so that some fifty a second come. */
const BAR_S = 5;
const S_PER_HOUR = 3_600;
const SAMPLES = 24;
const START_MS = Date.UTC(2026, 2, 4, 15, 0);
/** Growth that counts as none, in MB an hour of the market. */
const SLOPE_MAX = 0.5;
const BYTES_PER_MB = 1_048_576;
const SIZE = { width: 1920, height: 1080 };

/** Twelve panels in view, four columns of three. */
const GRID = [
  ['quote-board', 'time-and-sales', 'fills'],
  ['chart', 'chart:2', 'working-orders'],
  ['depth-ladder', 'positions', 'account'],
  ['order-ticket', 'depth-ladder:2', 'performance'],
] as const;

function barsCsv(hours: number): string {
  const price = (at: number): number => 100 + 3 * Math.sin(at / 400) + Math.sin(at / 31);
  const rows = Array.from({ length: (hours * S_PER_HOUR) / BAR_S }, (_, at) => {
    const [open, close] = [price(at), price(at + 1)];
    const [high, low] = [Math.max(open, close) + 0.05, Math.min(open, close) - 0.05];
    const time = new Date(START_MS + at * BAR_S * 1_000).toISOString();
    const prices = [open, high, low, close].map((value) => value.toFixed(2));
    return [time, ...prices, String(500 + ((at * 53) % 700))].join(',');
  });
  return ['timestamp,open,high,low,close,volume', ...rows, ''].join('\n');
}

async function showGrid(page: Page): Promise<void> {
  const columns = GRID.map((keys) => keys.map((key) => [key]));
  const links = { 'chart:2': 'red', 'depth-ladder:2': 'green' };
  await showWorkspace(page, 'Grid', workspaceText('Grid', columns, SIZE, links));
  await page.getByTestId('panel-depth-ladder:2').waitFor();
}

/** Megabytes in use after a collection of garbage. */
async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const used = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
  return used / BYTES_PER_MB;
}

/** Least-squares slope of the points. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x0, y0] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const above = points.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0);
  return above / points.reduce((sum, [x]) => sum + (x - x0) ** 2, 0);
}

/** Hours of the market that have been played. */
async function played(page: Page, hours: number): Promise<number> {
  const share = await page
    .locator('.replay-place')
    .first()
    .evaluate((place) =>
      place instanceof HTMLInputElement ? place.valueAsNumber / Number(place.max) : 0,
    );
  return share * hours;
}

async function measure(page: Page, hours: number): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const points: (readonly [hour: number, mb: number])[] = [];
  const stepMs = (hours * S_PER_HOUR * 1_000) / SPEED / SAMPLES;
  for (;;) {
    const hour = await played(page, hours);
    const mb = await heapMb(session);
    points.push([hour, mb]);
    process.stderr.write(`${hour.toFixed(2)} h: ${mb.toFixed(2)} MB\n`);
    if (hour > hours * 0.97) break;
    await pause(stepMs);
  }
  const late = points.filter(([hour]) => hour >= hours / 2);
  const slope = slopeOf(late);
  const details = {
    hours,
    panels: GRID.flat().length,
    samples: late.length,
    heapMb: points.at(-1)?.[1],
  };
  printFigures([{ name: 'screen.memory.slope', value: slope, unit: 'MB/h', details }]);
  return slope;
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { hours: { type: 'string', default: '8' } } });
  const hours = Number(values.hours);
  const executablePath = findChromium();
  if (executablePath === undefined || !Number.isFinite(hours) || hours <= 0) {
    process.stderr.write('needs Chromium, and --hours N of the market\n');
    return 2;
  }
  buildWhereOld();
  const folder = mkdtempSync(join(tmpdir(), 'memory-bench-'));
  const file = join(folder, 'day.csv');
  writeFileSync(file, barsCsv(hours));
  const served = await ServedTerminal.start(SEED, {}, ['--replay', file, '--speed', String(SPEED)]);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: SIZE });
    page.on('pageerror', (error) => process.stderr.write(`${error.message}\n`));
    await page.goto(served.address);
    await page.getByTestId('panel-chart').waitFor();
    await showGrid(page);
    return (await measure(page, hours)) < SLOPE_MAX ? 0 : 1;
  } finally {
    await browser.close();
    await served.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
